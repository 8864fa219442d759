# For tests/cli/import*.sh, behind common.sh: the archive beside this file, and what was learned of it.
ARCHIVE=$DATA/../archive
sed -i 's,^authserv-id.*,&\ninternal-networks = {"10.0.0.0/8"},' "$CONF"

# What the public views say.
views()
{
	python3 - "$DIR/store.db" <<'PYTHON'
import sqlite3, sys
store = sqlite3.connect(sys.argv[1])
for view in ("sender_reputation", "domain_reputation", "sender_traits", "bank_accounts", "correspondents", "recent_verdicts"):
    for row in sorted(map(repr, store.execute("SELECT * FROM " + view))):
        print(view, row)
PYTHON
}

fresh() { rm -f "$DIR"/store.db "$DIR"/store.db-*; }

# same WHY: the views say what they said when "$DIR/wanted" was written.
same() { diff "$DIR/wanted" <(views) >"$OUT" || fail "$1"; }

# same_in FORM...: in each of these forms the archive teaches what its messages one by one do.
same_in()
{
	local form
	expect 0 import --json "$ARCHIVE/mail"
	is 1 messages 9
	views >"$DIR/wanted"
	for form in "$@"; do
		fresh
		rm -rf "$DIR/archive"
		mkdir "$DIR/archive"
		python3 "$ARCHIVE/forms.py" "$form" "$DIR/archive" || fail "form $form"
		expect 0 import --json "$DIR/archive"
		is 1 messages 9
		is 1 unreadable 0
		same "as $form the archive teaches something else"
	done
}
