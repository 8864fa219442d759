#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

teach
expect 0 backup "$DIR/copy.db"
said "copy.db holds a copy"
[ "$(stat -c %a "$DIR/copy.db")" = 600 ] || fail 'others may read the copy'
[ ! -e "$DIR/copy.db.part" ] && [ ! -e "$DIR/copy.db-wal" ] || fail 'something is left beside the copy'

# never over what is there; nothing where nothing can be written
cp "$DIR/copy.db" "$DIR/before"
expect 64 backup "$DIR/copy.db"
erred 'is there already'
cmp -s "$DIR/copy.db" "$DIR/before" || fail 'the copy was written over'
"$BECCTL" -c "$CONF" backup "$DIR/nowhere/copy.db" >"$OUT" 2>"$ERR" && fail 'a copy in no folder'
erred 'nowhere'
expect 64 backup
expect 0 backup --json "$DIR/copy2.db"
is 1 backup "\"$DIR/copy2.db\""

# the copy is a store: it says what the store says
expect 0 recent --json
cp "$OUT" "$DIR/wanted"
sed -i "s,^store .*,store = \"$DIR/copy.db\"," "$CONF"
printf 'site-key = "%s"\n' "$(ls "$DIR"/*.key)" >>"$CONF"
expect 0 recent --json
cmp -s "$OUT" "$DIR/wanted" || fail 'the copy says something else'

# while somebody writes
for i in $(seq 100); do
	sed "s/^Message-ID:.*/Message-ID: <n$i@acme.example>/" "$DATA/invoice.eml" >"$DIR/$i.eml"
	echo "{\"path\":\"$i.eml\"}"
done >"$DIR/many.jsonl"
"$BECCTL" -c "$CONF" score --learn --json --index "$DIR/many.jsonl" >"$DIR/learned" 2>&1 &
learner=$!
for i in 1 2 3; do expect 0 backup "$DIR/busy$i.db"; done
wait $learner || fail "the learner's exit status is $?"
