/* A whole message as a file: header, addresses, MIME, HTML, quotes. What comes out is always valid
 * UTF-8. */
#include <stdlib.h>

#include "base/unicode.h"
#include "mail/file.h"
#include "mail/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void want_utf8(struct str s)
{
	if (!utf8_valid(s))
		abort();
}

static void check(const struct message *message)
{
	want_utf8(message->own);
	want_utf8(message->quoted);
	want_utf8(message->signature);
	want_utf8(message->hidden);
	want_utf8(message->subject);
	want_utf8(message->message_id);
	want_utf8(message->author.full);
	want_utf8(message->author.name);
	for (size_t i = 0; i < message->from.list.n; i++)
		want_utf8(message->from.list.v[i].name);
	for (size_t i = 0; i < message->attachments; i++)
		want_utf8(message->attachment[i].name);
	if (message->author.full.n && message->from.list.n == 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct domain_lists *lists;
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	struct hop_policy hops = { .own_hosts_n = 0 };
	struct message_context context = { .hops = &hops, .recipient_delimiters = STR("+") };
	struct message message;
	struct mail *mail;

	if (!lists) {
		message_library_init();
		if (domain_lists_load(NULL, &lists, NULL))
			abort();
	}
	context.domains = lists;
	mail = mail_new(&options, &key);
	if (!mail || file_parse(str_make((const char *)data, size), mail, NULL) ||
	    message_parse(mail, &context, &message, NULL))
		abort();
	check(&message);
	mail_free(mail);
	return 0;
}
