/* Dates as mail clients write them above a quotation, in the language they are set to. */
#ifndef OPENBEC_MAIL_QUOTE_DATE_H
#define OPENBEC_MAIL_QUOTE_DATE_H

#include "base/str.h"

enum quote_dated {
	QUOTE_UNDATED,
	QUOTE_DATED,
	QUOTE_NO_DATE_AT_ALL, /* there is no such day: 31 February, the 14th month */
};

/* Days since 1970 in the writer's time zone, from..to: 3/4/2025 is a day of March or of April. */
struct quote_date {
	int32_t from, to;
};

/* The first date in `text` (UTF-8), of which 400 bytes are read; *ret is written if it is QUOTE_DATED. */
enum quote_dated quote_date_find(struct str text, struct quote_date *ret);

#endif
