/* The time is handed in: wall-clock seconds since 1970 (UTC), days counted from there, RFC 3339
 * texts. */
#ifndef OPENBEC_BASE_CLOCK_H
#define OPENBEC_BASE_CLOCK_H

#include "base/str.h"

struct clock {
	int64_t (*now_s)(const struct clock *clock);
	int64_t fixed_s; /* what clock_fixed() gives */
};

struct clock clock_system(void);
struct clock clock_fixed(int64_t at_s);
int64_t clock_now_s(const struct clock *clock);
int64_t clock_monotonic_ms(void); /* for deadlines */

int32_t day_of(int64_t at_s); /* days since 1970, rounded down */

#define CLOCK_TEXT_SIZE sizeof("2026-11-24T15:06:38Z")
/* RFC 3339 in UTC; times outside the years 0..9999 are clamped. */
const char *clock_text(int64_t at_s, char ret[CLOCK_TEXT_SIZE]);
/* RFC 3339 with any offset, or a date alone (midnight UTC). */
bool clock_parse(struct str text, int64_t *ret_s);

#endif
