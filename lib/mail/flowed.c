/* A line that ends in a blank goes on in the next one of the same quote depth; the signature's "--
 * " does not. A blank behind the quote marks was stuffed and goes. (RFC 3676, 4.) */
#include "mail/flowed.h"

struct line {
	size_t depth; /* quote marks */
	struct str text;
	bool flows;
};

static struct line read_line(struct str raw, bool delete_space)
{
	struct line line = { .depth = 0 };

	while (line.depth < raw.n && raw.p[line.depth] == '>')
		line.depth++;
	line.text = str_sub(raw, line.depth, raw.n);
	if (line.text.n && line.text.p[0] == ' ')
		line.text = str_sub(line.text, 1, line.text.n);
	line.flows = line.text.n && line.text.p[line.text.n - 1] == ' ' &&
	             !str_eq(line.text, str_of("-- "));
	if (line.flows && delete_space)
		line.text.n--;
	return line;
}

static size_t put(char *p, size_t n, struct str s)
{
	if (s.n)
		memcpy(p + n, s.p, s.n);
	return n + s.n;
}

/* Needs a byte more than the line has at most: the blank behind quote marks that had none. */
static size_t put_line_start(char *p, size_t n, size_t depth)
{
	for (size_t i = 0; i < depth; i++)
		p[n++] = '>';
	if (depth)
		p[n++] = ' ';
	return n;
}

struct str flowed_join(struct arena *arena, struct str text, bool delete_space)
{
	char *p = arena_alloc(arena, 2 * text.n + 1); /* ">" may become "> " */
	struct line last = { .flows = false };
	struct str raw;
	size_t n = 0;

	if (!p)
		return (struct str){ NULL, 0 };
	while (str_line(&text, &raw)) {
		struct line line = read_line(raw, delete_space);

		if (!last.flows || last.depth != line.depth) {
			if (n)
				p[n++] = '\n';
			n = put_line_start(p, n, line.depth);
		}
		n = put(p, n, line.text);
		last = line;
	}
	return str_make(p, n);
}
