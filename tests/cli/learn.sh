#!/bin/bash
# score --learn makes a store, and each message is history for the next.
. "$(dirname "$0")/common.sh" || exit 1

expect 0 score --learn --json "$DATA/invoice.eml"
[ -e "$DIR/store.db" ] || fail 'no store was made'
[ -e "$DIR/store.db.key" ] || fail 'no site key was made'
is 1 store '"ok"'

# the same message again gets its first copy's findings and teaches nothing
expect 0 score --json "$DATA/invoice.eml"
is 1 store '"ok"'
expect 0 sender --json billing@acme.example
is 1 days 1

for day in 03 04 05 06; do
	sed "s/^Message-ID:.*/Message-ID: <$day@acme.example>/; s/ 2 Mar 2026/ ${day#0} Mar 2026/" "$DATA/invoice.eml" \
		>"$DIR/$day.eml"
	expect 0 score --learn --json --at "2026-03-${day}T09:30:00Z" "$DIR/$day.eml"
done
expect 0 sender --json billing@acme.example
is 1 days 5
is 1 established false

# a store that isn't there is no obstacle without --learn, and one that can't be made is with it
sed -i "s,$DIR/store.db,$DIR/no-folder/store.db," "$CONF"
expect 0 score --json "$DATA/invoice.eml"
is 1 store '"none"'
"$BECCTL" -c "$CONF" score --learn "$DATA/invoice.eml" >"$OUT" 2>"$ERR" && fail 'learned into nowhere'
one_sentence
