#!/bin/bash
# On a terminal: tables with colours, none with NO_COLOR; a bar for long work if the answers go elsewhere.
. "$(dirname "$0")/common.sh" || exit 1
script -qec true /dev/null </dev/null >/dev/null 2>&1 || {
	echo 'skipped: no pseudo-terminal can be had here'
	exit 77
}

ESC=$(printf '\033')

# on_terminal COMMAND: what it writes on a terminal of 100 columns, without the CRs.
on_terminal() { script -qec "stty cols 100; $1" /dev/null </dev/null | tr "\r" "\n" >"$OUT"; }

teach
on_terminal "TERM=xterm $BECCTL -c $CONF recent"
said "${ESC}\[31mmalicious"
said 'AT  *VERDICT  *SCORE'
! grep -q "$(printf '\t')" "$OUT" || fail 'tabs on a terminal'
on_terminal "TERM=xterm NO_COLOR=1 $BECCTL -c $CONF recent"
silent "$ESC"
on_terminal "TERM=dumb $BECCTL -c $CONF recent"
silent "$ESC"

# sentences are wrapped below themselves, none is lost
on_terminal "NO_COLOR=1 $BECCTL -c $CONF explain wire-1@quick-mail.example"
[ -z "$(sed -n '2,$p' "$OUT" | grep -E '^.{101}')" ] || fail 'a line is wider than the terminal'

for i in $(seq 50); do echo '{"path":"invoice.eml"}'; done | sed "s,invoice,$DATA/invoice," >"$DIR/long.jsonl"
on_terminal "TERM=xterm $BECCTL -c $CONF score --index $DIR/long.jsonl >$DIR/answers"
said '^\[.*\] .* %'
[ "$(wc -l <"$DIR/answers")" -eq 50 ] || fail 'the bar tore the answers'
on_terminal "TERM=xterm $BECCTL -c $CONF score --index $DIR/long.jsonl"
silent '\] .* %'
