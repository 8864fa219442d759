#!/bin/sh
# runner.sh STORY-PROGRAM: it complains about the lines of wrong.txt that are marked, and about nothing else.
set -u
cd "$(dirname "$0")" || exit 1

wanted=$(grep -n '^	*# wrong$' wrong.txt | sed 's/:.*//' | while read -r n; do echo $((n + 1)); done)
said=$("$1" wrong.txt) && { echo "wrong.txt passed"; exit 1; }
got=$(printf '%s\n' "$said" | sed -n 's/^wrong\.txt:\([0-9]*\): .*/\1/p' | uniq)
[ "$wanted" = "$got" ] && exit 0
printf '%s\nwanted lines:\n%s\ngot lines:\n%s\n' "$said" "$wanted" "$got"
exit 1
