/* White space as HTML has it (CSS Text 3 §4): runs are one blank, no-break spaces too, because clients use
 * them for empty lines. */
#include "mail/html_page.h"

#include "base/unicode.h"

#define PAGE_TEXT_MAX ((size_t)4 << 20) /* more than 1 MiB of HTML can make, quote marks included */

static const struct str no_break_space = STR("\xc2\xa0");

void page_init(struct page *page)
{
	memset(page, 0, sizeof *page);
	buf_init(&page->visible.text, PAGE_TEXT_MAX);
	buf_init(&page->hidden.text, PAGE_TEXT_MAX);
	page->visible.had_empty = page->hidden.had_empty = true;
}

void page_done(struct page *page)
{
	buf_done(&page->visible.text);
	buf_done(&page->hidden.text);
}

struct str page_line(const struct page_sink *sink)
{
	return str_sub(buf_str(&sink->text), sink->line, sink->text.n);
}

void page_line_end(struct page_sink *sink)
{
	sink->blank_due = false;
	if (sink->text.n == sink->line)
		return;
	buf_addc(&sink->text, '\n');
	sink->line = sink->text.n;
	sink->had_empty = false;
}

void page_line_break(struct page_sink *sink)
{
	bool empty = sink->text.n == sink->line;

	page_line_end(sink);
	if (!empty || sink->had_empty)
		return;
	buf_addc(&sink->text, '\n');
	sink->line = sink->text.n;
	sink->had_empty = true;
}

/* How many bytes of white space stand at the start of text. */
static size_t white(struct str text)
{
	if (text.p[0] == ' ' || text.p[0] == '\t' || text.p[0] == '\n' || text.p[0] == '\r' ||
	    text.p[0] == '\f')
		return 1;
	if (text.p[0] != no_break_space.p[0]) /* asked for each byte */
		return 0;
	return str_starts(text, no_break_space) ? no_break_space.n : 0;
}

/* How many bytes stand before the next white space. */
static size_t word_length(struct str text)
{
	size_t n = 1;

	while (n < text.n && !white(str_make(text.p + n, text.n - n)))
		n++;
	return n;
}

static void add_word(struct page_sink *sink, struct str word, unsigned quotes)
{
	if (sink->text.n == sink->line) {
		for (unsigned i = 0; i < quotes; i++)
			buf_puts(&sink->text, "> ");
	} else if (sink->blank_due) {
		buf_addc(&sink->text, ' ');
	}
	sink->blank_due = false;
	buf_add(&sink->text, word);
}

void page_text(struct page_sink *sink, struct str text, unsigned quotes, bool preformatted)
{
	while (text.n) {
		size_t n = white(text);

		if (n) {
			if (preformatted && text.p[0] == '\n')
				page_line_break(sink);
			else
				sink->blank_due = true;
		} else {
			n = word_length(text);
			add_word(sink, str_sub(text, 0, n), quotes);
		}
		text = str_sub(text, n, text.n);
	}
}

void page_quote_line(struct page *page)
{
	struct page_sink *sink = &page->visible;
	struct buf *text = &sink->text;
	size_t n = text->n - sink->line;

	buf_puts(text, "> ");
	if (text->cut)
		return;
	memmove(text->p + sink->line + 2, text->p + sink->line, n);
	memcpy(text->p + sink->line, "> ", 2);
	for (size_t i = page->links; i-- > 0;) {
		page->link[i].from += page->link[i].from >= sink->line ? 2 : 0;
		page->link[i].to += page->link[i].to > sink->line ? 2 : 0;
	}
}

size_t page_link_open(struct page *page, struct str href)
{
	if (page->links == PAGE_LINKS_MAX)
		return PAGE_LINKS_MAX;
	page->link[page->links] = (struct page_link){ href, page->visible.text.n, 0 };
	return page->links++;
}

void page_link_close(struct page *page, size_t link)
{
	if (link < PAGE_LINKS_MAX)
		page->link[link].to = page->visible.text.n;
}

/* What is shown, without the marks that we put there. */
static struct str link_text(struct str visible, const struct page_link *link)
{
	struct str text = { 0 };

	if (link->to > link->from)
		text = str_trim(str_sub(visible, link->from, link->to - link->from));
	while (str_starts(text, (struct str)STR("> ")))
		text = str_trim(str_sub(text, 2, text.n));
	return text;
}

/* Cut for want of memory, not by the bound. */
static bool starved(const struct buf *text)
{
	return text->cut && text->n < text->max;
}

bool page_finish(struct page *page, struct arena *arena, struct html_text *ret)
{
	struct str visible = buf_str(&page->visible.text), hidden = buf_str(&page->hidden.text);

	if (starved(&page->visible.text) || starved(&page->hidden.text))
		return false;
	ret->visible = arena_str(arena, utf8_clip(visible, PAGE_TEXT_MAX));
	ret->hidden = arena_str(arena, utf8_clip(str_trim(hidden), PAGE_TEXT_MAX));
	ret->link = arena_array(arena, page->links ? page->links : 1, sizeof *ret->link);
	if (!ret->visible.p || !ret->hidden.p || !ret->link)
		return false;
	for (size_t i = 0; i < page->links; i++) {
		ret->link[i].href = page->link[i].href;
		ret->link[i].text = link_text(ret->visible, &page->link[i]);
	}
	ret->links = page->links;
	ret->cut |= page->visible.text.cut || page->hidden.text.cut;
	return true;
}
