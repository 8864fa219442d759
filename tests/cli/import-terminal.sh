#!/bin/bash
# A bar with rate and time left on a terminal, taken away before the summary; and none where there is no terminal.
. "$(dirname "$0")/common.sh" || exit 1
. "$DATA/../archive/common.sh"
script -qec true /dev/null </dev/null >/dev/null 2>&1 || {
	echo 'skipped: no pseudo-terminal can be had here'
	exit 77
}
script -qec "stty cols 100; TERM=xterm $BECCTL -c $CONF import $ARCHIVE/mail" /dev/null </dev/null | tr "\r" "\n" >"$OUT"
said '^\[#* *\] .* %  1 messages, [0-9]* a second, 0:[0-9]* left'
said ' 9  messages found'
expect 0 import "$ARCHIVE/mail"
[ -s "$ERR" ] && fail 'progress without a terminal, and so soon'
exit 0
