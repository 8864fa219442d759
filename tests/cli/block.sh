#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

# a store is made by openbec or by learning
expect 74 block a@b.example
teach
# none of several is written if one is wrong
expect 64 block good@acme.example 'bad one'
expect 0 block acme.example 'DE89 3704 0044 0532 0130 00'
silent '0532'
expect 0 block --json
lines 2
account=$(json 1 value | tr -d '"')
case $account in DE...3000\ *) ;; *) fail "the account is shown as $account" ;; esac
is 1 type '"account"'
is 2 value '"acme.example"'
grep -q 0532 "$OUT" && fail 'the whole number was kept'
strings -a "$DIR/store.db" "$DIR/store.db-wal" 2>/dev/null | grep -q 0532013000 && fail 'the whole number is in the store'

# a blocked domain makes even proven mail malicious
expect 0 score --json "$DATA/invoice.eml"
is 1 verdict '"malicious"'
is 1 findings.0.id '"blocked"'

# an account is taken out as the list shows it
expect 0 block --remove "$account" acme.example
expect 0 block
said 'block is empty'
expect 0 score --json "$DATA/invoice.eml"
is 1 verdict '"clean"'
expect 64 block a@b.example --only first-contact
erred 'no such option'

# a phone number, as people write it, and as the list shows it
expect 64 block '02 1234567'   # of which country?
expect 0 block --json '+39 (02) 1234-5678' 'tel 02 1234567'
phone=$(json 1 value | tr -d '"')
case $phone in +39...678\ *) ;; *) fail "the phone number is shown as $phone" ;; esac
is 1 type '"phone"'
is 2 type '"phone"'
silent 12345678
expect 0 block --json --remove +390212345678
[ "$(json 1 value | tr -d '"')" = "$phone" ] || fail 'another way of writing it is another number'
expect 0 block "$phone"
sed 's/^$/\nCall +39 02 1234 5678 for the new account./;' "$DATA/invoice.eml" >"$DIR/call.eml"
expect 0 score --json "$DIR/call.eml"
is 1 findings.0.id '"blocked"'
expect 0 block --remove "$phone"
expect 0 score --json "$DIR/call.eml"
is 1 verdict '"clean"'
expect 64 allow +390212345678
