#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

held() { grep -qa "$1" "$DIR"/store.db*; }

teach
expect 0 export billing@acme.example
said '"table":"party"'
said '"table":"trait"'
said '"table":"message"'
silent 'quick-mail'
cp "$OUT" "$DIR/plain"
expect 0 export --json '<Billing@ACME.example>'
cmp -s "$OUT" "$DIR/plain" || fail 'with --json something else is held'
python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]' <"$OUT" || fail 'lines that are no JSON'
expect 0 export ap@ours.example                 # a recipient of ours: in others' rows
said '"table":"contact"'

held 'billing@acme.example' || fail 'the grep sees nothing'
expect 0 forget billing@acme.example
said 'billing@acme.example is forgotten: [0-9]* rows'
held 'billing@acme.example' && fail 'the file still has it'
expect 1 export billing@acme.example
erred 'nothing is held'
expect 1 sender billing@acme.example
expect 1 forget billing@acme.example
erred 'nothing was held'
expect 0 recent --json                          # the others stay
lines 1
is 1 message_id '"wire-1@quick-mail.example"'

expect 0 forget --json ap@ours.example
is 1 forgotten '"ap@ours.example"'
held 'ap@ours.example' && fail 'a recipient is still in the file'
expect 0 recent --json
is 1 recipients '["forgotten"]'
expect 64 forget acme.example
erred 'is no address'
expect 64 export
