#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

teach
expect 0 sender billing@acme.example

# fraud after all: what it taught is taken back
expect 0 feedback feb-2026@acme.example bec
said 'is fraud now'
expect 0 recent --json --verdict clean
is 1 feedback '"bec"'
expect 1 sender billing@acme.example

# and the other way, by the file itself
expect 0 feedback --json "$DATA/invoice.eml" legitimate
is 1 feedback '"legitimate"'
is 1 message_id '"feb-2026@acme.example"'
expect 0 sender --json billing@acme.example
is 1 days 1

expect 1 feedback no-such-message bec
erred 'holds no message'
expect 64 feedback feb-2026@acme.example maybe
erred 'legitimate or bec'
expect 64 feedback bec
