/* Dates of header fields (RFC 5322 §3.3, and what else GMime can read). */
#ifndef OPENBEC_MAIL_DATE_H
#define OPENBEC_MAIL_DATE_H

#include "base/arena.h"

/* False if it is no date between the years 1970 and 9999; nothing is written then. Either result
 * may be NULL. */
bool date_parse(struct str text, int64_t *ret_s, int *ret_offset_min);

#endif
