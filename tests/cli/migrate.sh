#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

teach
expect 0 migrate
said 'has version 1'
expect 0 migrate --json
is 1 version 1
is 1 newest 1
expect 0 recent --json
lines 2

# of a newer program: refused, and left as it is
store=$(sed -n 's/^store *= *"\(.*\)"/\1/p' "$CONF")
python3 - "$store" <<'END'
import sqlite3, sys
store = sqlite3.connect(sys.argv[1])
store.execute("INSERT INTO schema_version VALUES (99)")
store.commit()
END
"$BECCTL" -c "$CONF" migrate >"$OUT" 2>"$ERR" && fail 'a newer store was taken'
erred 'has version 99, this program knows 1: install the newer OpenBEC'
"$BECCTL" -c "$CONF" recent >"$OUT" 2>"$ERR" && fail 'a newer store was read'
erred 'version 99'
