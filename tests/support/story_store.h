/* The stores that stories are told against. A second backend is a second row. */
#ifndef OPENBEC_TESTS_SUPPORT_STORY_STORE_H
#define OPENBEC_TESTS_SUPPORT_STORY_STORE_H

#include "base/arena.h"
#include "base/err.h"

struct story_backend {
	const char *name;
	/* What option `store` says, for a store in this folder. */
	const char *(*name_store)(struct arena *arena, const char *folder);
	/* The rows of a table in the order of their key, "column=value" with tabs between, a line a row; of those whose first
	 * column is `key` ({NULL, 0}: all). */
	int (*rows)(const char *store, struct arena *arena, struct str table, struct str key,
	            struct str *ret, struct err *err);
};

const struct story_backend *story_backend(const char *name); /* NULL: there is none */

#endif
