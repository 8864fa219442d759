/* Whole files: what they give, and the one sentence for what is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "config/config.h"
#include "config/options.h"

static char folder[] = "/tmp/openbec-config-XXXXXX";

static const char *write_file(const char *name, const char *text)
{
	static char path[128];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	return path;
}

static struct config *load(const char *text)
{
	struct config *config = NULL;
	struct err err = { 0 };

	if (config_load(write_file("openbec.conf", text), CONFIG_NO_PHRASES, &config, &err))
		fail_msg("%s", err.text);
	return config;
}

/* The sentence without the folder in front. */
static void refuse(const char *text, const char *wanted)
{
	struct config *config = NULL;
	struct err err = { 0 };
	int status =
		config_load(write_file("openbec.conf", text), CONFIG_NO_PHRASES, &config, &err);
	const char *said = err.text;

	if (status != ERR_CONFIG)
		fail_msg("accepted: %s", text);
	if (strncmp(said, folder, strlen(folder)) == 0)
		said += strlen(folder) + 1;
	if (strcmp(said, wanted) != 0)
		fail_msg("for:    %s\nwanted: %s\nsaid:   %s", text, wanted, said);
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static void defaults_hold_without_a_file(void **state)
{
	struct config *config = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(config_load(NULL, CONFIG_NO_PHRASES, &config, &err), 0);
	assert_false(config->verdict.observe);
	assert_true(config->suspicious_threshold == 5.0 && config->malicious_threshold == 8.0);
	assert_int_equal(config->mail.max_scan_size, 2 << 20);
	assert_int_equal(config->learn_timeout_ms, 100);
	assert_int_equal(config->socket_mode, 0660);
	assert_string_equal(config->socket, "unix:/run/openbec/openbec.sock");
	assert_string_equal(config->store.path, "/var/lib/openbec/openbec.db");
	assert_string_equal(config->site_key_path, "/var/lib/openbec/openbec.db.key");
	assert_int_equal(config->site.hops.internal_networks.n, 2);
	assert_int_equal(config->verdict.policies.n, 1);
	assert_int_equal(config->verdict.policies.v[0].malicious, ACTION_NONE);
	assert_true(config->site.locals == 1 && config->auth.trusted_ids_n == 1);
	assert_true(config->auth.mode == AUTH_MODE_VERIFY && config->verifier);
	config_unref(config);
}

static void everything_of_the_design_is_taken(void **state)
{
	struct config *config;

	(void)state;
	write_file("weights.conf",
	           "weight \"first-contact\" { points = 0.4 }\neven = 6\nmode = observe\n");
	write_file("finance.list", "ap@example.org\n# a comment\n@pay.example.org\n");
	config = load("include(\"weights.conf\")\n"
	              "mode = enforce\n"
	              "local-domains = {\"Example.org\", \"example.com\"}\n"
	              "internal-networks = {\"127.0.0.0/8\", \"192.0.2.0/24\"}\n"
	              "trusted-relays = {\"198.51.100.7\"}\n"
	              "authserv-id = \"MX.example.org\"\n"
	              "trusted-authserv-ids = {\"mx.example.org\", \"other\"}\n"
	              "reviewer = \"Security@Example.org\"\n"
	              "max-scan-size = 64K\n"
	              "log-format = json\n"
	              "person \"Maria Rossi\" { addresses = {\"maria.rossi@example.org\"} aliases "
	              "= {\"M. Rossi\", \"Rossi Maria Grazia\"} }\n"
	              "partner \"acme.example\" { comment = \"supplier\" }\n"
	              "policy default { suspicious = tag  malicious = quarantine }\n"
	              "policy finance { recipients = {\"file:finance.list\"} suspicious = redirect "
	              "suspicious-threshold = 4.0 }\n"
	              "weight \"claim+ask\" { points = 1.5 }\n"
	              "family \"intent\" { limit = 2 }\n");
	assert_false(config->verdict.observe); /* the including file wins */
	assert_true(config->score.even == 6);
	assert_int_equal(config->site.locals, 2);
	assert_true(str_eq(config->site.local[0].name, str_of("example.org")));
	assert_int_equal(config->site.hops.trusted_relays.n, 1);
	assert_true(str_eq(config->site.host, str_of("mx.example.org")));
	assert_int_equal(config->auth.trusted_ids_n, 2);
	assert_int_equal(config->mail.max_scan_size, 65536);
	assert_true(config->verdict.log_json);
	assert_int_equal(config->site.persons, 1);
	assert_int_equal(config->site.person[0].spellings, 3);
	assert_int_equal(config->site.person[0].addresses, 1);
	assert_int_equal(config->site.partners, 1);
	assert_int_equal(config->verdict.policies.n, 2);
	assert_true(str_eq(config->verdict.policies.v[0].name, str_of("finance")));
	assert_int_equal(config->verdict.policies.v[0].recipients, 2);
	assert_true(config->verdict.policies.v[0].suspicious_threshold == 4.0);
	assert_true(config->verdict.policies.v[0].malicious_threshold == 8.0);
	assert_true(
		str_eq(policy_for(&config->verdict.policies, str_of("x@eu.pay.example.org"))->name,
	               str_of("finance")));
	assert_true(str_eq(policy_for(&config->verdict.policies, str_of("x@example.org"))->name,
	                   str_of("default")));
	assert_int_equal(config->score.weights, 2);
	assert_true(config->score.limit[FAMILY_INTENT] == 2);
	config_unref(config);
}

static void one_sentence_says_what_where_and_the_mend(void **state)
{
	(void)state;
	refuse("\n# x\nmood = enforce\n",
	       "openbec.conf:3: no such option 'mood'; openbec --help lists them all");
	refuse("mode = enforced\n",
	       "openbec.conf:1: mode: \"enforced\" isn't one of: enforce observe");
	refuse("mode = enforce\nmode = observe\n",
	       "openbec.conf:2: mode is set twice in this file; remove one of the lines");
	refuse("suspicious-threshold = five\n", "openbec.conf:1: suspicious-threshold: \"five\" is "
	                                        "no number; one from 0.1 to 100 is wanted");
	refuse("suspicious-threshold = 0\n", "openbec.conf:1: suspicious-threshold: 0 is out of "
	                                     "range; a number from 0.1 to 100 is wanted");
	refuse("learn-timeout = 1.5\n", "openbec.conf:1: learn-timeout: \"1.5\" won't do; a whole "
	                                "number from 0 to 10000 is wanted");
	refuse("internal-networks = {\"10.0.0.1/8\"}\n",
	       "openbec.conf:1: internal-networks: \"10.0.0.1/8\" is no network; write "
	       "192.0.2.0/24 or 2001:db8::/32, with zeros behind the prefix");
	refuse("trusted-relays = {\"192.0.2.1\",\n\"gateway\"}\n",
	       "openbec.conf:2: trusted-relays: \"gateway\" is no network; write 192.0.2.0/24 or "
	       "2001:db8::/32, with zeros behind the prefix");
	refuse("local-domains = {\"gmail.com\"}\n",
	       "openbec.conf:1: local-domains: gmail.com is a free mail provider's; list private "
	       "addresses as a person's");
	refuse("socket = \"tcp:25\"\n",
	       "openbec.conf:1: socket: \"tcp:25\" is no socket; write unix:/PATH (of 100 bytes at "
	       "most), inet:PORT@HOST or inet6:PORT@HOST");
	refuse("socket-mode = 0888\n",
	       "openbec.conf:1: socket-mode: \"0888\" are no rights; write them in octal, as 0660");
	refuse("weight \"first-contct\" { points = 1 }\n",
	       "openbec.conf:1: there is no indicator \"first-contct\"; becctl indicators lists "
	       "them all");
	refuse("weight \"first-contact\" { }\n",
	       "openbec.conf:1: weight \"first-contact\" has no points; write { points = 0.4 }");
	refuse("weight \"first-contact\" {\n points = 11\n}\n",
	       "openbec.conf:2: points: 11 is out of range; a number from 0 to 10 is wanted");
	refuse("family \"intents\" { limit = 1 }\n",
	       "openbec.conf:1: there is no family \"intents\"; there are identity, auth, history, "
	       "thread, intent, account and pair");
	refuse("policy default { suspicious = hold }\n",
	       "openbec.conf:1: suspicious: \"hold\" isn't one of: none tag redirect quarantine "
	       "tempfail reject discard");
	refuse("policy x { suspicious = tag }\n",
	       "openbec.conf:1: policy \"x\" has no recipients; only policy default goes without");
	refuse("policy x { recipients = {\"a@x.example\"} }\npolicy x { recipients = "
	       "{\"b@x.example\"} }\n",
	       "openbec.conf:2: found duplicate title 'x'; put both sections together");
	refuse("person \"Maria\" { addresses = {\"m@example.org\"} }\n",
	       "openbec.conf:1: \"Maria\" is no full name; a first name alone would fit too many");
	refuse("person \"Maria Rossi\" { }\n",
	       "openbec.conf:1: \"Maria Rossi\" has no addresses; without them the person's own "
	       "mail would be taken for an impostor's");
	refuse("reviewer = \"security\"\n", "openbec.conf:1: reviewer: \"security\" is no mail "
	                                    "address; write one as ann@example.org");
	refuse("tag-text = \"\"\n", "openbec.conf:1: tag-text: it needs 1 to 64 characters");
	refuse("dns-servers = {\"127.0.0.1@x\"}\n",
	       "openbec.conf:1: dns-servers: \"127.0.0.1@x\" is no DNS server; write 192.0.2.1 or "
	       "192.0.2.1@5353, or \"recursive\" alone");
}

static void what_only_the_whole_shows_is_refused(void **state)
{
	char wanted[300];

	(void)state;
	refuse("malicious-threshold = 4\n",
	       "openbec.conf: policy default: malicious-threshold 4 lies below "
	       "suspicious-threshold 5; raise the one or lower the other");
	refuse("policy default { suspicious = redirect }\n",
	       "openbec.conf: policy default redirects, but there is no reviewer; add reviewer = "
	       "\"security@example.org\"");
	snprintf(wanted, sizeof wanted,
	         "openbec.conf:1: can't read %s/gone.conf: No such file or directory", folder);
	refuse("include(\"gone.conf\")\n", wanted);
	refuse("include(\"openbec.conf\")\n",
	       "openbec.conf:1: files include each other more than 8 deep; is this a circle?");
}

static void a_file_that_is_not_there(void **state)
{
	struct config *config = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(config_load("/nonexistent/openbec.conf", CONFIG_NO_PHRASES, &config, &err),
	                 ERR_CONFIG);
	assert_string_equal(err.text,
	                    "can't read /nonexistent/openbec.conf: No such file or directory");
}

/* Every line that the sample comments out is a valid one, alone and all together. */
static void the_sample_is_a_configuration(void **state)
{
	char *text = NULL, *line, *rest;
	size_t n;
	FILE *out = open_memstream(&text, &n), *all;
	char *whole = NULL;
	size_t whole_n, lines = 0;

	(void)state;
	options_print_sample(out);
	fclose(out);
	config_unref(load(text));
	all = open_memstream(&whole, &whole_n);
	for (rest = text; (line = strsep(&rest, "\n"));) {
		if (line[0] != '#' || line[1] == ' ' || line[1] == '\0' || strstr(line, "= \"\"") ||
		    strstr(line, "local-domains"))
			continue;
		fprintf(all, "%s\n", line + 1);
		lines++;
	}
	fclose(all);
	assert_true(lines > 25);
	config_unref(load(whole));
	free(whole);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_hold_without_a_file),
		cmocka_unit_test(everything_of_the_design_is_taken),
		cmocka_unit_test(one_sentence_says_what_where_and_the_mend),
		cmocka_unit_test(what_only_the_whole_shows_is_refused),
		cmocka_unit_test(a_file_that_is_not_there),
		cmocka_unit_test(the_sample_is_a_configuration),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
