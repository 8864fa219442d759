/* What is behind a store's handle. */
#ifndef OPENBEC_STORE_HANDLE_H
#define OPENBEC_STORE_HANDLE_H

#include "store/writer.h"

struct store {
	char *path;
	bool read_only;
	struct site_key key;
	const struct site_key *hide; /* the key, or NULL: addresses stand as they are */
	struct prune_limits limits;
	struct health health;
	struct readers readers;
	struct queue queue;
	struct writer writer;
};

#endif
