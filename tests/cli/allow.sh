#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

# a store is made by openbec or by learning
expect 74 allow a@b.example
teach
expect 0 allow billing@acme.example --comment 'our printer'
expect 0 allow Partner.Example --only first-contact --expires 2099-01-01
expect 0 allow --json
lines 2
is 1 type '"address"'
is 1 value '"billing@acme.example"'
is 1 comment '"our printer"'
is 2 type '"domain"'
is 2 value '"partner.example"'
is 2 indicator '"first-contact"'
is 2 expires '"2099-01-01T00:00:00Z"'

# it exempts, proven mail only
expect 0 score --json "$DATA/invoice.eml"
is 1 verdict '"exempt"'
sed '/^Authentication-Results/,/dkim=pass/d' "$DATA/invoice.eml" >"$DIR/unproven.eml"
expect 0 score --json "$DIR/unproven.eml"
is 1 verdict '"clean"'

expect 0 allow --remove BILLING@acme.example
expect 1 allow --remove billing@acme.example
erred "doesn't hold"
expect 0 allow --json
lines 1

expect 64 allow 'not an address'
expect 64 allow com
expect 64 allow DE89370400440532013000
erred 'neither an address nor a domain'
expect 64 allow a@b.example --only no-such-indicator
erred 'no such indicator'
expect 64 allow a@b.example --expires 2001-01-01
erred 'that time is over'
expect 64 allow --remove
expect 64 allow --comment nobody
