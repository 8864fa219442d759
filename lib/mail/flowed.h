/* format=flowed (RFC 3676): lines that the writer's program broke are whole again. */
#ifndef OPENBEC_MAIL_FLOWED_H
#define OPENBEC_MAIL_FLOWED_H

#include "base/arena.h"

/* Lines end in LF; quote marks stay. delete_space: DelSp=yes. {NULL, 0} without memory. */
struct str flowed_join(struct arena *arena, struct str text, bool delete_space);

#endif
