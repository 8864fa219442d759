#!/bin/bash
# A real daemon counts what a raw client sends it; becctl stats reads it once the daemon has ended.
. "$(dirname "$0")/common.sh" || exit 1

expect 74 stats
echo "socket = \"unix:$DIR/sock\"" >>"$CONF"
"$OPENBEC" -f -c "$CONF" 2>"$DIR/log" &
daemon=$!
python3 -B - "$(dirname "$0")/../integration" "$DIR/sock" <<'END' || fail "the daemon did not answer: $(cat "$DIR/log")"
import sys
import time
sys.path.insert(0, sys.argv[1])
from milter import Milter
from samples import fraud, honest
for _ in range(300):
    try:
        link = Milter(sys.argv[2])
        break
    except OSError:
        time.sleep(0.1)
link.connect()
for mail in [honest()] * 3 + [honest() for _ in range(20)] + [fraud().replace(b"openbec.test", b"ours.example")]:
    link.message(mail, to="bob@ours.example")
END
kill "$daemon"
wait "$daemon" || fail "openbec ended with $?: $(cat "$DIR/log")"

value()
{
	python3 -c '
import json, sys
rows = [json.loads(line) for line in sys.stdin]
print(*[row[sys.argv[3]] for row in rows if (row["kind"], row["name"]) == (sys.argv[1], sys.argv[2])])' "$@" <"$OUT"
}
counts() { [ "$(value "$1" "$2" count)" = "$3" ] || fail "$1 $2: $(value "$1" "$2" count), not $3"; }

expect 0 stats --json
counts all messages 24
counts verdict clean 23
counts action none 23
counts stage text 2
[ -z "$(value trouble 'without a store' count)" ] || fail "the store was there"
python3 -c 'import sys; sys.exit(not 5 < float(sys.argv[1]) < 1e6)' "$(value stage text cpu_us)" || fail "stage text costs $(value stage text cpu_us) us"
expect 0 stats --days 1
said 'CPU us A MESSAGE'
said '^stage	message	2'
expect 64 stats --days 0
expect 0 prune --at 2050-01-01T00:00:00Z
expect 1 stats
