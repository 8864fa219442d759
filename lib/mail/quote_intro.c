/* Clients that set ">" end the quotation visibly: a weak introduction is enough there, "she wrote:". Where no mark
 * follows, everything below would be taken for quoted, so an introduction has to be one beyond doubt: it
 * names a date and an address, or it is a header block. */
#include "mail/quote_intro.h"

#include "mail/quote.h"
#include "mail/quote_words.h"

#define LABEL_MAX       40 /* bytes before the colon of a header line */
#define BLOCK_LINES_MAX 14
#define JOIN_LINES_MAX  4 /* an attribution wraps over so many lines at most */
#define JOIN_MAX        400

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Blanks off, no-break ones and byte order marks too, that some clients set. */
static struct str trim(struct str s)
{
	static const struct str odd[] = { STR("\xc2\xa0"), STR("\xef\xbb\xbf"),
		                          STR("\xe2\x80\x8b") };
	size_t before;

	do {
		before = s.n;
		s = str_trim(s);
		if (s.n == 0 || !((s.p[0] | s.p[s.n - 1]) & 0x80)) /* nearly always */
			return s;
		for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
			if (str_starts(s, odd[i]))
				s = str_sub(s, odd[i].n, s.n);
			if (str_ends(s, odd[i]))
				s.n -= odd[i].n;
		}
	} while (s.n < before);
	return s;
}

static struct str trim_char(struct str s, char c)
{
	while (s.n && s.p[0] == c)
		s = str_sub(s, 1, s.n);
	while (s.n && s.p[s.n - 1] == c)
		s.n--;
	return trim(s);
}

bool quote_unmark(struct str line, struct str *ret)
{
	struct str s = line;

	*ret = line;
	/* ">From " is how mailbox files keep a line of the text, ">:" the end of a wrapped attribution */
	if (s.n == 0 || s.p[0] != '>' || str_starts(s, (struct str)STR(">From ")) ||
	    str_eq(str_trim(s), (struct str)STR(">:")))
		return false;
	while (s.n && s.p[0] == '>') {
		s = str_sub(s, 1, s.n);
		if (s.n > 1 && s.p[0] == ' ' && s.p[1] == '>')
			s = str_sub(s, 1, s.n);
	}
	*ret = s.n && s.p[0] == ' ' ? str_sub(s, 1, s.n) : s;
	return true;
}

/* The first line of `*text` that isn't blank, among `max`; moves on behind it. */
static bool next_line(struct str *text, size_t max, struct str *ret)
{
	while (max-- > 0 && str_line(text, ret))
		if (trim(*ret).n)
			return true;
	return false;
}

static bool is_marked(struct str line)
{
	return quote_unmark(line, &line);
}

static bool marks_follow(struct str text)
{
	struct str line;

	return next_line(&text, 3, &line) && is_marked(line);
}

/* Header blocks. */

struct quote_header quote_header(struct str line)
{
	static const struct str wide_colon = STR("：");
	struct quote_header ret = { { 0, 0 }, { NULL, 0 } };
	struct str head = str_sub(line, 0, LABEL_MAX);
	size_t end = str_chr(head, ':'), wide = str_find(head, wide_colon), colon = 1;

	if (wide < end) {
		end = wide;
		colon = wide_colon.n;
	}
	if (end == SIZE_MAX)
		return ret;
	ret.label = quote_label(trim_char(trim(str_sub(line, 0, end)), '*'));
	if (ret.label.role)
		ret.value = trim_char(trim(str_sub(line, end + colon, line.n)), '*');
	return ret;
}

static unsigned header_role(struct str line)
{
	return quote_header(line).label.role;
}

static bool is_block(unsigned roles, bool has_address)
{
	if (!(roles & QUOTE_FROM))
		return false;
	if ((roles & QUOTE_SUBJECT) && (roles & (QUOTE_DATE | QUOTE_TO)))
		return true;
	return (roles & QUOTE_DATE) && (roles & QUOTE_TO) && has_address; /* else a timetable */
}

/* Two lines between are continuations or blank. */
bool quote_header_block(struct str text)
{
	unsigned roles = 0, strange = 0;
	bool has_address = false;
	struct str line;

	if (!str_line(&text, &line) ||
	    !((roles = header_role(line)) & (QUOTE_FROM | QUOTE_DATE | QUOTE_SUBJECT)))
		return false;
	has_address = str_chr(line, '@') != SIZE_MAX;
	for (int i = 0; i < BLOCK_LINES_MAX && strange <= 2 && str_line(&text, &line); i++) {
		unsigned role = header_role(line);

		has_address |= str_chr(str_sub(line, 0, JOIN_MAX), '@') != SIZE_MAX;
		strange = role ? 0 : strange + 1;
		roles |= role;
		if (is_block(roles, has_address))
			return true;
	}
	return false;
}

/* Separators. */

static bool is_ruler(struct str line)
{
	line = trim(line);
	if (line.n < 4 || line.n > 200 || !strchr("_-=*", line.p[0]))
		return false;
	for (size_t i = 1; i < line.n; i++)
		if (line.p[i] != line.p[0])
			return false;
	return true;
}

/* "-----Original Message-----", "--- Forwarded by Ann ---", "----- Forwarded Message ----- From: ..." */
static struct str dashed_title(struct str line)
{
	size_t dashes = 0, end;

	line = trim(line);
	while (dashes < line.n && line.p[dashes] == '-')
		dashes++;
	if (dashes < 2)
		return (struct str){ 0 };
	line = str_sub(line, dashes, 120);
	end = str_find(line, (struct str)STR("--"));
	return end == SIZE_MAX ? (struct str){ 0 } : trim(str_sub(line, 0, end));
}

bool quote_has_dashed_title(struct str text)
{
	struct str line, title;

	if (!str_line(&text, &line))
		return false;
	title = dashed_title(line);
	return title.n && quote_has_title(title);
}

static bool block_follows(struct str text)
{
	struct str rest = text, line;

	for (int i = 0; i < 4; i++) {
		if (quote_header_block(rest))
			return true;
		if (!str_line(&rest, &line) || trim(line).n)
			return false;
	}
	return false;
}

static enum quote_extent separator(struct str text)
{
	struct str line, title;
	bool known;

	if (!str_line(&text, &line))
		return QUOTE_NOT;
	title = dashed_title(line);
	known = title.n && quote_has_title(title);
	if (!known && !title.n && !is_ruler(line) && !quote_is_forward(trim(line)))
		return QUOTE_NOT;
	if ((known || quote_is_forward(trim(line))) && marks_follow(text))
		return QUOTE_MARKED;
	return known || block_follows(text) ? QUOTE_REST : QUOTE_NOT;
}

/* "On ... wrote:" */

struct signs {
	bool opening, verb, address, time, year, ends_colon, ends_verb, ends_address;
};

static size_t digits(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && is_digit(s.p[at + n]))
		n++;
	return n;
}

/* 9:30, 09.30, 9h30; 2024; 3/12/24, 3.12.2024, 2024-12-03 */
static void find_date(struct str s, struct signs *signs)
{
	for (size_t at = 0; at < s.n;) {
		size_t n, next;
		char sep;

		if (!is_digit(s.p[at])) { /* nearly every byte */
			at++;
			continue;
		}
		n = digits(s, at);
		next = digits(s, at + n + 1);
		sep = at + n < s.n ? s.p[at + n] : 0;
		if (n == 4 && (s.p[at] == '1' || s.p[at] == '2'))
			signs->year = true;
		if (n <= 2 && next == 2 && strchr(":.h", sep) && sep)
			signs->time = true;
		if (n <= 4 && next && next <= 2 && strchr("/.-", sep) && sep &&
		    at + n + 1 + next < s.n && s.p[at + n + 1 + next] == sep &&
		    digits(s, at + n + next + 2) >= 2)
			signs->year = true;
		at += n;
	}
}

static struct signs signs_of(struct str s)
{
	static const struct str wide_colon = STR("：");
	struct signs signs = { 0 };
	struct str tail;

	s = trim_char(trim(s), '-'); /* Zoho sets dashes around */
	signs.opening = quote_has_opening(s);
	signs.address = str_chr(s, '@') != SIZE_MAX;
	signs.ends_colon = str_ends(s, (struct str)STR(":")) || str_ends(s, wide_colon);
	if (signs.ends_colon)
		s.n -= s.p[s.n - 1] == ':' ? 1 : wide_colon.n;
	s = trim(s);
	tail = str_sub(s, s.n > 16 ? s.n - 16 : 0, 16);
	if (signs.ends_colon ||
	    (signs.opening && signs.address)) { /* else no verb would matter: most lines */
		signs.ends_verb = quote_has_verb(tail);
		signs.verb = signs.ends_verb || quote_has_verb(s);
	}
	signs.ends_address = signs.address && str_ends(s, (struct str)STR(">"));
	find_date(s, &signs);
	return signs;
}

static bool is_weak(const struct signs *s)
{
	if (!s->ends_colon)
		return false;
	return (s->verb && (s->opening || s->ends_verb || s->address)) ||
	       (s->address && (s->time || s->year));
}

static bool is_strong(const struct signs *s)
{
	if (!s->verb)
		return s->ends_colon && s->ends_address && s->time && s->year;
	if (!s->ends_colon && !(s->ends_verb && s->opening && s->address))
		return false;
	if (s->address && s->time && s->year)
		return true;
	if (!s->opening && !s->ends_verb && !s->ends_address)
		return false;
	return s->address ? s->time || s->year : s->time && s->year;
}

/* Whether an attribution may begin with this line and go on in the next. */
static bool may_begin(struct str line)
{
	struct signs signs = { 0 };

	line = trim(line);
	find_date(str_sub(line, 0, JOIN_MAX), &signs);
	return quote_has_opening(line) || signs.year || signs.time;
}

/* `quoted`: what follows needs no marks, it is known to be quoted. */
static enum quote_extent attribution(struct str text, bool quoted, size_t *lines)
{
	char joined[JOIN_MAX + 1];
	size_t n = 0;
	struct str line;

	for (size_t i = 1; i <= JOIN_LINES_MAX && str_line(&text, &line); i++) {
		struct signs signs;

		line = trim(line);
		if (line.n == 0 || n + line.n + 1 > JOIN_MAX || is_marked(line))
			return QUOTE_NOT;
		if (i == 2 && !may_begin(str_make(joined, n)))
			return QUOTE_NOT;
		if (i > 1 && quote_has_opening(line) && may_begin(str_sub(line, 3, line.n)))
			return QUOTE_NOT; /* it begins there, what stands above it is own */
		memcpy(joined + n, line.p, line.n);
		n += line.n;
		joined[n++] = ' ';
		signs = signs_of(str_make(joined, n));
		*lines = i;
		if (is_weak(&signs) && (quoted || marks_follow(text)))
			return QUOTE_MARKED;
		if (is_strong(&signs))
			return QUOTE_REST;
	}
	return QUOTE_NOT;
}

enum quote_extent quote_intro(struct str text, size_t *lines)
{
	enum quote_extent extent;

	*lines = 1;
	if (quote_header_block(text))
		return QUOTE_REST;
	if ((extent = separator(text)) != QUOTE_NOT)
		return extent;
	return attribution(text, false, lines);
}

size_t quote_attribution(struct str text)
{
	size_t lines;

	return attribution(text, true, &lines) == QUOTE_NOT ? 0 : lines;
}

bool quote_opens(struct str line)
{
	struct signs signs;

	line = trim(line);
	quote_unmark(line, &line);
	line = trim(str_sub(line, 0, JOIN_MAX));
	if (header_role(line) & (QUOTE_FROM | QUOTE_SUBJECT | QUOTE_DATE))
		return true;
	if (dashed_title(line).n || quote_is_forward(line))
		return true;
	signs = signs_of(line);
	return is_weak(&signs) || is_strong(&signs);
}
