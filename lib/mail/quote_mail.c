/* One walk over quoted text, whose marks are off: header blocks line by line, attributions as a whole. Names stand before their
 * addresses, which every client brackets or at least sets off. */
#include "mail/quote_mail.h"

#include "mail/quote_address.h"
#include "mail/quote_intro.h"

#define BLOCK_LINES_MAX 20
#define STRANGE_MAX     2 /* lines without a label, or blank: continuations */
#define LINE_MAX        2000
#define TEXT_MAX        ((size_t)256 << 10)

struct finder {
	struct arena *arena;
	const struct domain_lists *lists;
	struct quoted_mail *mail;
	size_t mails;
	bool no_memory;
};

struct block { /* while it is read */
	struct quoted_mail mail;
	unsigned role;      /* of the latest label */
	unsigned roles;     /* of all */
	uint32_t languages; /* that have its words for date and addressees */
};

static bool is_kept(const struct quoted_mail *mail)
{
	return mail->writer.full.n || mail->others.n || mail->dated != QUOTE_UNDATED;
}

static bool add_others(struct finder *f, struct quoted_mail *mail, struct str line)
{
	struct address_list *others = &mail->others;

	if (!others->v)
		others->v = arena_array(f->arena, QUOTED_PARTIES_MAX, sizeof *others->v);
	return others->v &&
	       quote_addresses(f->arena, f->lists, line, others->v, QUOTED_PARTIES_MAX, &others->n);
}

static bool add_writer(struct finder *f, struct quoted_mail *mail, struct str line)
{
	size_t n = mail->writer.full.n != 0;

	return quote_addresses(f->arena, f->lists, line, &mail->writer, 1, &n);
}

/* What stands behind a label, or goes on below it. */
static bool take_value(struct finder *f, struct block *block, struct str value)
{
	value = str_sub(value, 0, LINE_MAX);
	switch (block->role) {
	case QUOTE_FROM:
		return add_writer(f, &block->mail, value);
	case QUOTE_TO:
	case QUOTE_CC:
		return add_others(f, &block->mail, value);
	case QUOTE_DATE:
		if (block->mail.dated == QUOTE_UNDATED)
			block->mail.dated = quote_date_find(value, &block->mail.date);
		return true;
	default:
		return true;
	}
}

/* A second From, or a subject where there was one, is another block's. */
static bool is_next_block(const struct block *block, unsigned role)
{
	return role & block->roles & (QUOTE_FROM | QUOTE_SUBJECT);
}

/* Moves behind the block with which *text begins. */
static void read_block(struct finder *f, struct str *text, struct block *block)
{
	struct str rest = *text, line;
	unsigned strange = 0;

	for (int i = 0; i < BLOCK_LINES_MAX && strange <= STRANGE_MAX && str_line(&rest, &line);
	     i++) {
		struct quote_header header = quote_header(line);

		if (is_next_block(block, header.label.role))
			return;
		if (header.label.role) {
			block->role = header.label.role;
			block->roles |= header.label.role;
			if (header.label.role & (QUOTE_DATE | QUOTE_TO))
				block->languages &= header.label.languages;
			strange = 0;
		} else {
			header.value = line;
			block->role = str_trim(line).n ? block->role : 0;
			strange++;
		}
		if (!take_value(f, block, header.value))
			f->no_memory = true;
		if (header.label.role)
			*text = rest;
	}
}

static void take_block(struct finder *f, struct str *text)
{
	struct block block = { .mail = { .is_block = true }, .languages = UINT32_MAX };

	read_block(f, text, &block);
	block.mail.is_mixed = block.languages == 0;
	if (is_kept(&block.mail))
		f->mail[f->mails++] = block.mail;
}

/* Moves behind the attribution of so many lines. */
static void take_attribution(struct finder *f, struct str *text, size_t lines)
{
	struct quoted_mail mail = { .is_block = false };
	const char *begin = text->p;
	struct str line, all;

	while (lines-- > 0 && str_line(text, &line))
		;
	all = str_sub(str_make(begin, (size_t)(line.p + line.n - begin)), 0, LINE_MAX);
	if (!add_writer(f, &mail, all))
		f->no_memory = true;
	mail.dated = quote_date_find(all, &mail.date);
	if (is_kept(&mail))
		f->mail[f->mails++] = mail;
}

/* Yahoo's forwards have all of a block in the line of the title. */
static void take_title(struct finder *f, struct str *text)
{
	struct quoted_mail mail = { .is_block = false };
	struct str line;

	str_line(text, &line);
	line = str_sub(line, 0, LINE_MAX);
	if (!add_writer(f, &mail, line) || !add_others(f, &mail, line))
		f->no_memory = true;
	mail.dated = quote_date_find(line, &mail.date);
	if (mail.writer.full.n)
		f->mail[f->mails++] = mail;
}

bool quote_mails_find(struct arena *arena, const struct domain_lists *lists, struct str text,
                      struct quoted_mail **ret, size_t *ret_n)
{
	struct finder f = { .arena = arena, .lists = lists };
	struct str line;
	size_t lines;

	*ret = NULL;
	*ret_n = 0;
	text = str_sub(text, 0, TEXT_MAX);
	if (text.n == 0)
		return true;
	f.mail = arena_array(arena, QUOTED_MAILS_MAX, sizeof *f.mail);
	if (!f.mail)
		return false;
	while (text.n && f.mails < QUOTED_MAILS_MAX && !f.no_memory) {
		if (quote_header_block(text))
			take_block(&f, &text);
		else if (quote_has_dashed_title(text))
			take_title(&f, &text);
		else if ((lines = quote_attribution(text)))
			take_attribution(&f, &text, lines);
		else
			str_line(&text, &line);
	}
	*ret = f.mail;
	*ret_n = f.mails;
	return !f.no_memory;
}
