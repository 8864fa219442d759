/* What comes over SMTP has CRLF already and goes on in one piece; only around a bare LF is the chunk cut. A CR that isn't followed by
 * LF is text. */
#include "auth/dkim_lines.h"

static void give(struct dkim_lines *lines, struct str piece)
{
	if (piece.n)
		lines->take(lines->context, piece);
}

static bool has_bare_cr(struct str chunk)
{
	size_t at;

	while ((at = str_chr(chunk, '\r')) != SIZE_MAX && at + 1 < chunk.n) {
		if (chunk.p[at + 1] != '\n')
			return true;
		chunk = str_sub(chunk, at + 2, chunk.n);
	}
	return false;
}

void dkim_lines_feed(struct dkim_lines *lines, struct str chunk)
{
	static const struct str line_end = STR("\r\n");
	size_t given = 0, at = 0, found;

	if (chunk.n == 0)
		return;
	lines->bare_cr |= (lines->after_cr && chunk.p[0] != '\n') || has_bare_cr(chunk);
	while ((found = str_chr(str_sub(chunk, at, chunk.n), '\n')) != SIZE_MAX) {
		size_t lf = at + found;
		bool has_cr = lf ? chunk.p[lf - 1] == '\r' : lines->after_cr;

		if (!has_cr) {
			give(lines, str_sub(chunk, given, lf - given));
			give(lines, line_end);
			given = lf + 1;
		}
		at = lf + 1;
	}
	give(lines, str_sub(chunk, given, chunk.n));
	lines->after_cr = chunk.p[chunk.n - 1] == '\r';
	lines->in_line = chunk.p[chunk.n - 1] != '\n';
}

void dkim_lines_end(struct dkim_lines *lines)
{
	static const struct str line_end = STR("\r\n");

	lines->bare_cr |= lines->after_cr;
	if (lines->in_line)
		give(lines, line_end);
	lines->in_line = lines->after_cr = false;
}

/* The byte is text of its line, for both ways to count. */
static void count_text(struct dkim_length *length, bool is_blank)
{
	length->line_simple++;
	length->text_simple = true;
	if (is_blank) {
		length->blank = true;
		return;
	}
	length->line_relaxed += 1 + length->blank;
	length->text_relaxed = true;
	length->blank = false;
}

/* Empty lines wait in line_* until there is one that isn't. */
static void count_line_end(struct dkim_length *length)
{
	length->line_simple += 2;
	length->line_relaxed += 2;
	if (length->text_simple) {
		length->simple += length->line_simple;
		length->line_simple = 0;
	}
	if (length->text_relaxed) {
		length->relaxed += length->line_relaxed;
		length->line_relaxed = 0;
	}
	length->blank = length->text_simple = length->text_relaxed = false;
}

void dkim_length_feed(struct dkim_length *length, struct str piece)
{
	for (size_t i = 0; i < piece.n; i++) {
		char c = piece.p[i];
		bool ends = c == '\n' && length->cr;

		if (ends)
			count_line_end(length);
		else if (length->cr)
			count_text(length, false); /* that CR was none of a line end */
		length->cr = c == '\r';
		if (!ends && !length->cr)
			count_text(length, c == ' ' || c == '\t');
	}
}

uint64_t dkim_length_of(const struct dkim_length *length, bool relaxed)
{
	if (relaxed)
		return length->relaxed;
	return length->simple ? length->simple : 2; /* an empty body is one line end */
}
