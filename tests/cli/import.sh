#!/bin/bash
# import teaches by the rules of the wire; twice is once.
. "$(dirname "$0")/common.sh" || exit 1
. "$DATA/../archive/common.sh"

# a folder of messages: each learned at its own time, by the rules of the wire
expect 0 import --json "$ARCHIVE/mail"
is 1 messages 9
is 1 known 0
is 1 undated 0
is 1 unreadable 0
views >"$DIR/wanted"
grep -q "'anna.keller@acme.example'" "$DIR/wanted" || fail 'acme was not learned'
expect 0 sender --json anna.keller@acme.example
is 1 days 6
is 1 established true
grep "^correspondents" "$DIR/wanted" | grep -q 'anna.keller@acme.example' || fail 'our answer made no correspondent'
! grep "^correspondents" "$DIR/wanted" | grep -q 'buyer@\|maria' || fail 'forged internal mail made a correspondent'
! grep "^sender_reputation.*maria.rossi.*aligned" "$DIR/wanted" || fail 'forged internal mail is proven'
! grep "^sender_reputation.*carl@bakery.*aligned" "$DIR/wanted" || fail "a stranger's own fields prove him"

# again: nothing new
expect 0 import --json "$ARCHIVE/mail"
is 1 known 9
is 1 learned 0
same 'twice is more than once'

# what the log has forgotten isn't learned anew either: days count once
python3 -c 'import sqlite3, sys; s = sqlite3.connect(sys.argv[1]); s.execute("DELETE FROM message"); s.commit()' "$DIR/store.db"
expect 0 import --json "$ARCHIVE/mail"
diff <(grep -v ^recent_verdicts "$DIR/wanted") <(views | grep -v ^recent_verdicts) >"$OUT" || fail 'without the log, twice is more than once'

# only what is older; the rest later; and several paths in one order
fresh
expect 0 import --json --before 2025-03-15 "$ARCHIVE/mail"
is 1 later 5
expect 0 import --json "$ARCHIVE/mail/invoice-06.eml" "$ARCHIVE/mail" "$ARCHIVE/mail/invoice-01.eml"
is 1 messages 11
is 1 known 6
same 'in two parts the archive teaches something else'

# with authentication = verify the same fields count, and DNS isn't asked (none would answer here)
fresh
sed -i 's/^authentication.*/authentication = verify\ndns-servers = {"127.0.0.1@9"}/' "$CONF"
expect 0 import --json "$ARCHIVE/mail"
same 'with verify the archive teaches something else'

# for people
fresh
expect 0 import "$ARCHIVE/mail"
said ' 9  messages found'
said 'messages a second'
expect 0 import --help
said 'usage: becctl import'
