/* Messages of the verdict log, by the names that admins have for them. */
#ifndef OPENBEC_BECCTL_MESSAGE_H
#define OPENBEC_BECCTL_MESSAGE_H

#include "store/store.h"

#define MESSAGE_ARENA_MAX ((size_t)16 << 20)

/* Queue id, HOST/QUEUEID or Message-ID; ret->found says whether there is one. */
int message_named(struct store *store, struct str name, struct arena *arena,
                  struct message_record *ret, struct err *err);
/* By its key. */
int message_keyed(struct store *store, struct str key, struct arena *arena,
                  struct message_record *ret, struct err *err);

#endif
