/* What the DKIM tests share: a message against a zone gives one line, "pass acme.example one | fail ... (why)". */
#ifndef OPENBEC_TESTS_UNIT_AUTH_DKIM_WORLD_H
#define OPENBEC_TESTS_UNIT_AUTH_DKIM_WORLD_H

#include "auth/dkim.h"
#include "base/buf.h"
#include "mail/file.h"
#include "support/zone.h"

#define DKIM_WORLD_NOW 1700000000

static inline void dkim_world_show(const struct dkim_verdict *verdict, struct buf *out)
{
	for (size_t i = 0; i < verdict->signatures; i++) {
		const struct dkim_signature *signature = &verdict->signature[i];

		buf_printf(out, "%s%s " STR_FMT " " STR_FMT, i ? " | " : "",
		           auth_result_names[signature->result], STR_ARG(signature->domain),
		           STR_ARG(signature->selector));
		if (signature->why[0])
			buf_printf(out, " (%s)", signature->why);
	}
}

/* `mail` was read from a file or memory; its body goes in again, in pieces of `piece` bytes. Aborts without memory. */
static inline void dkim_world_check(struct dkim_library *library, struct dns_source *source,
                                    struct mail *mail, size_t piece, struct dkim_verdict *ret)
{
	struct dns *dns = dns_new(source, 100, 200);
	struct dkim_check *check;

	for (size_t i = 0; i < mail->fields; i++) {
		if (str_ieq(mail->field[i].name, str_of("DKIM-Signature")))
			dkim_prefetch(dns, mail->field[i].raw);
	}
	if (dkim_check_begin(library, dns, mail, &check, NULL) < 0)
		abort();
	for (size_t at = 0; at < mail->body_n; at += piece)
		dkim_check_body(check, str_sub(str_make(mail->body, mail->body_n), at, piece));
	if (dkim_check_end(check, &mail->arena, ret, NULL) < 0)
		abort();
	dkim_check_free(check);
	dns_free(dns);
}

static inline struct mail *dkim_world_mail(struct str message)
{
	static const struct site_key key;
	struct mail_options options = mail_options_default();
	struct mail *mail = mail_new(&options, &key);

	if (!mail || file_parse(message, mail, NULL) < 0)
		abort();
	mail->at_s = DKIM_WORLD_NOW;
	return mail;
}

/* The whole way: message and zone to a line. */
static inline void dkim_world_run(struct dkim_library *library, const char *zone_text,
                                  struct str message, size_t piece, struct buf *out)
{
	struct zone *zone = zone_new(zone_text);
	struct mail *mail = dkim_world_mail(message);
	struct dkim_verdict verdict;

	dkim_world_check(library, zone_source(zone), mail, piece, &verdict);
	buf_reset(out);
	dkim_world_show(&verdict, out);
	mail_free(mail);
	zone_free(zone);
}

/* `text` with each KEY replaced; to be freed. */
static inline char *dkim_world_fill(const char *text, const char *key)
{
	struct buf out;
	const char *at;

	buf_init(&out, 1 << 20);
	while ((at = strstr(text, "KEY"))) {
		buf_add(&out, str_make(text, (size_t)(at - text)));
		buf_puts(&out, key);
		text = at + 3;
	}
	buf_puts(&out, text);
	return out.p;
}

#endif
