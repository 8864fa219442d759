#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

# privacy = hashed: the same answers, and no address in the file or its log
held() { grep -qa "$1" "$DIR"/store.db "$DIR"/store.db-wal 2>/dev/null; }

echo 'privacy = "hashed"' >>"$CONF"
teach
cp "$OUT" "$DIR/judged"
for who in billing@ office@ ap@ wire-1@ feb-2026@ maria[.]rossi; do
	held "$who" && fail "$who is in the file"
done
expect 0 sender --json billing@acme.example     # asked for by name, shown as a hash
is 1 days 1
json 1 address | grep -Eq '^"#[0-9a-f]{32}@acme.example"$' || fail 'its address'
party=$(json 1 party)
expect 0 sender --json "${party//\"/}"          # and by the hash itself
is 1 days 1
expect 0 domain --json acme.example
is 1 proven_senders 1
expect 0 explain --json feb-2026@acme.example
is 1 verdict '"clean"'
expect 0 block crook@evil.example
held "crook@" && fail 'a blocked address is in the file'
expect 0 block --json
json 1 value | grep -q '#' || fail 'a blocked address is shown plain'
expect 0 feedback wire-1@quick-mail.example bec
expect 0 export billing@acme.example
expect 0 forget billing@acme.example
expect 1 sender billing@acme.example

# the same mail is judged alike, whether the store is hashed or not
mkdir "$DIR/plain"
sed -e '/^privacy/d' -e "s,$DIR/store.db,$DIR/plain/store.db," "$CONF" >"$DIR/plain.conf"
"$BECCTL" -c "$DIR/plain.conf" score --learn --json "$DATA/invoice.eml" "$DATA/attack.eml" >"$DIR/plain/judged" || fail 'a plain store'
cmp -s "$DIR/judged" "$DIR/plain/judged" || fail 'hashing changes a verdict'

# a store keeps what it was made with
cp "$CONF" "$DIR/hashed.conf"
sed -i '/^privacy/d' "$CONF"
expect 78 recent
erred 'which can.t be undone'
cp "$DIR/hashed.conf" "$CONF"
sed -i "s,$DIR/store.db,$DIR/plain/store.db," "$CONF"
expect 78 recent
erred 'becctl migrate --hash'
expect 0 migrate --hash
grep -qa "billing@\|office@" "$DIR"/plain/store.db* && fail 'migrated, but still in the file'
expect 0 sender billing@acme.example
expect 0 migrate --hash                         # once more does nothing
