/* Subject, own and quoted text, each behind a NUL, through the whole stage with a small set of
 * phrases: what is found lies inside what was given. */
#include <stdlib.h>

#include "base/unicode.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char phrase_file[] = "language en\nfunction-words the and of to in is that it\n"
				  "intent payment-request\n0.5 pay ... (invoice|bill)\n0.3 wire*\n"
				  "innocent *\nscam\nnegation\n(never|don't)\n";

static struct str part(struct arena *arena, struct str *rest)
{
	struct str s = { NULL, 0 };

	str_cut(rest, '\0', &s);
	return unicode_decode(arena, s, str_of("utf-8"));
}

static void check(const struct text *text)
{
	for (int i = 0; i < INTENT_COUNT; i++) {
		const struct intent_found *found = &text->intent[i];

		if (!(found->strength >= 0 && found->strength <= 1) ||
		    found->span.n > TEXT_SPAN_MAX)
			abort();
		if ((found->strength > 0) != (found->span.n > 0) || !utf8_valid(found->span))
			abort();
	}
	if (text->own_accounts > text->accounts || text->accounts > TEXT_ACCOUNTS_MAX ||
	    text->named.domains > NAMED_MAX || text->named.addresses > NAMED_MAX)
		abort();
	for (size_t i = 0; i + 1 < text->own.text.n; i++) { /* single blanks */
		if (text->own.text.p[i] == ' ' && text->own.text.p[i + 1] == ' ')
			abort();
	}
	if (!utf8_valid(text->own.text) || text->own.text.p[0] != ' ' ||
	    text->own.text.p[text->own.text.n - 1] != ' ')
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct phrases *phrases; /* loaded once: the fuzzer runs this in one thread */
	static struct domain_lists *lists;
	struct str rest = { (const char *)data, size };
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	struct mail *mail = mail_new(&options, &key);
	struct message message = { 0 };
	struct text text;

	if (!phrases && (phrases_load_text("fuzz", str_of(phrase_file), &phrases, NULL) ||
	                 domain_lists_load(NULL, &lists, NULL)))
		abort();
	if (!mail)
		abort();
	message.subject = part(&mail->arena, &rest);
	message.own = part(&mail->arena, &rest);
	message.quoted = part(&mail->arena, &rest);
	message.signature = part(&mail->arena, &rest);
	if (text_read(phrases, lists, mail, &message, &text, NULL))
		abort();
	check(&text);
	mail_free(mail);
	return 0;
}
