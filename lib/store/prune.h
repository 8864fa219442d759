/* Ageing: what nobody has shown for long goes, in small steps between the writer's commits. */
#ifndef OPENBEC_STORE_PRUNE_H
#define OPENBEC_STORE_PRUNE_H

#include "store/teach.h"

struct prune_limits {
	int log_days;      /* of the verdict log */
	int64_t strangers; /* parties seen on one day only, at most */
};

/* One step: how many rows went; 0: all is done. */
int prune_step(const struct teacher *teacher, const struct prune_limits *limits, int64_t now_s,
               size_t *ret_rows);

#endif
