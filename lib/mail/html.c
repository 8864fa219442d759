/* libxml2's HTML parser drives, in pull mode: its push parser stops at a stray "</div>" and at "</html>",
 * where clients show the rest. No tree is built: a stack of open elements, 256 at most, holds what a text
 * inside them looks like. What lies deeper is taken without its tags, so that depth hides nothing. */
#include "mail/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "base/auto.h"
#include "mail/html_elements.h"
#include "mail/html_guard.h"
#include "mail/html_page.h"
#include "mail/html_style.h"
#include "mail/quote.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define DEPTH_MAX    256

struct frame {
	const xmlChar *name; /* the parser's */
	struct html_look look;
	unsigned flags;
	unsigned quotes; /* how deep it is quoted */
	size_t link;     /* PAGE_LINKS_MAX: none opened here */
};

struct reader {
	htmlParserCtxtPtr parser;
	struct arena *arena;
	struct page page;
	struct frame stack[DEPTH_MAX];
	size_t depth;
	size_t undecided; /* the frame that is a quotation if its first line says so; DEPTH_MAX: none */
	size_t hidden_at;   /* where in the visible text the last hidden one stands */
	bool sheet_colours; /* a style sheet sets backgrounds */
	bool gave_up;       /* the document is deeper than the stack */
	bool starved;
	struct html_text *ret;
};

static struct frame *top(struct reader *reader)
{
	return &reader->stack[reader->depth - 1];
}

/* Its first line tells whether a possible quotation is one; called before any visible line ends. */
static void decide(struct reader *reader)
{
	struct str line = page_line(&reader->page.visible);

	if (reader->undecided >= reader->depth || str_trim(line).n == 0)
		return;
	if (quote_opens(line)) {
		page_quote_line(&reader->page);
		for (size_t i = reader->undecided; i < reader->depth; i++)
			reader->stack[i].quotes += reader->stack[i].quotes < PAGE_QUOTES_MAX;
	}
	reader->undecided = DEPTH_MAX;
}

static void line_end(struct reader *reader)
{
	decide(reader);
	page_line_end(&reader->page.visible);
	page_line_end(&reader->page.hidden);
}

static void line_break(struct reader *reader, const struct frame *frame)
{
	if (html_look_hides(&frame->look)) {
		page_line_break(&reader->page.hidden);
		return;
	}
	decide(reader);
	page_line_break(&reader->page.visible);
}

static struct str attribute(const xmlChar **attributes, const char *name)
{
	for (size_t i = 0; attributes && attributes[i]; i += 2)
		if (str_ieq(str_of((const char *)attributes[i]), str_of(name)))
			return str_of((const char *)attributes[i + 1]);
	return (struct str){ 0 };
}

static void apply_look(struct reader *reader, struct frame *frame, const xmlChar **attributes)
{
	frame->look.plain = false;
	if (reader->sheet_colours &&
	    (attribute(attributes, "class").n || attribute(attributes, "id").n))
		frame->look.text.known = frame->look.background.known = false;
	for (size_t i = 0; attributes && attributes[i]; i += 2)
		html_look_attribute(&frame->look, str_of((const char *)attributes[i]),
		                    str_of((const char *)attributes[i + 1]));
}

static void apply_quote(struct reader *reader, struct frame *frame, const xmlChar **attributes)
{
	const struct html_quote_name *name = html_quote_name_of(attribute(attributes, "class"));
	bool cite = str_ieq(attribute(attributes, "type"), (struct str)STR("cite"));

	if (!name)
		name = html_quote_name_of(attribute(attributes, "id"));
	if ((frame->flags & ELEMENT_QUOTE) && !frame->look.plain)
		frame->quotes += frame->quotes < PAGE_QUOTES_MAX;
	else if (reader->undecided == DEPTH_MAX &&
	         (name || ((frame->flags & ELEMENT_QUOTE) && cite))) {
		line_end(reader);
		reader->undecided = reader->depth - (name && name->parent ? 2 : 1);
	}
}

/* href as clients follow it: line ends, tabs and leading blanks don't count (WHATWG URL §4.4). */
static void open_link(struct reader *reader, struct frame *frame, struct str href)
{
	static const struct str schemes[] = { STR("http:"), STR("https:"), STR("mailto:"),
		                              STR("tel:") };
	char *copy = href.n ? arena_alloc(reader->arena, href.n) : NULL;
	size_t n = 0;

	if (href.n == 0)
		return;
	if (!copy) {
		reader->starved = true;
		return;
	}
	for (size_t i = 0; i < href.n; i++)
		if ((unsigned char)href.p[i] > ' ' || (n && href.p[i] == ' '))
			copy[n++] = href.p[i];
	for (size_t i = 0; i < COUNT(schemes); i++) {
		if (!str_istarts(str_make(copy, n), schemes[i]))
			continue;
		frame->link = page_link_open(&reader->page, str_trim(str_make(copy, n)));
		reader->ret->cut |= frame->link == PAGE_LINKS_MAX;
	}
}

/* Pictures that are seen: not those of one pixel that report the opening. */
static void count_image(struct reader *reader, const struct frame *frame,
                        const xmlChar **attributes)
{
	uint64_t pixels;
	bool dot = str_number(attribute(attributes, "width"), 1, &pixels) ||
	           str_number(attribute(attributes, "height"), 1, &pixels);

	if (!dot && !html_look_hides(&frame->look))
		reader->ret->images++;
}

/* The rest of the document as text, because the parser goes no deeper. */
static void give_up(struct reader *reader)
{
	const struct _xmlParserInput *input = reader->parser->input;
	struct buf rest;

	reader->gave_up = reader->ret->cut = true;
	buf_init(&rest, HTML_SIZE_MAX);
	if (input && input->cur <= input->end)
		html_strip_tags(
			str_make((const char *)input->cur, (size_t)(input->end - input->cur)),
			&rest);
	line_end(reader);
	page_text(&reader->page.visible, buf_str(&rest), 0, true);
	reader->starved |= rest.cut;
	buf_done(&rest);
	xmlStopParser(reader->parser);
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct reader *reader = context;
	struct str word = str_of((const char *)name);
	struct frame *frame;

	if (reader->depth == DEPTH_MAX) {
		if (!reader->gave_up)
			give_up(reader);
		return;
	}
	frame = &reader->stack[reader->depth];
	*frame = *top(reader);
	reader->depth++;
	frame->name = name;
	frame->link = PAGE_LINKS_MAX;
	frame->flags = html_element_flags(word) | (frame->flags & (ELEMENT_SKIP | ELEMENT_PRE));
	apply_look(reader, frame, attributes);
	if (frame->flags & ELEMENT_BLOCK)
		line_end(reader);
	if (frame->flags & ELEMENT_CELL)
		reader->page.visible.blank_due = reader->page.hidden.blank_due = true;
	apply_quote(reader, frame, attributes);
	if (str_eq(word, (struct str)STR("a")))
		open_link(reader, frame, attribute(attributes, "href"));
	else if (str_eq(word, (struct str)STR("img")))
		count_image(reader, frame, attributes);
	else if (str_eq(word, (struct str)STR("br")))
		line_break(reader, frame);
}

static void pop(struct reader *reader)
{
	struct frame *frame = top(reader);

	page_link_close(&reader->page, frame->link);
	if ((frame->flags & ELEMENT_BLOCK) || reader->undecided == reader->depth - 1)
		line_end(reader);
	if (reader->undecided >= reader->depth - 1)
		reader->undecided = DEPTH_MAX;
	reader->depth--;
}

/* The parser's ends are those of its own stack; should one be missing there, the elements inside end, too. */
static void on_end(void *context, const xmlChar *name)
{
	struct reader *reader = context;
	size_t at = reader->depth;

	while (at > 1 && !xmlStrEqual(reader->stack[at - 1].name, name))
		at--;
	while (at > 1 && reader->depth >= at)
		pop(reader);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* Hidden letters inside a word hide it from filters, not from readers. */
static void note_broken_word(struct reader *reader, struct str more)
{
	const struct page_sink *visible = &reader->page.visible;
	struct str line = page_line(visible);

	if (reader->hidden_at == visible->text.n && line.n && !visible->blank_due && more.n &&
	    is_letter(line.p[line.n - 1]) && is_letter(more.p[0]))
		reader->ret->broken_words++;
}

static void add_hidden(struct reader *reader, struct str s, bool pre)
{
	if (str_trim(s).n)
		reader->hidden_at = reader->page.visible.text.n;
	page_text(&reader->page.hidden, s, 0, pre);
}

static void on_text(void *context, const xmlChar *text, int n)
{
	struct reader *reader = context;
	const struct frame *frame = top(reader);
	struct str s = str_make((const char *)text, n > 0 ? (size_t)n : 0);
	bool pre = frame->flags & ELEMENT_PRE;

	if (frame->flags & ELEMENT_SKIP)
		reader->sheet_colours |= str_ifind(s, (struct str)STR("background")) != SIZE_MAX;
	else if (html_look_hides(&frame->look))
		add_hidden(reader, s, pre);
	else {
		note_broken_word(reader, s);
		page_text(&reader->page.visible, s, frame->quotes, pre);
	}
}

static void on_error(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

static void on_generic_error(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

static const xmlSAXHandler handlers = {
	.startElement = on_start,
	.endElement = on_end,
	.characters = on_text,
	.ignorableWhitespace = on_text,
	.cdataBlock = on_text,
	.serror = on_error,
	.initialized = XML_SAX2_MAGIC,
};

/* The handlers of errors are the thread's own, and a message meets many threads: set for each. */
static bool parse(struct reader *reader, struct str html)
{
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(html.p, (int)html.n);

	if (!parser)
		return false;
	xmlSetGenericErrorFunc(NULL, on_generic_error);
	reader->parser = parser;
	*parser->sax = handlers;
	parser->userData = reader;
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NONET);
	*parser->sax = handlers;
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	htmlParseDocument(parser);
	htmlFreeParserCtxt(parser);
	while (reader->depth > 1)
		pop(reader);
	line_end(reader);
	return !reader->starved;
}

bool html_to_text(struct arena *arena, struct str utf8, struct html_text *ret)
{
	AUTO(free_done) struct reader *reader = calloc(1, sizeof *reader);
	struct buf html;
	bool ok;

	memset(ret, 0, sizeof *ret);
	if (!reader)
		return false;
	buf_init(&html, HTML_SIZE_MAX);
	ret->cut = html_guard(utf8, &html);
	ok = !html.cut;
	page_init(&reader->page);
	reader->arena = arena;
	reader->ret = ret;
	reader->undecided = DEPTH_MAX;
	reader->hidden_at = SIZE_MAX;
	reader->depth = 1;
	reader->stack[0] = (struct frame){ .name = (const xmlChar *)"",
		                           .look = html_look_default(),
		                           .link = PAGE_LINKS_MAX };
	if (ok && html.n)
		ok = parse(reader, buf_str(&html));
	ok = ok && page_finish(&reader->page, arena, ret);
	page_done(&reader->page);
	buf_done(&html);
	return ok;
}
