#include "becctl/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/escape.h"
#include "base/unicode.h"

#define TEXT_MAX      4096 /* of one thing shown; the sentences are far below */
#define WIDTH_DEFAULT 80
#define WRAP_MIN      24 /* narrower columns are left to the terminal */

static const char *const colours[] = {
	[COLOUR_NONE] = "",          [COLOUR_BOLD] = "\033[1m",    [COLOUR_DIM] = "\033[2m",
	[COLOUR_GREEN] = "\033[32m", [COLOUR_YELLOW] = "\033[33m", [COLOUR_RED] = "\033[31m",
};

static const enum colour verdict_colours[VERDICT_COUNT] = {
	[VERDICT_CLEAN] = COLOUR_GREEN,   [VERDICT_SUSPICIOUS] = COLOUR_YELLOW,
	[VERDICT_MALICIOUS] = COLOUR_RED, [VERDICT_EXEMPT] = COLOUR_GREEN,
	[VERDICT_ERROR] = COLOUR_RED,
};

static size_t terminal_width(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return WIDTH_DEFAULT;
}

void output_init(struct output *output)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	bool dumb = !term || strcmp(term, "dumb") == 0;

	output->json = false;
	output->terminal = isatty(STDOUT_FILENO);
	output->colour = output->terminal && !dumb && !(no_color && *no_color);
	output->width = output->terminal ? terminal_width() : 0;
}

enum colour colour_of_verdict(struct str verdict)
{
	for (size_t i = 0; i < VERDICT_COUNT; i++)
		if (str_eq(verdict, str_of(verdict_names[i])))
			return verdict_colours[i];
	return COLOUR_NONE;
}

const char *output_colour(const struct output *output, enum colour colour)
{
	return output->colour ? colours[colour] : "";
}

const char *output_plain(const struct output *output)
{
	return output->colour ? "\033[0m" : "";
}

void output_text(struct str text)
{
	AUTO(buf_done) struct buf buf;

	buf_init(&buf, TEXT_MAX + 16);
	escape_terminal(&buf, text, TEXT_MAX);
	fputs(buf_cstr(&buf), stdout);
}

size_t output_width(struct str text)
{
	size_t at = 0, width = 0;

	while (at < text.n)
		width += !unicode_is_ignorable(utf8_next(text, &at));
	return width;
}

void output_wrapped(const struct output *output, struct str text, size_t indent)
{
	size_t room = output->width > indent ? output->width - indent : 0, used = 0;
	struct str word;

	if (room < WRAP_MIN) {
		fwrite(text.p, 1, text.n, stdout);
		return;
	}
	while (str_cut(&text, ' ', &word)) {
		size_t width = output_width(word);

		if (used && used + 1 + width > room) {
			printf("\n%*s", (int)indent, "");
			used = 0;
		} else if (used) {
			putchar(' ');
			used++;
		}
		fwrite(word.p, 1, word.n, stdout);
		used += width;
	}
}

bool output_json(json_t *object, struct err *err)
{
	AUTO(json_done) json_t *owned = object;
	AUTO(free_done) char *line = owned ? json_line(owned) : NULL;

	if (!line) {
		err_memory(err);
		return false;
	}
	puts(line);
	return true;
}
