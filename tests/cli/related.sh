#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

# a second victim of the same sender, before anybody noticed
sed -e 's/^Message-ID:.*/Message-ID: <wire-2@quick-mail.example>/' -e 's/ap@ours.example/cfo@ours.example/' \
	"$DATA/attack.eml" >"$DIR/second.eml"
teach
expect 0 score --learn --json "$DIR/second.eml"
expect 0 explain --related wire-1@quick-mail.example
said '1 more share'
said 'cfo@ours.example'
said 'sender'
expect 0 explain --related --json wire-1@quick-mail.example
lines 1
is 1 related.0.message_id '"wire-2@quick-mail.example"'
is 1 related.0.recipients '["cfo@ours.example"]'
json 1 related.0.shares | grep -q '"sender"' || fail 'the sender is shared'
json 1 related.0.shares | grep -q '"reply-to"' || fail 'the Reply-To is shared'
expect 0 explain --json wire-1@quick-mail.example
silent 'related'

# feedback says so by itself
expect 0 feedback --json wire-1@quick-mail.example bec
is 1 related.0.message_id '"wire-2@quick-mail.example"'
expect 0 feedback feb-2026@acme.example bec
said 'nobody else got mail'
expect 0 feedback --json feb-2026@acme.example legitimate
silent 'related'
