#!/bin/bash
# Mail that follows an import is judged by it.
. "$(dirname "$0")/common.sh" || exit 1
. "$DATA/../archive/common.sh"

next() { sed "s/invoice-06/invoice-07/; s/17 Jun 2025/15 Jul 2025/; $1" "$ARCHIVE/mail/invoice-06.eml" >"$DIR/next.eml"; }
NEW_ACCOUNT='s/DE89 3704 0044 0532 0130 00/GB29 NWBK 6016 1331 9268 19/'

# without the archive the sender is new, and no account is
teach
next "$NEW_ACCOUNT"
expect 0 score --json "$DIR/next.eml"
said '"new-sender"'
silent '"bank-detail-new"'

expect 0 import --json "$ARCHIVE/mail"
next "$NEW_ACCOUNT"
expect 0 score --json "$DIR/next.eml"
said '"bank-detail-new"'
silent '"first-contact"'
silent '"new-sender"'
is 1 store '"ok"'

# the known account is no finding
next ''
expect 0 score --json "$DIR/next.eml"
silent '"bank-detail-new"'
silent '"first-contact"'

# folders of sent mail: without Received fields ours only if the admin says so, and never what came from outside
sed '/^Received:/,/^From:/{/^From:/!d;}; s/answer-01/answer-02/; s/anna.keller@acme/sales@carrier/' \
	"$ARCHIVE/mail/answer.eml" >"$DIR/sent.eml"
expect 0 import --json "$DIR/sent.eml"
expect 0 recent --json
is 1 direction '"inbound"'
for file in "$DIR/sent.eml" "$ARCHIVE/mail/spoofed.eml"; do
	sed 's/answer-02/answer-03/; s/spoofed-01/spoofed-02/' "$file" >"$DIR/again-$(basename "$file")"
done
expect 0 import --json --direction outbound "$DIR/again-sent.eml" "$DIR/again-spoofed.eml"
expect 0 explain --json answer-03@ours.example
is 1 direction '"outbound"'
expect 0 explain --json spoofed-02@ours.example
is 1 direction '"inbound"'

# and nothing is ours with inbound
sed 's/answer-01/answer-04/' "$ARCHIVE/mail/answer.eml" >"$DIR/inside.eml"
expect 0 import --json --direction inbound "$DIR/inside.eml"
expect 0 explain --json answer-04@ours.example
is 1 direction '"inbound"'
expect 64 import --direction sideways "$ARCHIVE/mail"
expect 64 import
