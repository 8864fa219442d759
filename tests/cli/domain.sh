#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

teach
expect 0 domain acme.example
said '^acme.example'
said 'billing@acme.example'
expect 0 domain --json @ACME.example
lines 1
is 1 domain '"acme.example"'
is 1 days 1
is 1 established false
is 1 proven_senders 1
is 1 senders.0.address '"billing@acme.example"'
is 1 senders.0.first_seen '"2026-03-02T09:30:00Z"'
cp "$OUT" "$DIR/wanted"
expect 0 domain --json billing@acme.example     # whoever names a sender means its domain
cmp -s "$OUT" "$DIR/wanted" || fail 'another answer by address'

expect 1 domain nowhere.example
erred 'nobody of nowhere.example has written'
expect 64 domain
