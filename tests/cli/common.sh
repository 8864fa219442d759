# For the scripts beside it. Given by ctest: BECCTL, OPENBEC (the programs), DATA (tests/data/cli). A script stops at the first
# thing that isn't as wanted, and says so.
set -u

DIR=$(mktemp -d)
trap 'rm -rf "$DIR"' EXIT
CONF=$DIR/openbec.conf
sed "s,@DIR@,$DIR,g" "$DATA/openbec.conf.in" >"$CONF"
export LC_ALL=C.UTF-8
unset NO_COLOR
OUT=$DIR/out ERR=$DIR/err

fail()
{
	echo "FAILED: $*" >&2
	echo "--- standard output" >&2; cat "$OUT" >&2
	echo "--- standard error" >&2; cat "$ERR" >&2
	exit 1
}

# expect STATUS ARGUMENT...: becctl with the test's configuration ends so.
expect()
{
	local wanted=$1 status
	shift
	"$BECCTL" -c "$CONF" "$@" >"$OUT" 2>"$ERR" </dev/null
	status=$?
	[ $status -eq "$wanted" ] || fail "becctl $*: exit status $status, not $wanted"
	one_sentence "$@"
}

# Errors are lines that begin with the program's name, never a dump.
one_sentence()
{
	grep -qv '^becctl: ' "$ERR" && fail "becctl $*: something else than sentences on standard error"
	return 0
}

said()   { grep -q -- "$1" "$OUT" || fail "nothing on standard output like: $1"; }
silent() { ! grep -q -- "$1" "$OUT" || fail "standard output should not say: $1"; }
erred()  { grep -q -- "$1" "$ERR" || fail "nothing on standard error like: $1"; }
lines()  { [ "$(wc -l <"$OUT")" -eq "$1" ] || fail "$(wc -l <"$OUT") lines on standard output, not $1"; }

# json LINE KEY: the value at KEY ("a.b.0.c") of that line of standard output, as JSON.
json()
{
	sed -n "$1p" "$OUT" | python3 -c '
import json, sys
value = json.loads(sys.stdin.readline())
for key in sys.argv[1].split("."):
    value = value[int(key)] if isinstance(value, list) else value[key]
print(json.dumps(value))' "$2" || fail "line $1 has no $2"
}

# is LINE KEY VALUE
is()
{
	local value
	value=$(json "$1" "$2")
	[ "$value" = "$3" ] || fail "line $1: $2 is $value, not $3"
}

teach() { expect 0 score --learn --json "$DATA/invoice.eml" "$DATA/attack.eml"; }
