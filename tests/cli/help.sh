#!/bin/bash
# Every command explains itself, and refuses what it doesn't know in one sentence.
. "$(dirname "$0")/common.sh" || exit 1

expect 0 --help
for command in $(sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p' "$OUT"); do
	expect 0 "$command" --help
	said "^usage: becctl $command"
	said "--json"
	expect 64 "$command" --no-such-option
	erred "no such option; see $command --help"
	lines 0
done
expect 0 --version
said '^becctl [0-9]'
expect 64
expect 64 no-such-command
erred 'no command "no-such-command"'
expect 64 recent -n
erred 'a value must follow'
expect 64 recent -n many
erred 'give a number'
expect 64 recent superfluous
erred 'unexpected argument'
expect 64 explain
erred 'one MESSAGE'
