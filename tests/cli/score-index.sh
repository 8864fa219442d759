#!/bin/bash
# One answer a line of the index, in its order, whatever is wrong with one of them.
. "$(dirname "$0")/common.sh" || exit 1

expect 66 score --json --index "$DATA/index.jsonl"
lines 6
is 1 file '"invoice.eml"'
is 1 verdict '"clean"'
is 1 authentication.identity.address '"billing@acme.example"'
is 2 file '"missing.eml"'
json 2 error | grep -q "can't open" || fail 'why missing.eml has no answer'
is 3 file null
json 3 error | grep -q 'index.jsonl:4' || fail 'the line that is no JSON'
is 4 file '"invoice.eml"'
json 4 error | grep -q 'no IP address' || fail 'the line with a bad client'
is 5 verdict '"malicious"'
is 6 file null
json 6 error | grep -q '"path\\" is missing' || fail 'the line without a path'

# one line a message for people, too
expect 66 score --index "$DATA/index.jsonl"
lines 6
said '^invoice.eml: clean, score='
said '^missing.eml: error, '

# relative to the index wherever we are; to the working folder from standard input
(cd / && "$BECCTL" -c "$CONF" score --json --index "$DATA/index.jsonl" >"$OUT" 2>"$ERR")
is 1 verdict '"clean"'
(cd "$DATA" && echo '{"path":"invoice.eml"}' | "$BECCTL" -c "$CONF" score --json --index - >"$OUT" 2>"$ERR") ||
	fail 'an index on standard input'
is 1 verdict '"clean"'
expect 66 score --index "$DIR/missing.jsonl"
erred "can't open the index"

# a hostile one: nothing but an answer
head -c 5000000 /dev/zero | tr '\0' '[' >"$DIR/deep.jsonl"
printf '\n[]\n{"path":5}\n{"path":"a","rcpt":"b"}\n{"path":"a","rcpt":[1]}\n{"path":"a","at":"b"}\n{"path":"a\\u0000b"}\n' \
	>>"$DIR/deep.jsonl"
expect 65 score --json --index "$DIR/deep.jsonl"
lines 7
for line in 1 2 3 4 5 6 7; do json $line error >/dev/null; done
