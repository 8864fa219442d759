/* DESIGN §2, "direction", a row a case. */
#include "site/direction.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "mail/file.h"

static struct domain_lists *lists;

static const struct network internal[] = { { { { 10 }, 4 }, 8 } };
static const struct network relays[] = { { { { 192, 0, 2, 25 }, 4 }, 32 } };
static const struct str own_domains[] = { STR("ours.example") };

static int setup(void **state)
{
	(void)state;
	message_library_init();
	return domain_lists_load(NULL, &lists, NULL);
}

static int teardown(void **state)
{
	(void)state;
	domain_lists_free(lists);
	return 0;
}

#define HOP_IN                                                                                     \
	"Received: from pc (pc [10.1.2.3]) by mx.ours.example; Mon, 1 Jan 2024 10:00:00 +0000\n"
#define HOP_OUT                                                                                    \
	"Received: from x (x [198.51.100.7]) by mx.ours.example; Mon, 1 Jan 2024 10:00:00 +0000\n"
#define FROM_US   "From: ann@ours.example\n"
#define FROM_THEM "From: eve@evil.example\n"

static const struct row {
	const char *name, *client; /* NULL: a file */
	const char *user, *header, *rcpt;
	enum direction wanted;
	bool no_client; /* its address is unknown after it */
} rows[] = {
	{ "a stranger", "198.51.100.7", "", FROM_THEM, "bob@ours.example", DIRECTION_INBOUND,
	  false },
	{ "a stranger in our name", "198.51.100.7", "", FROM_US, "bob@ours.example",
	  DIRECTION_INBOUND, false },
	{ "submitted", "198.51.100.7", "ann", FROM_US, "x@there.example", DIRECTION_OUTBOUND,
	  false },
	{ "submitted to us", "198.51.100.7", "ann", FROM_US, "bob@ours.example", DIRECTION_INTERNAL,
	  false },
	{ "submitted, foreign From", "198.51.100.7", "ann", FROM_THEM, "bob@ours.example",
	  DIRECTION_INTERNAL, false },
	{ "from inside", "10.0.0.9", "", FROM_US, "x@there.example", DIRECTION_OUTBOUND, false },
	{ "from inside to us", "10.0.0.9", "", FROM_US, "bob@ours.example bob+x@Sub.Ours.Example",
	  DIRECTION_INTERNAL, false },
	{ "from inside to both", "10.0.0.9", "", FROM_US, "bob@ours.example x@there.example",
	  DIRECTION_OUTBOUND, false },
	{ "from inside to a mailbox here", "10.0.0.9", "", FROM_US, "root", DIRECTION_INTERNAL,
	  false },
	{ "a list manager inside", "10.0.0.9", "", FROM_THEM, "bob@ours.example", DIRECTION_INBOUND,
	  true },
	{ "inside, no author", "10.0.0.9", "", "From: a@ours.example, b@ours.example\n",
	  "bob@ours.example", DIRECTION_INBOUND, true },
	{ "a relay brings a stranger", "192.0.2.25", "", HOP_OUT FROM_THEM, "bob@ours.example",
	  DIRECTION_INBOUND, false },
	{ "a relay brings ours", "192.0.2.25", "", HOP_IN FROM_US, "x@there.example",
	  DIRECTION_OUTBOUND, false },
	{ "a relay brings a stranger in our name", "192.0.2.25", "", HOP_OUT FROM_US,
	  "bob@ours.example", DIRECTION_INBOUND, false },
	{ "a file of ours", NULL, "", HOP_IN FROM_US, "x@there.example", DIRECTION_OUTBOUND,
	  false },
	{ "a file of ours to us", NULL, "", HOP_IN FROM_US, "bob@ours.example", DIRECTION_INTERNAL,
	  false },
	{ "a stranger's file", NULL, "", HOP_OUT FROM_US, "bob@ours.example", DIRECTION_INBOUND,
	  false },
	{ "a file that tells nothing", NULL, "", FROM_US, "bob@ours.example", DIRECTION_INBOUND,
	  true },
};

static const struct hop_policy hops = {
	.trusted_relays = { relays, 1 },
	.internal_networks = { internal, 1 },
	.own_domains = own_domains,
	.own_domains_n = 1,
};

static struct mail *mail_of(const struct row *row)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	struct mail *mail = mail_new(&options, &key);
	struct str rest = str_of(row->rcpt), rcpt;

	assert_non_null(mail);
	mail->client_known = row->client != NULL;
	mail->has_envelope = true;
	if (row->client)
		assert_true(ip_parse(str_of(row->client), &mail->client));
	assert_int_equal(mail_set(mail, &mail->auth_user, str_of(row->user), NULL), 0);
	while (str_cut(&rest, ' ', &rcpt))
		assert_int_equal(mail_add_rcpt(mail, rcpt, NULL), 0);
	assert_int_equal(file_parse(str_of(row->header), mail, NULL), 0);
	return mail;
}

static enum direction direction_of(struct mail *mail, struct message *message)
{
	struct message_context context = { lists, &hops, STR("+") };
	struct domain local;
	struct site site = { .domains = lists, .local = &local, .locals = 1 };

	assert_true(domain_init(&mail->arena, lists, own_domains[0], &local));
	assert_int_equal(message_parse(mail, &context, message, NULL), 0);
	return direction_find(&site, mail, message);
}

static void each_message_has_its_direction(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct mail *mail = mail_of(&rows[i]);
		struct message message;
		enum direction seen = direction_of(mail, &message);

		if (seen != rows[i].wanted)
			fail_msg("%s: %s", rows[i].name, direction_names[seen]);
		if ((message.client.ip.length == 0) != rows[i].no_client)
			fail_msg("%s: client's address of %u bytes", rows[i].name,
			         message.client.ip.length);
		mail_free(mail);
	}
}

/* message->recipient ends after 50; the one that matters may stand behind. */
static void the_last_recipient_counts(void **state)
{
	static const struct {
		const char *last;
		enum direction wanted;
	} ends[] = {
		{ "z@there.example", DIRECTION_OUTBOUND },
		{ "z@SUB.ours.example.", DIRECTION_INTERNAL },
		{ "z@notours.example", DIRECTION_OUTBOUND },
		{ "z", DIRECTION_INTERNAL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct row row = { "many",  "10.0.0.9",         "",
			           FROM_US, "bob@ours.example", DIRECTION_INBOUND,
			           false };
		struct mail *mail = mail_of(&row);
		struct message message;

		for (int n = 0; n < 80; n++)
			assert_int_equal(mail_add_rcpt(mail, str_of("bob@ours.example"), NULL), 0);
		assert_int_equal(mail_add_rcpt(mail, str_of(ends[i].last), NULL), 0);
		if (direction_of(mail, &message) != ends[i].wanted)
			fail_msg("%s", ends[i].last);
		mail_free(mail);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_message_has_its_direction),
		cmocka_unit_test(the_last_recipient_counts),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
