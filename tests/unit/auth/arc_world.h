/* What the ARC tests share: a message against a zone. */
#ifndef OPENBEC_TESTS_UNIT_AUTH_ARC_WORLD_H
#define OPENBEC_TESTS_UNIT_AUTH_ARC_WORLD_H

#include <stdlib.h>

#include "auth/arc.h"
#include "mail/file.h"
#include "support/zone.h"

#define ARC_WORLD_NOW 1700000000

static inline struct mail *arc_world_mail(struct str message)
{
	static const struct site_key key;
	struct mail_options options = mail_options_default();
	struct mail *mail = mail_new(&options, &key);

	if (!mail || file_parse(message, mail, NULL) < 0)
		abort();
	mail->at_s = ARC_WORLD_NOW;
	return mail;
}

/* The body goes in in pieces of so many bytes. The verdict's strings are the mail's. */
static inline struct arc_verdict arc_world_check(struct zone *zone, struct mail *mail, size_t piece)
{
	struct dns *dns = dns_new(zone_source(zone), 50, 100);
	struct arc_verdict verdict;
	struct arc *arc;

	if (arc_begin(dns, mail, &arc, NULL) < 0)
		abort();
	for (size_t at = 0; at < mail->body_n; at += piece)
		arc_body(arc, str_sub(str_make(mail->body, mail->body_n), at, piece));
	if (arc_end(arc, &mail->arena, &verdict, NULL) < 0)
		abort();
	arc_free(arc);
	dns_free(dns);
	return verdict;
}

#endif
