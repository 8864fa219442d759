/* An admin says what a logged message was: the rows follow. */
#ifndef OPENBEC_STORE_FEEDBACK_H
#define OPENBEC_STORE_FEEDBACK_H

#include "store/store.h"
#include "store/teach.h"

int feedback_apply(const struct teacher *teacher, struct str key, enum feedback feedback,
                   int64_t now_s);

#endif
