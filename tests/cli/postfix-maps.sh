#!/bin/bash
# Postfix asks the store itself: the look-up tables of packaging/postfix, as postmap reads them.
. "$(dirname "$0")/common.sh" || exit 1

postmap=$(command -v postmap || echo /usr/sbin/postmap)
mkdir "$DIR/postfix"
echo 'meta_directory = /etc/postfix' >"$DIR/postfix/main.cf"
touch "$DIR/postfix/master.cf"
[ -x "$postmap" ] && postconf -c "$DIR/postfix" -m 2>/dev/null | grep -q sqlite || exit 77

for map in openbec-marked openbec-known; do
	sed "s,@store@,$DIR/store.db," "$DATA/../../../packaging/postfix/$map.cf.in" >"$DIR/postfix/$map.cf"
done

# answers MAP ADDRESS WANTED
answers()
{
	local got
	got=$("$postmap" -c "$DIR/postfix" -q "$2" "sqlite:$DIR/postfix/openbec-$1.cf" 2>"$ERR")
	[ "$got" = "$3" ] || fail "$1: $2 gives \"$got\", not \"$3\""
	[ ! -s "$ERR" ] || fail "$1: postmap complains"
}

# billing@ writes on four days over two weeks, and one of ours writes to it
for day in 02 06 11 16; do
	sed -e "s/^Message-ID:.*/Message-ID: <b$day@acme.example>/" "$DATA/invoice.eml" >"$DIR/$day.eml"
	echo "{\"path\":\"$day.eml\",\"at\":\"2026-03-${day}T10:00:00Z\"}"
done >"$DIR/many.jsonl"
expect 0 score --learn --json --index "$DIR/many.jsonl"
answers known billing@acme.example ''           # established, but nobody of ours wrote to it
printf 'From: Ann <ap@ours.example>\nTo: billing@acme.example\nDate: Tue, 17 Mar 2026 10:00:00 +0000\nMessage-ID: <o1@ours.example>\nSubject: Order\n\nPlease send it.\n' >"$DIR/order.eml"
expect 0 score --learn --json --auth-user ap@ours.example --client-ip 127.0.0.1 --from ap@ours.example \
	--rcpt billing@acme.example --at 2026-03-17T10:00:00Z "$DIR/order.eml"
answers known billing@acme.example OK
answers known BILLING@Acme.Example OK
answers known nobody@acme.example ''
answers known acme.example ''
answers known "x' OR 1=1 --@acme.example" ''    # Postfix quotes what it is asked
answers marked billing@acme.example ''
expect 0 feedback b16@acme.example bec
answers marked billing@acme.example 'HOLD OpenBEC marked an earlier message of this sender'
answers marked acme.example ''
answers known billing@acme.example ''
