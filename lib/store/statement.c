#include "store/statement.h"

#include <assert.h>

static const struct str head = STR("-- name: ");

extern const char store_queries[];
extern const size_t store_queries_size;

void statement_texts(struct statement_text ret[STATEMENT_COUNT])
{
	struct str rest = { store_queries, store_queries_size }, line;
	size_t n = 0;

	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		ret[i] = (struct statement_text){ 0 };
	while (str_line(&rest, &line)) {
		if (str_starts(line, head)) {
			assert(n < STATEMENT_COUNT); /* the enum was made of the same lines */
			ret[n].name = str_trim(str_sub(line, head.n, line.n));
			ret[n].sql = (struct str){ rest.p, 0 };
			n++;
		} else if (n && line.n) {
			ret[n - 1].sql.n = (size_t)(line.p + line.n - ret[n - 1].sql.p);
		}
	}
	assert(n == STATEMENT_COUNT);
}

bool statement_find(struct str name, enum statement *ret)
{
	struct statement_text texts[STATEMENT_COUNT];

	statement_texts(texts);
	for (size_t i = 0; i < STATEMENT_COUNT; i++) {
		if (str_eq(texts[i].name, name)) {
			*ret = (enum statement)i;
			return true;
		}
	}
	return false;
}
