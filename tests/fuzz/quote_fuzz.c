#include <stdlib.h>

#include "mail/quote.h"
#include "mail/quote_mail.h"

/* What is found among quoted lines is bounded, whatever stands there. */
static void find_mails(struct arena *arena, struct str text)
{
	static struct domain_lists *lists;
	struct quoted_mail *mail;
	size_t n;

	if (!lists && domain_lists_load(NULL, &lists, NULL))
		abort();
	if (!quote_mails_find(arena, lists, text, &mail, &n) || n > QUOTED_MAILS_MAX)
		abort();
	for (size_t i = 0; i < n; i++)
		if (mail[i].others.n > QUOTED_PARTIES_MAX ||
		    (mail[i].dated == QUOTE_DATED && mail[i].date.from > mail[i].date.to))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct quote_split split;
	struct arena arena;
	struct str text = str_make((const char *)data, size);

	arena_init(&arena, 16 << 20);
	if (!quote_split(&arena, text, &split))
		abort();
	if (split.own.n + split.quoted.n + split.signature.n > size + 1)
		abort();
	quote_opens(text);
	find_mails(&arena, text);
	arena_done(&arena);
	return 0;
}
