/* The named statements of sql/common/query.sql, which the program carries with it. The enum comes from the same file. */
#ifndef OPENBEC_STORE_STATEMENT_H
#define OPENBEC_STORE_STATEMENT_H

#include "base/str.h"
#include "store/statements.h"

struct statement_text {
	struct str name, sql; /* of static life */
};

/* Cuts the file at its "-- name: " lines; ret[STATEMENT_PARTY_GET] is party_get's. */
void statement_texts(struct statement_text ret[STATEMENT_COUNT]);
/* By the name in the file; false if there is none. */
bool statement_find(struct str name, enum statement *ret);

#endif
