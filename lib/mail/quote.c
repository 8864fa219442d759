/* One walk over the lines. Doubt is the writer's own: what is wrongly taken for own text is read for what
 * it asks, as a reader would read it; what is wrongly taken for quoted would be read as somebody else's. */
#include "mail/quote.h"

#include "base/buf.h"
#include "mail/quote_intro.h"
#include "mail/quote_words.h"

#define SIGNATURE_LINES_MAX 20 /* a longer one is text under a "-- " */
#define SIGNATURE_MAX       1500

struct splitter {
	struct buf own, quoted, signature;
	struct buf pending;     /* lines behind "-- ", until it is known how many they are */
	unsigned pending_lines; /* 0: not in a signature */
	bool has_own;           /* more than blanks */
	bool introduced;        /* the reader was told of a quotation in words */
};

static void add_line(struct buf *buf, struct str line)
{
	buf_add(buf, line);
	buf_addc(buf, '\n');
}

static void end_signature(struct splitter *splitter)
{
	struct buf *pending = &splitter->pending;
	bool fits = splitter->pending_lines <= SIGNATURE_LINES_MAX && pending->n <= SIGNATURE_MAX;

	if (splitter->pending_lines == 0)
		return;
	buf_add(fits ? &splitter->signature : &splitter->own, buf_str(pending));
	buf_reset(pending);
	splitter->pending_lines = 0;
}

static void add_own(struct splitter *splitter, struct str line)
{
	struct str word = str_trim(line);
	bool behind_own = splitter->pending_lines == 0 && splitter->has_own;

	if (behind_own && str_eq(word, (struct str)STR("--"))) {
		splitter->pending_lines = 1;
		return;
	}
	if (splitter->pending_lines) {
		splitter->pending_lines++;
		add_line(&splitter->pending, line);
	} else if (behind_own && quote_is_mobile(word)) {
		add_line(&splitter->signature, word);
	} else {
		add_line(&splitter->own, line);
		splitter->has_own |= word.n > 0;
	}
}

static void add_quoted(struct splitter *splitter, struct str line)
{
	end_signature(splitter);
	quote_unmark(line, &line);
	add_line(&splitter->quoted, line);
}

static void split(struct splitter *splitter, struct str text)
{
	bool rest_quoted = false;
	size_t introduction = 0; /* lines of it still to come */
	struct str here = text, line;

	while (str_line(&text, &line)) {
		struct str unmarked;

		if (!rest_quoted && introduction == 0 && !quote_unmark(line, &unmarked)) {
			enum quote_extent extent = quote_intro(here, &introduction);

			introduction = extent == QUOTE_MARKED ? introduction : 0;
			rest_quoted = extent == QUOTE_REST;
			splitter->introduced |= extent != QUOTE_NOT;
			if (extent == QUOTE_NOT)
				add_own(splitter, line);
			else
				add_quoted(splitter, line);
		} else {
			add_quoted(splitter, line);
		}
		introduction -= introduction > 0;
		here = text;
	}
	end_signature(splitter);
}

/* Whether one of the first lines says of whom the text is. */
static bool names_its_writer(struct str text)
{
	struct str here = text, line;
	size_t lines;

	for (int i = 0; i < 4 && str_line(&text, &line); here = text) {
		if (quote_intro(here, &lines) != QUOTE_NOT)
			return true;
		i += str_trim(line).n > 0;
	}
	return false;
}

/* Line ends and blank lines around go, blanks before the first word stay. */
static struct str result(struct arena *arena, const struct buf *buf)
{
	struct str s = buf_str(buf), trimmed = str_trim(s);

	if (trimmed.n) {
		while (trimmed.p > s.p && trimmed.p[-1] != '\n')
			trimmed = str_make(trimmed.p - 1, trimmed.n + 1);
	}
	return arena_str(arena, trimmed);
}

bool quote_split(struct arena *arena, struct str text, struct quote_split *ret)
{
	struct splitter splitter = { 0 };
	struct buf *const bufs[] = { &splitter.own, &splitter.quoted, &splitter.signature,
		                     &splitter.pending };
	bool whole = true;

	for (size_t i = 0; i < 4; i++)
		buf_init(bufs[i], text.n + 1); /* the last line may lack its end */
	split(&splitter, text);
	for (size_t i = 0; i < 4; i++)
		whole &= !bufs[i]->cut;
	/* Marks alone quote nobody: a message that has nothing else is its writer's. */
	if (!splitter.has_own && !splitter.introduced &&
	    !names_its_writer(buf_str(&splitter.quoted))) {
		struct buf own = splitter.own;

		splitter.own = splitter.quoted;
		splitter.quoted = own;
	}
	ret->own = result(arena, &splitter.own);
	ret->quoted = result(arena, &splitter.quoted);
	ret->signature = result(arena, &splitter.signature);
	for (size_t i = 0; i < 4; i++)
		buf_done(bufs[i]);
	return whole && ret->own.p && ret->quoted.p && ret->signature.p;
}
