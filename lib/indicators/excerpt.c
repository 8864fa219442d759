/* A phrase may reach into a number and cut it, so that no check digits tell what it is: each word of the excerpt is compared
 * with all that the message's numbers hold, over whatever stands between their groups. */
#include "indicators/excerpt.h"

#include "base/auto.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/unicode.h"

#define SPAN_MAX      200 /* read of a span */
#define PART_MIN      5   /* fewer signs of a number are no secret, and stand in many words */
#define SEPARATOR_MAX 3   /* bytes between two groups */

struct masker {
	const struct evidence *evidence;
	struct bank_account found
		[TEXT_ACCOUNTS_MAX]; /* in the span itself: hidden text, or more than text keeps */
	size_t founds;
	struct str span;
};

static bool is_sign(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* How far the span spells the number from `number` on: whole groups of PART_MIN signs at least; else gives `at`. */
static size_t spells(struct str span, size_t at, const char *number)
{
	size_t signs = 0, gap = 0, end = at, i = at;

	for (; i < span.n && gap <= SEPARATOR_MAX; i++) {
		if (!is_sign(span.p[i])) {
			end = gap++ == 0 && signs >= PART_MIN ? i : end;
			continue;
		}
		while (*number && !is_sign(*number)) /* "+39", "021000021/12345678" */
			number++;
		if (upper(*number) != upper(span.p[i]))
			return end;
		number++;
		signs++;
		gap = 0;
	}
	return i == span.n && gap == 0 && signs >= PART_MIN ? i : end;
}

static size_t spells_part(struct str span, size_t at, const char *number)
{
	size_t longest = at;

	for (; *number; number++) {
		size_t end = upper(*number) == upper(span.p[at]) ? spells(span, at, number) : at;

		longest = end > longest ? end : longest;
	}
	return longest;
}

static size_t mask_account(const struct masker *m, const struct bank_account *account, size_t at,
                           struct buf *out)
{
	size_t end = spells_part(m->span, at, account->number);
	char masked[BANK_MASKED_SIZE];

	if (end > at)
		buf_puts(out, bank_masked(account, masked));
	return end;
}

static size_t mask_phone(const struct masker *m, const struct phone *phone, size_t at,
                         struct buf *out)
{
	size_t end = spells_part(m->span, at, phone->number);
	char masked[PHONE_MASKED_SIZE];

	if (end > at)
		buf_puts(out, phone_masked(phone, masked));
	return end;
}

/* Writes the mask of a number that begins at `at`, and gives where it ends; `at`: none does. */
static size_t mask_at(const struct masker *m, size_t at, struct buf *out)
{
	const struct text *text = m->evidence->text;
	size_t end = at;

	for (size_t i = 0; i < text->accounts && end == at; i++)
		end = mask_account(m, &text->account[i], at, out);
	for (size_t i = 0; i < m->founds && end == at; i++)
		end = mask_account(m, &m->found[i], at, out);
	for (size_t i = 0; i < text->phones && end == at; i++)
		end = mask_phone(m, &text->phone[i], at, out);
	return end;
}

static void mask(const struct masker *m, struct buf *out)
{
	struct str span = m->span;

	for (size_t at = 0; at < span.n;) {
		size_t from = at + (span.p[at] == '+'); /* the mask has its own */
		bool begins = from < span.n && is_sign(span.p[from]) &&
		              (at == 0 || !is_sign(span.p[at - 1]));
		size_t end = begins ? mask_at(m, from, out) : from;

		if (end == from)
			buf_addc(out, span.p[at++]);
		else
			at = end;
	}
}

struct str excerpt_make(const struct evidence *evidence, struct str span)
{
	struct masker masker = { .evidence = evidence, .span = utf8_clip(span, SPAN_MAX) };
	AUTO(buf_done) struct buf masked, shown;

	buf_init(&masked, (size_t)4 * SPAN_MAX);
	buf_init(&shown, EXCERPT_MAX);
	masker.founds = bank_find(masker.span, masker.found, TEXT_ACCOUNTS_MAX);
	mask(&masker, &masked);
	escape_terminal(&shown, buf_str(&masked),
	                EXCERPT_MAX); /* line ends are blanks to a reader */
	return arena_str(evidence->arena, buf_str(&shown));
}
