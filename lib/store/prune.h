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

/* What the writer may take for now when it prunes by itself: no later than the seventh last day on which mail was logged. A clock
 * that jumps ahead, to 2038 say, would otherwise make everything old at once; so it has to stay there for seven days of mail, and
 * at a site that hears little, history goes a little later. With mail of fewer days nothing ages. */
#define PRUNE_VOUCHING_DAYS 7
int prune_believed(const struct teacher *teacher, int64_t now_s, int64_t *ret_now_s);

#endif
