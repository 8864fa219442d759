/* The scan finds the same tags as libxml2 2.9's htmlParseStartTag(): a quote counts only behind the "=" of an
 * attribute, what is no attribute ends at the next blank. If the two disagreed, a tag could be longer for the
 * parser than it is here, and its square time would be back. */
#include "mail/html_guard.h"

#include "base/unicode.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_' ||
	       c == '.';
}

static bool ends_tag(struct str html, size_t at)
{
	return html.p[at] == '>' || (html.p[at] == '/' && at + 1 < html.n && html.p[at + 1] == '>');
}

static size_t skip_blanks(struct str html, size_t at)
{
	while (at < html.n && is_blank(html.p[at]))
		at++;
	return at;
}

static size_t skip_name(struct str html, size_t at)
{
	while (at < html.n && is_name(html.p[at]))
		at++;
	return at;
}

static size_t skip_value(struct str html, size_t at)
{
	if (at < html.n && (html.p[at] == '"' || html.p[at] == '\'')) {
		const char *end = memchr(html.p + at + 1, html.p[at], html.n - at - 1);

		return end ? (size_t)(end - html.p) + 1 : html.n;
	}
	while (at < html.n && !is_blank(html.p[at]) && html.p[at] != '>')
		at++;
	return at;
}

/* From the first byte of an attribute (or of junk in its place) to behind it. */
static size_t skip_attribute(struct str html, size_t at)
{
	char c = html.p[at];

	if (is_letter(c) || c == '_' || c == ':' || c == '.') {
		size_t end = skip_name(html, at), equal = skip_blanks(html, end);

		if (equal < html.n && html.p[equal] == '=')
			return skip_value(html, skip_blanks(html, equal + 1));
		return end;
	}
	while (at < html.n && !is_blank(html.p[at]) && !ends_tag(html, at))
		at++;
	return at;
}

struct tag {
	size_t name_end;
	size_t kept; /* end of the last attribute within HTML_TAG_MAX */
	size_t end;  /* behind ">" */
};

/* The tag that begins with "<" at `from`. */
static struct tag tag_scan(struct str html, size_t from)
{
	size_t at = skip_name(html, from + 1);
	struct tag tag = { at, at, 0 };

	for (at = skip_blanks(html, at); at < html.n && !ends_tag(html, at);
	     at = skip_blanks(html, at)) {
		at = skip_attribute(html, at);
		if (at - from <= HTML_TAG_MAX)
			tag.kept = at;
	}
	if (at < html.n && html.p[at] == '/')
		at++;
	tag.end = at < html.n ? at + 1 : html.n;
	return tag;
}

/* The nearer end of a comment, "-->" or "--!>". */
static size_t comment_end(struct str html, size_t from)
{
	static const struct str empty[] = { STR("<!-->"), STR("<!--->") };
	struct str rest = str_sub(html, from, html.n);
	const char *p = html.p + from + 4, *end = html.p + html.n;

	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
		if (str_starts(rest, empty[i]))
			return from + empty[i].n;
	while (p < end && (p = memchr(p, '-', (size_t)(end - p)))) {
		struct str tail = str_make(p, (size_t)(end - p));

		if (str_starts(tail, (struct str)STR("-->")))
			return (size_t)(p - html.p) + 3;
		if (str_starts(tail, (struct str)STR("--!>")))
			return (size_t)(p - html.p) + 4;
		p++;
	}
	return html.n;
}

/* Comments, declarations, "<![if !mso]>": where the piece that begins with "<" at `from` ends, `from` if it is none. Taken
 * out as clients read them (WHATWG HTML §13.2.5.43): the parser shows some of them, and goes past the end of
 * others. */
static size_t invisible_end(struct str html, size_t from)
{
	const char *end;

	if (str_starts(str_sub(html, from, 4), (struct str)STR("<!--")))
		return comment_end(html, from);
	if (html.p[from + 1] != '!' && html.p[from + 1] != '?')
		return from;
	end = memchr(html.p + from, '>', html.n - from);
	return end ? (size_t)(end - html.p) + 1 : html.n;
}

/* Scripts and style sheets hold "<" that begins no tag. */
static size_t skip_raw_text(struct str html, size_t from, const struct tag *tag)
{
	static const struct str raw[] = { STR("script"), STR("style") };
	struct str name = str_sub(html, from + 1, tag->name_end - from - 1);

	for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
		const char *p = html.p + tag->end, *end = html.p + html.n;

		if (!str_ieq(name, raw[i]) || html.p[tag->end - 1] != '>' ||
		    html.p[tag->end - 2] == '/')
			continue;
		while ((p = memchr(p, '<', (size_t)(end - p)))) {
			if (end - p > 2 && p[1] == '/' &&
			    str_istarts(str_make(p + 2, (size_t)(end - p) - 2), raw[i]))
				return (size_t)(p - html.p);
			p++;
		}
		return html.n;
	}
	return tag->end;
}

static void add_without_nul(struct buf *out, struct str s)
{
	struct str piece;

	while (str_cut(&s, '\0', &piece))
		buf_add(out, piece);
}

static bool add_bounded(struct buf *out, struct str s)
{
	size_t room = HTML_SIZE_MAX - out->n;

	add_without_nul(out, s.n <= room ? s : utf8_clip(s, room));
	return s.n <= room;
}

bool html_guard(struct str html, struct buf *out)
{
	size_t done = 0, at = 0;

	while (at < html.n) {
		const char *open = memchr(html.p + at, '<', html.n - at);
		size_t from = open ? (size_t)(open - html.p) : html.n, cut_from, cut_end;
		struct tag tag = { 0 };

		if (from + 1 >= html.n)
			break;
		if (is_letter(html.p[from + 1])) {
			tag = tag_scan(html, from);
			cut_from = tag.end - from > HTML_TAG_MAX ? tag.kept : tag.end;
			cut_end = tag.end;
		} else {
			cut_from = from;
			cut_end = invisible_end(html, from);
		}
		if (cut_end > cut_from) {
			if (!add_bounded(out, str_sub(html, done, cut_from - done)) ||
			    (tag.end && !add_bounded(out, (struct str)STR(">"))))
				return true;
			done = cut_end;
		}
		at = tag.end ? skip_raw_text(html, from, &tag) : cut_end + (cut_end == from);
	}
	return !add_bounded(out, str_sub(html, done, html.n - done));
}

void html_strip_tags(struct str html, struct buf *out)
{
	size_t end = str_chr(html, '>');

	while (end < html.n) {
		struct str rest = str_sub(html, end + 1, html.n);
		size_t open = str_chr(rest, '<');

		buf_add(out, str_sub(rest, 0, open));
		buf_addc(out, '\n');
		if (open == SIZE_MAX)
			return;
		html = str_sub(rest, open, rest.n);
		end = str_chr(html, '>');
	}
}
