#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

expect 74 person add 'Petra Vogel' petra@ours.example # a store is made by openbec or by learning
teach
expect 0 person
said 'no person is entered'

# a stranger with her name is nobody special, until she is protected
cat >"$DIR/boss.eml" <<'EOF'
Return-Path: <x4711@mail.example>
Delivered-To: ap@ours.example
Authentication-Results: mx.ours.example; spf=pass smtp.mailfrom=mail.example
From: Petra Vogel <x4711@mail.example>
To: ap@ours.example
Subject: Friday
Date: Mon, 2 Mar 2026 09:29:58 +0000
Message-ID: <boss@mail.example>

Hello, will you be there on Friday?
EOF
expect 0 score --json "$DIR/boss.eml"
silent display-name-vip
expect 0 person add 'Petra Vogel' petra.vogel@OURS.example --alias 'Pet Vogel' --comment CFO --expires 2099-01-01
expect 0 score --json "$DIR/boss.eml"
said '"id":"display-name-vip"'
sed -i 's/^From: Petra/From: Pet/' "$DIR/boss.eml"
expect 0 score --json "$DIR/boss.eml"
said '"id":"display-name-vip"'
sed -i 's/x4711@mail.example>$/petra.vogel@ours.example>/' "$DIR/boss.eml"
expect 0 score --json "$DIR/boss.eml" # her own address
silent display-name-vip

expect 0 person list --json
lines 3
is 1 name '"Petra Vogel"'
is 1 type '"name"'
is 1 comment '"CFO"'
is 1 expires '"2099-01-01T00:00:00Z"'
is 2 value '"Pet Vogel"'
is 3 value '"petra.vogel@ours.example"'
expect 0 person remove 'petra vogel'
expect 0 person --json
lines 0
expect 1 person remove 'Petra Vogel'
erred 'no person'

expect 64 person add Petra petra@ours.example
erred 'no full name'
expect 64 person add 'Petra Vogel'
expect 64 person add 'Petra Vogel' 'not an address'
erred 'no mail address'
expect 64 person add 'Maria Rossi' m@ours.example
erred 'in the configuration already'
expect 64 person add 'Petra Vogel' p@ours.example --expires 2001-01-01
