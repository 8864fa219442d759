/* Every table that may hold an address has a row here; tests/unit/store/forget_test.c holds that none is missing. An address may stand in a
 * row of somebody else: in what a message of theirs was addressed to, in a sentence. Such a row stays without it. */
#include "store/forget.h"

static const struct forgetting {
	enum statement statement;
	bool person; /* rows that stay plain whatever `privacy` says: persons */
} forgettings[] = {
	{ STATEMENT_FORGET_PARTY, false },     { STATEMENT_FORGET_IN_PARTY, false },
	{ STATEMENT_FORGET_TRAIT, false },     { STATEMENT_FORGET_CONTACT, false },
	{ STATEMENT_FORGET_RECIPIENT, false }, { STATEMENT_FORGET_CORRESPONDENT, false },
	{ STATEMENT_FORGET_MARK, false },      { STATEMENT_FORGET_ENTRY, false },
	{ STATEMENT_FORGET_IN_ENTRY, false },  { STATEMENT_FORGET_PERSON, true },
	{ STATEMENT_FORGET_IN_PERSON, true },  { STATEMENT_FORGET_STAFF, false },
	{ STATEMENT_FORGET_MESSAGE, false },   { STATEMENT_FORGET_IN_MESSAGE, false },
	{ STATEMENT_FORGET_PENDING, false },
};

int forget_apply(const struct teacher *teacher, struct str address, size_t *ret_rows)
{
	const struct db_value argument[] = { db_text(address), db_text(str_of("person")) };
	size_t all = 0;
	int status = 0;

	for (size_t i = 0; !status && i < sizeof forgettings / sizeof forgettings[0]; i++) {
		size_t rows = 0;

		status = rows_run(teacher->rows, forgettings[i].statement, argument,
		                  forgettings[i].person ? 2 : 1, &rows, teacher->err);
		all += rows;
	}
	if (!status)
		*ret_rows = all;
	return status;
}
