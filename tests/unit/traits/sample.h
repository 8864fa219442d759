/* A message from a few lines through the real stages up to the traits, for the tests of traits, history and learn.
 * The site is ours.example (10.0.0.0/8), the trusted results are mx.ours.example's. */
#ifndef OPENBEC_TESTS_SAMPLE_H
#define OPENBEC_TESTS_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "mail/file.h"
#include "traits/questions.h"

#define SAMPLE_DAY(n) ((int64_t)(20000 + (n)) * 86400 + 9 * 3600) /* the n-th day at nine */

struct given {
	const char *header;   /* and body, behind an empty line */
	const char *results;  /* "dkim=pass header.d=acme.example"; NULL: none */
	const char *envelope; /* MAIL FROM; NULL: the null sender */
	const char *rcpt;     /* blanks between; NULL: bob@ours.example */
	const char *client;   /* NULL: 192.0.2.7 */
	const char *user;     /* NULL: not authenticated */
	const char *language; /* NULL: unclear */
	int64_t at_s;         /* 0: SAMPLE_DAY(0) */
};

struct sample {
	struct mail *mail;
	struct message message;
	struct auth auth;
	struct text text;
	struct traits traits;
	struct questions questions;
};

static struct domain_lists *sample_lists;
static struct site_key sample_key;

static const struct network sample_internal[] = { { { { 10 }, 4 }, 8 } };
static const struct str sample_domains[] = { STR("ours.example") };
static const struct hop_policy sample_hops = {
	.internal_networks = { sample_internal, 1 },
	.own_domains = sample_domains,
	.own_domains_n = 1,
};

static inline int sample_setup(void **state)
{
	(void)state;
	message_library_init();
	sample_key = site_key_fixed();
	return domain_lists_load(NULL, &sample_lists, NULL);
}

static inline int sample_teardown(void **state)
{
	(void)state;
	domain_lists_free(sample_lists);
	return 0;
}

static inline struct mail *sample_mail(const struct given *given)
{
	struct mail_options options = mail_options_default();
	struct mail *mail = mail_new(&options, &sample_key);
	struct str rest = str_of(given->rcpt ? given->rcpt : "bob@ours.example"), rcpt;
	char results[512];

	assert_non_null(mail);
	mail->has_envelope = mail->client_known = true;
	mail->at_s = given->at_s ? given->at_s : SAMPLE_DAY(0);
	assert_true(ip_parse(str_of(given->client ? given->client : "192.0.2.7"), &mail->client));
	assert_int_equal(mail_set_from(mail, str_of(given->envelope), NULL), 0);
	assert_int_equal(mail_set(mail, &mail->auth_user, str_of(given->user), NULL), 0);
	while (str_cut(&rest, ' ', &rcpt))
		assert_int_equal(mail_add_rcpt(mail, rcpt, NULL), 0);
	snprintf(results, sizeof results, "mx.ours.example; %s",
	         given->results ? given->results : "none");
	assert_int_equal(
		mail_add_field(mail, str_of("Authentication-Results"), str_of(results), NULL), 0);
	assert_int_equal(file_parse(str_of(given->header), mail, NULL), 0);
	return mail;
}

/* To be freed by sample_free(). */
static inline struct sample *sample_new(const struct given *given)
{
	static const struct str trusted[] = { STR("mx.ours.example") };
	struct auth_options options = { AUTH_MODE_TRUST, trusted[0], trusted, 1 };
	struct message_context context = { sample_lists, &sample_hops, STR("+") };
	struct mail *mail = sample_mail(given);
	struct sample *sample = arena_alloc(&mail->arena, sizeof *sample);
	struct trait_input input;

	assert_non_null(sample);
	sample->mail = mail;
	assert_int_equal(message_parse(mail, &context, &sample->message, NULL), 0);
	assert_int_equal(
		auth_evaluate(&(struct auth_input){ mail, &sample->message, &options, sample_lists,
	                                            NULL, given->user != NULL },
	                      &sample->auth, NULL),
		0);
	sample->text.language = str_of(given->language);
	sample->text.own_accounts = sample->text.accounts =
		bank_find(sample->message.own, sample->text.account, TEXT_ACCOUNTS_MAX);
	input = (struct trait_input){ mail,         &sample->message, &sample->auth, &sample->text,
		                      sample_lists, &sample_key,      &mail->arena };
	assert_int_equal(traits_show(&input, &sample->traits, NULL), 0);
	assert_int_equal(questions_ask(&input, &sample->traits, &sample->questions, NULL), 0);
	return sample;
}

static inline void sample_free(struct sample *sample)
{
	if (sample)
		mail_free(sample->mail);
}

static inline void assert_text(const char *row, struct str seen, const char *wanted)
{
	if (!str_eq(seen, str_of(wanted)))
		fail_msg("%s: \"" STR_FMT "\", wanted \"%s\"", row, STR_ARG(seen), wanted);
}

#endif
