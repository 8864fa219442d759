/* An address is forgotten: rows about it go, and what other rows say of it is replaced. The row counters of recipients stay. */
#ifndef OPENBEC_STORE_FORGET_H
#define OPENBEC_STORE_FORGET_H

#include "store/teach.h"

/* Gives the number of rows that went or changed. The caller scrubs the file. */
int forget_apply(const struct teacher *teacher, struct str address, size_t *ret_rows);

#endif
