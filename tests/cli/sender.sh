#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

teach
expect 0 sender --json billing@acme.example
is 1 party '"billing@acme.example"'
is 1 proof '"aligned"'
is 1 days 1
is 1 first_seen '"2026-03-02T09:30:00Z"'
sed -n 1p "$OUT" | grep -q '"kind":"network","value":"192.0.2.0/24"' || fail 'its network'
sed -n 1p "$OUT" | grep -q '"kind":"message-id"' || fail 'a packed trait'
expect 0 sender --json '<BILLING@Acme.Example>'
expect 0 sender @acme.example
said '@acme.example'
expect 0 sender billing@acme.example
said 'has shown$'
said '192.0.2.0/24'
expect 0 sender --json acme.example
is 1 party '"@acme.example"'

# fraud taught nothing, and a stranger is nobody
expect 1 sender office@quick-mail.example
expect 1 sender nobody@else.example
erred 'has not written yet'
expect 64 sender
