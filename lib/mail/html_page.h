/* The page as text: words flow into lines, quotations get "> " in front, links remember which stretch is
 * shown for them. Fed by the HTML parser, element by element. */
#ifndef OPENBEC_MAIL_HTML_PAGE_H
#define OPENBEC_MAIL_HTML_PAGE_H

#include "base/buf.h"
#include "mail/html.h"

#define PAGE_LINKS_MAX  256
#define PAGE_QUOTES_MAX 4 /* levels shown; deeper ones look like this one */

struct page_sink {
	struct buf text;
	size_t line;    /* where the current line begins */
	bool blank_due; /* a blank goes before the next word */
	bool had_empty; /* the line before is empty */
};

struct page_link {
	struct str href;
	size_t from, to; /* in the visible text */
};

struct page {
	struct page_sink visible, hidden;
	struct page_link link[PAGE_LINKS_MAX];
	size_t links;
};

void page_init(struct page *page);
void page_done(struct page *page);

void page_text(struct page_sink *sink, struct str text, unsigned quotes, bool preformatted);
void page_line_end(struct page_sink *sink);   /* unless the line is empty */
void page_line_break(struct page_sink *sink); /* an empty line too, but no two of them */
struct str page_line(const struct page_sink *sink);
void page_quote_line(struct page *page); /* puts the current visible line behind "> " */

/* A link that opens here; PAGE_LINKS_MAX if there is no more room. */
size_t page_link_open(struct page *page, struct str href);
void page_link_close(struct page *page, size_t link);

/* Copies all to the arena. False without memory. */
bool page_finish(struct page *page, struct arena *arena, struct html_text *ret);

#endif
