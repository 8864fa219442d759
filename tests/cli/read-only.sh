#!/bin/bash
# Another user, who may only read, queries the store while it is written: group rights on file and folder are all that is needed, as long as
# somebody who writes has it open, as the daemon has; for the log's index is theirs to make.
. "$(dirname "$0")/common.sh" || exit 1

[ "$(id -u)" = 0 ] && command -v sqlite3 >/dev/null && command -v setpriv >/dev/null || exit 77
readonly READER=65534
as_reader() { setpriv --reuid=$READER --regid=$READER --clear-groups "$@"; }

mkdir -m 750 "$DIR/store"
chgrp $READER "$DIR/store"
chmod 711 "$DIR"
sed -i "s,$DIR/store.db,$DIR/store/store.db," "$CONF"
teach
chgrp $READER "$DIR"/store/store.db
for i in $(seq 400); do
	sed "s/^Message-ID:.*/Message-ID: <n$i@acme.example>/" "$DATA/invoice.eml" >"$DIR/$i.eml"
	echo "{\"path\":\"$i.eml\"}"
done >"$DIR/many.jsonl"
"$BECCTL" -c "$CONF" score --learn --json --index "$DIR/many.jsonl" >"$DIR/learned" 2>&1 &
learner=$!
while kill -0 $learner 2>/dev/null && [ ! -s "$DIR/store/store.db-wal" ]; do sleep 0.02; done

asked=0 before=0
while [ $asked -lt 10 ]; do
	now=$(as_reader sqlite3 -readonly "$DIR/store/store.db" 'SELECT count(*) FROM recent_verdicts' 2>"$ERR")
	status=$?
	kill -0 $learner 2>/dev/null || break           # what was asked after the end says nothing
	[ $status -eq 0 ] || fail "a reader got exit status $status"
	[ "$now" -ge "$before" ] || fail "first $before verdicts, then $now"
	before=$now asked=$((asked + 1))
done
[ $asked -gt 0 ] && [ "$before" -ge 2 ] || fail "nothing was read while it was written ($asked, $before)"
as_reader sqlite3 "$DIR/store/store.db" 'DELETE FROM message' 2>"$ERR" && fail 'a reader has deleted'
wait $learner || fail "the learner's exit status is $?"
expect 0 recent --json -n 1000
lines 402

# nobody has it open: the log is gone, and the file is read as it lies there
now=$(as_reader sqlite3 -readonly "file:$DIR/store/store.db?immutable=1" 'SELECT count(*) FROM recent_verdicts' 2>"$ERR") ||
	fail 'nobody writes, and a reader cannot read'
[ "$now" = 402 ] || fail "$now verdicts at rest"
