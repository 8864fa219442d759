/* What is behind a store's handle. */
#ifndef OPENBEC_STORE_HANDLE_H
#define OPENBEC_STORE_HANDLE_H

#include "store/writer.h"

struct store {
	char *path;
	bool read_only;
	struct prune_limits limits;
	struct health health;
	struct readers readers;
	struct queue queue;
	struct writer writer;
};

#endif
