#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

expect 0 check
said 'is valid$'
said 'local domains: ours.example'
said 'policy default: suspicious from 5.0: tag; malicious from 8.0: quarantine'
said "isn't there yet"
[ ! -e "$DIR/store.db" ] || fail "check made a store"
teach
expect 0 check --json
lines 1
is 1 valid true
is 1 persons 1
is 1 local_domains '["ours.example"]'

echo 'no-such-option = 1' >>"$CONF"
expect 78 check
erred "openbec.conf:8.*no-such-option"
expect 78 check --json
is 1 valid false
expect 78 recent
erred 'no-such-option'

sed -i '$d' "$CONF"
echo 'this is no database, though as long as one' >"$DIR/store.db"
expect 78 check
erred 'store.db'

expect 78 -c "$DIR/missing.conf" check
erred 'missing.conf'
