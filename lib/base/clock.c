#include "base/clock.h"

#include <stdio.h>
#include <time.h>

#define SECONDS_A_DAY 86400
#define FIRST_SECOND  (-62167219200) /* 0000-01-01T00:00:00Z */
#define LAST_SECOND   253402300799   /* 9999-12-31T23:59:59Z */

static int64_t system_now(const struct clock *clock)
{
	(void)clock;
	return time(NULL);
}

static int64_t fixed_now(const struct clock *clock)
{
	return clock->fixed_s;
}

struct clock clock_system(void)
{
	return (struct clock){ system_now, 0 };
}

struct clock clock_fixed(int64_t at_s)
{
	return (struct clock){ fixed_now, at_s };
}

int64_t clock_now_s(const struct clock *clock)
{
	return clock->now_s(clock);
}

int64_t clock_monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int32_t day_of(int64_t at_s)
{
	int64_t day = at_s / SECONDS_A_DAY - (at_s % SECONDS_A_DAY < 0);

	if (day > INT32_MAX)
		return INT32_MAX;
	return day < INT32_MIN ? INT32_MIN : (int32_t)day;
}

const char *clock_text(int64_t at_s, char ret[CLOCK_TEXT_SIZE])
{
	struct tm tm;
	time_t clamped = at_s < FIRST_SECOND  ? FIRST_SECOND
	                 : at_s > LAST_SECOND ? LAST_SECOND
	                                      : at_s;

	gmtime_r(&clamped, &tm);
	snprintf(ret, CLOCK_TEXT_SIZE, "%04u-%02u-%02uT%02u:%02u:%02uZ",
	         (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)(tm.tm_mon + 1) % 100,
	         (unsigned)tm.tm_mday % 100, (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100,
	         (unsigned)tm.tm_sec % 100);
	return ret;
}

/* Exactly `digits` digits, at most `max`. */
static bool take_number(struct str *rest, size_t digits, uint64_t max, int *ret)
{
	uint64_t value;

	if (rest->n < digits || !str_number(str_sub(*rest, 0, digits), max, &value))
		return false;
	*rest = str_sub(*rest, digits, rest->n);
	*ret = (int)value;
	return true;
}

static bool take_char(struct str *rest, const char *any_of)
{
	if (rest->n == 0 || !strchr(any_of, rest->p[0]) || rest->p[0] == '\0')
		return false;
	*rest = str_sub(*rest, 1, rest->n);
	return true;
}

static bool take_date(struct str *rest, struct tm *tm)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap;

	if (!take_number(rest, 4, 9999, &tm->tm_year) || !take_char(rest, "-") ||
	    !take_number(rest, 2, 12, &tm->tm_mon) || !take_char(rest, "-") ||
	    !take_number(rest, 2, 31, &tm->tm_mday) || tm->tm_mon < 1 || tm->tm_mday < 1)
		return false;
	leap = (tm->tm_year % 4 == 0 && tm->tm_year % 100 != 0) || tm->tm_year % 400 == 0;
	if (tm->tm_mday > days[tm->tm_mon - 1] || (tm->tm_mon == 2 && tm->tm_mday == 29 && !leap))
		return false;
	tm->tm_mon--;
	tm->tm_year -= 1900;
	return true;
}

static bool take_time(struct str *rest, struct tm *tm)
{
	if (!take_number(rest, 2, 23, &tm->tm_hour) || !take_char(rest, ":") ||
	    !take_number(rest, 2, 59, &tm->tm_min) || !take_char(rest, ":") ||
	    !take_number(rest, 2, 60, &tm->tm_sec))
		return false;
	if (!take_char(rest, "."))
		return true;
	if (rest->n == 0 || rest->p[0] < '0' || rest->p[0] > '9')
		return false;
	while (rest->n && rest->p[0] >= '0' && rest->p[0] <= '9')
		*rest = str_sub(*rest, 1, rest->n);
	return true;
}

static bool take_offset(struct str *rest, int *ret_seconds)
{
	int hours, minutes, sign;

	*ret_seconds = 0;
	if (take_char(rest, "Zz"))
		return true;
	sign = rest->n && rest->p[0] == '-' ? -1 : 1;
	if (!take_char(rest, "+-") || !take_number(rest, 2, 23, &hours) || !take_char(rest, ":") ||
	    !take_number(rest, 2, 59, &minutes))
		return false;
	*ret_seconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool clock_parse(struct str text, int64_t *ret_s)
{
	struct tm tm = { 0 };
	int offset = 0;
	int64_t at_s;
	bool leaps;

	if (!take_date(&text, &tm))
		return false;
	if (text.n && (!take_char(&text, "Tt ") || !take_time(&text, &tm) ||
	               !take_offset(&text, &offset) || text.n))
		return false;
	leaps = tm.tm_sec == 60;
	at_s = (int64_t)timegm(&tm) - offset;
	if (leaps && at_s % SECONDS_A_DAY != 0)
		return false; /* 23:59:60Z alone, which is the next day's first second here */
	*ret_s = at_s;
	return true;
}
