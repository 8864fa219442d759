#!/bin/bash
# Readers and writers of one store at the same time, as beside the daemon: nobody fails, nothing is lost.
. "$(dirname "$0")/common.sh" || exit 1

teach
for i in $(seq 200); do
	sed "s/^Message-ID:.*/Message-ID: <n$i@acme.example>/" "$DATA/invoice.eml" >"$DIR/$i.eml"
	echo "{\"path\":\"$i.eml\"}"
done >"$DIR/many.jsonl"
"$BECCTL" -c "$CONF" score --learn --json --index "$DIR/many.jsonl" >"$DIR/learned" 2>"$DIR/learned.err" &
learner=$!
for i in 1 2 3; do
	expect 0 allow "a$i@b.example"
	expect 0 recent --json -n 5
	expect 0 score --json "$DATA/attack.eml"
	is 1 store '"ok"'
done
wait $learner || { cat "$DIR/learned.err" >&2; fail "the learner's exit status is $?"; }
[ ! -s "$DIR/learned.err" ] || { cat "$DIR/learned.err" >&2; fail 'the learner complains'; }
expect 0 recent --json -n 1000
lines 202
expect 0 allow --json
lines 3
