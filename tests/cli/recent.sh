#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

teach
expect 0 recent --json
lines 2
is 1 message_id '"wire-1@quick-mail.example"'
is 1 verdict '"malicious"'
is 1 at '"2026-03-03T16:45:00Z"'
is 1 recipients '["ap@ours.example"]'
is 2 verdict '"clean"'
expect 0 recent --json -n 1
lines 1
expect 0 recent --json --verdict clean
lines 1
is 1 message_id '"feb-2026@acme.example"'
expect 0 recent
lines 3
said '^AT	VERDICT	SCORE'
said 'display-name-vip'
expect 1 recent --verdict exempt
expect 64 recent --verdict nice
erred 'give clean, suspicious'
