#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

expect 0 indicators
said '^FAMILY	ID	POINTS	SIGN'
said '^identity	display-name-vip	'
said '^history	first-contact	'
said '^pair	'
expect 0 indicators --json
[ "$(grep -c '"id":"display-name-vip"' "$OUT")" -eq 1 ] || fail 'one object a sign'
json 1 description >/dev/null

# the admin's weight stands beside the shipped one
printf 'weight "display-name-vip" { points = 0.25 }\n' >>"$CONF"
expect 0 indicators
said '^identity	display-name-vip	0.25	'
expect 0 indicators --json
grep '"id":"display-name-vip"' "$OUT" | grep -q '"points":0.25,' || fail 'the weight that holds'
