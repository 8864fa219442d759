/* Who else got mail that shares something with a message: its sender, a look-alike domain, an account or number, an address for replies. */
#ifndef OPENBEC_BECCTL_RELATED_H
#define OPENBEC_BECCTL_RELATED_H

#include "becctl/output.h"
#include "store/store.h"

/* Of the verdict log, from 90 days before the message on: an array of objects, each with "shares"; new reference. NULL with *err set. */
json_t *related_find(struct store *store, const struct message_record *record, struct err *err);
/* Into an object, as "related"; and as a table for people. */
int related_put(const struct output *output, const json_t *related, json_t *object,
                struct err *err);
int related_print(const struct output *output, const json_t *related, struct err *err);

#endif
