/* A whole message with a hostile chain and a hostile key: the first line is the record that each key's name has, the rest the
 * message; its body comes in pieces as long as the first byte says. */
#include <stdlib.h>

#include "auth/arc.h"
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

static void check(const struct arc_verdict *verdict)
{
	bool passes = verdict->result == AUTH_PASS;

	if (verdict->instances > 50 || passes != (verdict->sealer.n != 0) ||
	    passes != (verdict->authentication.n != 0) ||
	    (verdict->result == AUTH_FAIL && verdict->why[0] == '\0') ||
	    (passes && (verdict->instances == 0 || verdict->why[0])))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct site_key site_key;
	struct mail_options options = mail_options_default();
	struct str rest = str_make((const char *)data, size), body;
	struct one_key key = { .source = { answer } };
	struct mail *mail = mail_new(&options, &site_key);
	struct dns *dns = dns_new(&key.source, 100, 100);
	struct arc_verdict verdict;
	struct arc *arc;
	size_t piece = size ? data[0] + 1u : 1;

	if (!mail || !dns || (size && !str_line(&rest, &key.record)) ||
	    file_parse(rest, mail, NULL))
		abort();
	mail->at_s = 1700000000;
	for (size_t i = 0; i < mail->fields; i++)
		arc_prefetch(dns, mail->field[i].raw);
	if (arc_begin(dns, mail, &arc, NULL))
		abort();
	body = str_make(mail->body, mail->body_n);
	for (size_t at = 0; at < body.n; at += piece)
		arc_body(arc, str_sub(body, at, piece));
	if (arc_end(arc, &mail->arena, &verdict, NULL))
		abort();
	check(&verdict);
	arc_free(arc);
	dns_free(dns);
	mail_free(mail);
	return 0;
}
