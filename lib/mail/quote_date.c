/* A date is a day, a month and a year close together, whatever the order: the year is known by its four digits or its place, the
 * month by its name or by standing between the others. Where day and month can't be told apart both readings count. Words are
 * compared by how they begin, so that cases ("marca", "března") and short forms ("Mar.") are one row; the longest that fits wins
 * ("marraskuuta" is November, "mars" March). Left out is what means another month in a neighbour's language ("listopad", "srpanj",
 * "lipanj"): there a date is not read. */
#include "mail/quote_date.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define TEXT_MAX     400
#define TOKENS_MAX   64
#define YEAR_FIRST   1971
#define YEAR_LAST    2099

static const struct str months[12] = {
	STR("jan|jän|gen|ene|sty|leden|ledn|ιαν|янв|січ|oca|tammi|ian|sij"),
	STR("feb|fév|fev|lut|úno|veljač|φεβ|фев|лют|şub|helmi"),
	STR("mar|mär|mrt|maa|maalis|březen|březn|ožuj|μαρ|мар|берез|mart|márc|marc"),
	STR("apr|avr|abr|kwi|dub|trav|απρ|апр|квіт|nis|huhti|ápr"),
	STR("may|mai|mag|maj|mei|máj|květ|svib|μαΐ|μαϊ|мая|май|трав|touko"),
	STR("jun|juin|giu|cze|červen|červn|červen|červn|ιουν|июн|черв|haz|kesä|iun|jún"),
	STR("jul|juil|lug|lip|červenec|července|ιουλ|июл|лип|tem|heinä|iul|júl"),
	STR("aug|aoû|aou|ago|sie|srpen|srpn|αυγ|авг|серп|ağu|elo"),
	STR("sep|set|wrz|zář|ruj|σεπ|сен|верес|eyl|syys|szept"),
	STR("oct|okt|ott|out|paź|říj|οκτ|окт|жовт|eki|loka"),
	STR("nov|studen|νοε|ноя|kas|marras"),
	STR("dec|déc|dez|dic|gru|prosin|δεκ|дек|груд|ara|joulu"),
};
static const struct str ambiguous = STR("lipanj|lipnj|srpanj|srpnj");

struct token {
	int number;     /* -1: a word that is no month */
	size_t digits;  /* of the number */
	unsigned month; /* 1..12: a word that is one */
	char before;    /* what stands before it, blanks apart */
	bool joined;    /* to the token before it */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' ? (c | 32) <= 'z' || (c & 0x80) : (c & 0x80) != 0;
}

/* How many bytes of the longest alternative begin the word; 0: none. */
static size_t begins(struct str alternatives, struct str word)
{
	size_t longest = 0;
	struct str alternative;

	while (str_cut(&alternatives, '|', &alternative))
		if (alternative.n > longest && str_istarts(word, alternative))
			longest = alternative.n;
	return longest;
}

static unsigned month_of(struct str word)
{
	size_t longest = begins(ambiguous, word);
	unsigned month = 0;

	for (unsigned i = 0; i < COUNT(months); i++) {
		size_t n = begins(months[i], word);

		if (n > longest) {
			longest = n;
			month = i + 1;
		}
	}
	return month;
}

/* The next number or word from *at on. */
static bool next_token(struct str text, size_t *at, struct token *ret)
{
	size_t from = *at;
	bool joined;
	char before = ' ';

	for (; *at < text.n && !is_digit(text.p[*at]) && !is_letter(text.p[*at]); ++*at)
		before = text.p[*at] == ' ' ? before : text.p[*at];
	joined = *at == from;
	from = *at;
	if (from == text.n)
		return false;
	*ret = (struct token){ .number = -1, .before = before, .joined = joined };
	if (is_digit(text.p[from])) {
		ret->number = 0;
		for (; *at < text.n && is_digit(text.p[*at]); ++*at, ret->digits++)
			ret->number = ret->number > YEAR_LAST
			                      ? ret->number
			                      : ret->number * 10 + text.p[*at] - '0';
		return true;
	}
	while (*at < text.n && is_letter(text.p[*at]))
		++*at;
	ret->month = month_of(str_sub(text, from, *at - from));
	return true;
}

static bool is_year(const struct token *token)
{
	return token->digits == 4 && token->number >= YEAR_FIRST && token->number <= YEAR_LAST;
}

static bool is_small(const struct token *token) /* a day or the number of a month */
{
	return token->digits == 1 || token->digits == 2;
}

/* Days since 1970 of the proleptic Gregorian calendar; false if there is no such day. (Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms", days_from_civil.) */
static bool day_from(int year, int month, int day, int32_t *ret)
{
	static const int lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	int y, era, yoe, doy;

	if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1] ||
	    (month == 2 && day == 29 && !leap))
		return false;
	y = month <= 2 ? year - 1 : year;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	*ret = era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
	return true;
}

/* Either reading of two numbers, those that are days. */
static enum quote_dated read_either(int year, int a, int b, struct quote_date *ret)
{
	int32_t one, other;
	bool first = day_from(year, a, b, &one), second = day_from(year, b, a, &other);

	if (!first && !second)
		return QUOTE_NO_DATE_AT_ALL;
	one = first ? one : other;
	other = second ? other : one;
	*ret = (struct quote_date){ one < other ? one : other, one < other ? other : one };
	return QUOTE_DATED;
}

static enum quote_dated read_day(int year, int month, int day, struct quote_date *ret)
{
	if (!day_from(year, month, day, &ret->from))
		return QUOTE_NO_DATE_AT_ALL;
	ret->to = ret->from;
	return QUOTE_DATED;
}

/* With a name: 3 March 2025, March 3, 2025, 3. März 2025, 3 de marzo de 2025, 2025. okt. 3.; a word or two may stand between. Of two names the
 * first is a day's ("martes 4 de febrero", "mardi 4 juin"). */
static enum quote_dated read_named(const struct token *token, size_t n, size_t at,
                                   struct quote_date *ret)
{
	const struct token *day = NULL, *year = NULL;

	for (size_t i = at; i-- > 0 && at - i <= 2 && !day && !year;) {
		if (is_year(&token[i]))
			year = &token[i];
		else if (is_small(&token[i]) && token[i].before != ':')
			day = &token[i];
	}
	for (size_t i = at + 1; i < n && i - at <= 3 && !(day && year) && !token[i].month; i++) {
		if (!year && is_year(&token[i]))
			year = &token[i];
		else if (!day && is_small(&token[i]))
			day = &token[i];
	}
	return day && year ? read_day(year->number, (int)token[at].month, day->number, ret)
	                   : QUOTE_UNDATED;
}

/* Numbers alone, one sign between them: 3/3/2025, 03.03.25, 2025-03-03; not of four, which is a host's. A year of two digits doesn't
 * make a date that there isn't. */
static enum quote_dated read_numbers(const struct token *token, size_t n, size_t at,
                                     struct quote_date *ret)
{
	const struct token *a = &token[at], *b = a + 1, *c = a + 2;

	if (n - at < 3 || b->number < 0 || !is_small(b) || b->before != c->before || !b->before ||
	    !strchr("/.-", b->before) ||
	    (n - at > 3 && token[at + 3].number >= 0 && token[at + 3].before == c->before))
		return QUOTE_UNDATED;
	if (is_year(a) && is_small(c))
		return read_day(a->number, b->number, c->number, ret);
	if (!is_small(a))
		return QUOTE_UNDATED;
	if (is_year(c))
		return read_either(c->number, a->number, b->number, ret);
	return c->digits == 2 && read_either(2000 + c->number, a->number, b->number, ret) ==
	                                 QUOTE_DATED
	               ? QUOTE_DATED
	               : QUOTE_UNDATED;
}

/* 2025年3月3日, 2025년 3월 3일: what stands between are letters, which mean year, month and day. */
static enum quote_dated read_east(const struct token *token, size_t n, size_t at,
                                  struct quote_date *ret)
{
	if (n - at < 5 || !is_year(&token[at]) || !is_small(&token[at + 2]) ||
	    !is_small(&token[at + 4]) || token[at + 1].number >= 0 || token[at + 3].number >= 0 ||
	    !token[at + 1].joined || !token[at + 3].joined)
		return QUOTE_UNDATED;
	return read_day(token[at].number, token[at + 2].number, token[at + 4].number, ret);
}

static enum quote_dated read_at(const struct token *token, size_t n, size_t at,
                                struct quote_date *ret)
{
	enum quote_dated dated;

	if (token[at].month)
		return read_named(token, n, at, ret);
	dated = read_numbers(token, n, at, ret);
	return dated == QUOTE_UNDATED ? read_east(token, n, at, ret) : dated;
}

enum quote_dated quote_date_find(struct str text, struct quote_date *ret)
{
	struct token token[TOKENS_MAX];
	enum quote_dated dated = QUOTE_UNDATED;
	size_t at = 0, n = 0;

	text = str_sub(text, 0, TEXT_MAX);
	while (n < TOKENS_MAX && next_token(text, &at, &token[n]))
		n++;
	for (size_t i = 0; i < n && dated == QUOTE_UNDATED; i++)
		dated = read_at(token, n, i, ret);
	return dated;
}
