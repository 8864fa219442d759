#include "mail/date.h"

#include <gmime/gmime.h>

#define DATE_TEXT_MAX 128

bool date_parse(struct str text, int64_t *ret_s, int *ret_offset_min)
{
	char copy[DATE_TEXT_MAX + 1];
	GDateTime *date;
	int64_t at_s;

	text = str_trim(text);
	if (text.n == 0 || text.n > DATE_TEXT_MAX || memchr(text.p, '\0', text.n))
		return false;
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	date = g_mime_utils_header_decode_date(copy);
	if (!date)
		return false;
	at_s = g_date_time_to_unix(date);
	if (at_s >= 0) {
		if (ret_s)
			*ret_s = at_s;
		if (ret_offset_min)
			*ret_offset_min =
				(int)(g_date_time_get_utc_offset(date) / G_TIME_SPAN_MINUTE);
	}
	g_date_time_unref(date);
	return at_s >= 0;
}
