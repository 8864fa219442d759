/* Ageing: what nobody has shown for long goes, in small steps between the writer's commits. */
#ifndef OPENBEC_STORE_PRUNE_H
#define OPENBEC_STORE_PRUNE_H

#include "store/teach.h"

/* One step: how many rows went; 0: all is done. */
int prune_step(const struct teacher *teacher, int retention_log_days, int64_t now_s,
               size_t *ret_rows);

#endif
