#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

teach
expect 0 explain wire-1@quick-mail.example
said 'malicious, score'
said 'display-name-vip'
said 'points above'
expect 0 explain --json '<wire-1@quick-mail.example>'
lines 1
is 1 verdict '"malicious"'
is 1 rcpt '["ap@ours.example"]'
is 1 from '"office@quick-mail.example"'

# a clean one: what was missing
expect 0 explain feb-2026@acme.example
said 'clean, score'
said 'points were missing to suspicious (5.0)'

# words of the message aren't kept
silent 'delivery note'
expect 1 explain no-such-message@nowhere.example
erred 'holds no message'
expect 64 explain one two
