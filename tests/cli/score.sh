#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

# a block for people
expect 0 score "$DATA/invoice.eml" "$DATA/attack.eml"
said 'invoice.eml: clean, score'
said 'from billing@acme.example, aligned'
said 'attack.eml: malicious, score'
said 'display-name-vip'
grep -q "$(printf '\033')" "$OUT" && fail 'colours in a pipe'
erred 'judged without history'

# an object for machines
expect 0 score --json "$DATA/invoice.eml"
lines 1
is 1 file "\"$DATA/invoice.eml\""
is 1 verdict '"clean"'
is 1 direction '"inbound"'
is 1 at '"2026-03-02T09:30:00Z"'
is 1 store '"none"'
is 1 message_id '"feb-2026@acme.example"'
is 1 authentication.identity.proof '"aligned"'
is 1 authentication.identity.by '["spf", "dkim"]'

# --check
expect 0 score --check "$DATA/invoice.eml"
expect 1 score --check "$DATA/invoice.eml" "$DATA/attack.eml"

# the envelope by options; what isn't given comes from the file
expect 0 score --json --at 2026-04-01T10:00:00+02:00 "$DATA/invoice.eml"
is 1 at '"2026-04-01T08:00:00Z"'
expect 0 score --json --auth-user ann --rcpt out@else.example "$DATA/invoice.eml"
is 1 direction '"outbound"'
expect 64 score --at yesterday "$DATA/invoice.eml"
erred 'give a date'
expect 64 score --client-ip 300.1.1.1 "$DATA/invoice.eml"
erred 'no IP address'
expect 64 score --helo mx.acme.example "$DATA/invoice.eml"
erred 'needs --client-ip'
expect 64 score
expect 64 score --index "$DATA/index.jsonl" "$DATA/invoice.eml"
expect 64 score --index "$DATA/index.jsonl" --from a@b.example

# standard input
"$BECCTL" -c "$CONF" score --json - <"$DATA/attack.eml" >"$OUT" 2>"$ERR" || fail 'standard input'
is 1 file '"-"'
is 1 verdict '"malicious"'

# one that can't be read doesn't stop the others
expect 66 score --json "$DIR/missing.eml" "$DATA/invoice.eml" "$DATA/broken.eml"
lines 3
is 1 file "\"$DIR/missing.eml\""
json 1 error >/dev/null
is 2 verdict '"clean"'
is 3 direction '"inbound"'
erred "can't open $DIR/missing.eml"
expect 0 score "$DATA/broken.eml" "$DATA/hostile.eml"
said 'hostile.eml: '
grep -q "$(printf '\033')" "$OUT" && fail 'a message reaches the terminal unescaped'

[ ! -e "$DIR/store.db" ] || fail 'score without --learn made a store'
