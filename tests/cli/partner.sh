#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

expect 74 partner add acme.example # a store is made by openbec or by learning
teach
expect 0 partner list
said 'no partner is entered'
expect 0 partner add Acme.Example other.example --comment 'pays us' --expires 2099-01-01
expect 0 partner --json
lines 2
is 1 value '"acme.example"'
is 1 comment '"pays us"'
is 1 expires '"2099-01-01T00:00:00Z"'
is 2 value '"other.example"'

# a stored partner counts like a configured one: whoever looks like it is told from it
sed 's/acme\.example/acrne.example/g; s/^Message-ID: .*/Message-ID: <x@acrne.example>/' "$DATA/invoice.eml" >"$DIR/like.eml"
expect 0 score --json "$DIR/like.eml"
said '"id":"lookalike-partner-domain"'
expect 0 partner remove acme.example
expect 0 score --json "$DIR/like.eml"
silent '"id":"lookalike-partner-domain"'

expect 1 partner remove acme.example
erred 'no partner'
expect 64 partner add gmail.com
erred 'no domain of one organisation'
expect 64 partner add com
expect 64 partner add
expect 64 partner frobnicate
expect 64 partner add a.example --expires 2001-01-01
erred 'that time is over'
expect 64 partner remove a.example --comment no
