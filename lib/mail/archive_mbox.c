#include "mail/archive_mbox.h"

#include "base/auto.h"
#include "base/buf.h"
#include "mail/archive_lines.h"
#include "mail/file.h"

#define HEADER_MAX 65536
#define PEEK       1024

static const struct str from = STR("From ");

static bool is_one_of(struct str word, const char *names)
{
	size_t at = word.n == 3 ? str_ifind(str_of(names), word) : SIZE_MAX;

	return at != SIZE_MAX && at % 4 == 0;
}

static bool next_word(struct str *rest, struct str *ret)
{
	*rest = str_trim(*rest);
	return rest->n && str_cut(rest, ' ', ret);
}

static bool is_time(struct str word)
{
	struct str hour, minute;
	uint64_t n;

	return str_chr(word, ':') != SIZE_MAX && str_cut(&word, ':', &hour) &&
	       str_number(hour, 23, &n) && str_cut(&word, ':', &minute) &&
	       str_number(minute, 59, &n);
}

/* "Mar  2 09:30:00 2026", "Mar 2 09:30 CET 2026", "Mar 2 09:30:00 +0000 2026" */
static bool is_date(struct str rest)
{
	struct str word;
	uint64_t n;

	if (!next_word(&rest, &word) ||
	    !is_one_of(word, "jan feb mar apr may jun jul aug sep oct nov dec") ||
	    !next_word(&rest, &word) || !str_number(word, 31, &n) || !next_word(&rest, &word) ||
	    !is_time(word))
		return false;
	for (int i = 0; i < 3 && next_word(&rest, &word); i++)
		if (word.n == 4 && str_number(word, 9999, &n) && n >= 1970)
			return true;
	return false;
}

static bool is_from_line(struct str line)
{
	struct str word;

	if (!str_starts(line, from))
		return false;
	while (str_cut(&line, ' ', &word))
		if (is_one_of(word, "mon tue wed thu fri sat sun") && is_date(line))
			return true;
	return false;
}

static struct str without_bom(struct str text)
{
	static const struct str bom = STR("\xef\xbb\xbf");

	return str_starts(text, bom) ? str_sub(text, bom.n, text.n) : text;
}

bool mbox_begins(struct str text)
{
	struct str line;

	text = without_bom(text);
	return str_line(&text, &line) && is_from_line(line);
}

struct splitter {
	struct lines lines;
	mbox_found_fn *found;
	void *context;

	bool inside; /* a message has begun */
	uint64_t begin;
	struct buf header; /* of it */
	bool in_header;
	bool after_blank;

	/* A "From " line whose next line isn't known yet. */
	bool waiting, waiting_after_blank;
	uint64_t waiting_at;
	struct buf waiting_line;
};

static bool end_message(struct splitter *s, uint64_t end)
{
	const struct mbox_message message = { s->begin, end - s->begin, buf_str(&s->header) };

	return !s->inside || s->found(s->context, &message);
}

/* The "From " line that waits is one: what stood before it ends there. */
static bool begin_message(struct splitter *s)
{
	bool go_on = end_message(s, s->waiting_at);

	s->inside = s->in_header = true;
	s->begin = s->waiting_at;
	buf_reset(&s->header);
	buf_add(&s->header, buf_str(&s->waiting_line));
	return go_on;
}

static bool is_blank(struct str line)
{
	return str_trim(line).n == 0;
}

/* What Content-Length says; 0: nothing. */
static uint64_t said_length(struct str header)
{
	static const struct str name = STR("Content-Length:");
	uint64_t ret = 0;
	struct str line;

	while (str_line(&header, &line))
		if (str_istarts(line, name))
			str_number(str_trim(str_sub(line, name.n, line.n)), INT64_MAX, &ret);
	return ret;
}

/* Whether a message could end there: then come the blank line and a "From " line, or the end. */
static bool ends_at(const struct splitter *s, uint64_t at)
{
	char peek[PEEK];
	ssize_t n = file_at(s->lines.fd, peek, sizeof peek, at - 1);
	struct str rest, line;

	if (n < 1)
		return false;
	rest = str_make(peek, (size_t)n);
	if ((uint64_t)n > s->lines.end - (at - 1))
		rest.n = (size_t)(s->lines.end - (at - 1));
	str_line(&rest,
	         &line); /* the body's last byte, which must be a line end or have one behind it */
	if (line.n > 1)
		return false;
	while (str_line(&rest, &line))
		if (!is_blank(line))
			return is_from_line(line);
	return (uint64_t)n < sizeof peek;
}

/* Behind the header: over the body, if its length is said and true. */
static void skip_body(struct splitter *s, uint64_t body)
{
	uint64_t length = said_length(buf_str(&s->header));

	if (length == 0 || length > s->lines.end - body || !ends_at(s, body + length))
		return;
	lines_seek(&s->lines, body + length);
	s->after_blank = true;
}

static void take_line(struct splitter *s, const struct line *line)
{
	s->after_blank = line->begins && is_blank(line->text);
	if (!s->in_header)
		return;
	buf_add(&s->header, line->text);
	if (!s->after_blank)
		return;
	s->in_header = false;
	skip_body(s, line->offset + line->text.n);
}

static void wait_for_next(struct splitter *s, uint64_t offset, struct str line)
{
	s->waiting = true;
	s->waiting_after_blank = s->after_blank;
	s->waiting_at = offset;
	s->after_blank = false;
	buf_reset(&s->waiting_line);
	buf_add(&s->waiting_line, line);
}

static bool decide(struct splitter *s, bool field_follows)
{
	bool begins = s->waiting && (s->waiting_after_blank || field_follows);

	s->waiting = false;
	return !begins || begin_message(s);
}

static bool split(struct splitter *s)
{
	struct line line;
	bool first = true;

	s->after_blank = true;
	while (lines_next(&s->lines, &line)) {
		struct str text = first ? without_bom(line.text) : line.text;

		first = false;
		if (line.begins && !decide(s, file_is_field(text)))
			return false;
		if (line.begins && is_from_line(text))
			wait_for_next(s, line.offset, text);
		else
			take_line(s, &line);
	}
	return !s->lines.failed && decide(s, false) && end_message(s, s->lines.end);
}

int mbox_split(int fd, uint64_t begin, uint64_t end, mbox_found_fn *found, void *context,
               struct err *err)
{
	AUTO(free_done) struct splitter *s = calloc(1, sizeof *s);
	bool failed;

	if (!s)
		return err_memory(err);
	s->found = found;
	s->context = context;
	lines_init(&s->lines, fd, begin, end);
	buf_init(&s->header, HEADER_MAX);
	buf_init(&s->waiting_line, HEADER_MAX);
	split(s);
	failed = s->lines.failed;
	buf_done(&s->header);
	buf_done(&s->waiting_line);
	return failed ? err_system(err, "can't read on") : 0;
}

size_t mbox_unquote(char *text, size_t n)
{
	struct str rest = str_make(text, n);
	size_t kept = 0, end;

	for (; rest.n; rest = str_sub(rest, end, rest.n)) {
		size_t quotes = 0, skip;

		while (quotes < rest.n && rest.p[quotes] == '>')
			quotes++;
		skip = quotes && str_starts(str_sub(rest, quotes, rest.n), from);
		end = str_chr(rest, '\n');
		end = end == SIZE_MAX ? rest.n : end + 1;
		memmove(text + kept, rest.p + skip, end - skip);
		kept += end - skip;
	}
	return kept;
}
