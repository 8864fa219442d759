/* A whole message with hostile signatures and a hostile key: the first line is the record that each key's name has, the
 * rest the message; its body comes in pieces as long as the first byte says. */
#include <stdlib.h>

#include "auth/dkim.h"
#include "auth/dns_answer.h"
#include "mail/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct one_key {
	struct dns_source source;
	struct str record;
};

static void answer(struct dns_source *source, struct str name, enum dns_type type,
                   struct dns_question *question)
{
	struct one_key *key = (struct one_key *)source;
	struct dns_record record = { .data = key->record };

	(void)name;
	(void)type;
	dns_answered(question, dns_answer_found(&record, 1, 60));
}

static void check(const struct dkim_verdict *verdict)
{
	if (verdict->signatures > DKIM_SIGNATURES_MAX || verdict->signatures > verdict->total)
		abort();
	for (size_t i = 0; i < verdict->signatures; i++) {
		const struct dkim_signature *signature = &verdict->signature[i];

		if ((signature->result == AUTH_PASS) != (signature->why[0] == '\0'))
			abort();
		if (signature->result == AUTH_PASS &&
		    (!dkim_covers(signature->headers, "From", 1) || signature->domain.n == 0))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct dkim_library *library;
	static const struct site_key site_key;
	struct mail_options options = mail_options_default();
	struct str rest = str_make((const char *)data, size), body;
	struct one_key key = { .source = { answer } };
	struct mail *mail = mail_new(&options, &site_key);
	struct dns *dns = dns_new(&key.source, 100, 100);
	struct dkim_verdict verdict;
	struct dkim_check *dkim;
	size_t piece = size ? data[0] + 1u : 1;

	if (!library)
		library = dkim_library_new();
	if (!mail || !dns || !library || (size && !str_line(&rest, &key.record)) ||
	    file_parse(rest, mail, NULL))
		abort();
	mail->at_s = 1700000000;
	for (size_t i = 0; i < mail->fields; i++)
		dkim_prefetch(dns, mail->field[i].raw);
	if (dkim_check_begin(library, dns, mail, &dkim, NULL))
		abort();
	body = str_make(mail->body, mail->body_n);
	for (size_t at = 0; at < body.n; at += piece)
		dkim_check_body(dkim, str_sub(body, at, piece));
	if (dkim_check_end(dkim, &mail->arena, &verdict, NULL))
		abort();
	check(&verdict);
	dkim_check_free(dkim);
	dns_free(dns);
	mail_free(mail);
	return 0;
}
