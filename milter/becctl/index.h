/* An index: JSON Lines, one message a line (DESIGN §6): {"path":..., "from":..., "rcpt":[...], "client_ip":..., "helo":...,
 * "auth_user":..., "at":...}. Missing keys, and null, as without an index; unknown keys are ignored. */
#ifndef OPENBEC_BECCTL_INDEX_H
#define OPENBEC_BECCTL_INDEX_H

#include <stdio.h>

#include "base/arena.h"
#include "becctl/request.h"

struct index {
	FILE *file;
	const char *name;
	struct str folder; /* paths are relative to it */
	unsigned long line;
	struct arena arena; /* of the request that was read last */
};

int index_open(const char *name, struct index *ret, struct err *err); /* "-": standard input */
void index_close(struct index *index);

/* The next message: 1, or 0 at the end. ERR_INPUT: this line says no message, the next may; *ret holds what could be read. Any other
 * error ends it. *ret is borrowed until the next call. */
int index_next(struct index *index, struct request *ret, struct err *err);

/* Bytes read and, if the index is a plain file, to be read; for a progress bar. */
void index_progress(const struct index *index, size_t *ret_done, size_t *ret_total);

#endif
