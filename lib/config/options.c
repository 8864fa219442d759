#include "config/options.h"

#include <stddef.h>
#include <string.h>

#include "config/build.h"

#define AT(member) offsetof(struct config, member)

const struct option_row option_rows[] = {
	{ NULL, "mode", FORM_FLAG, "enforce",
	  "enforce, or observe: score, log, learn and add headers, but never hold or refuse",
	  AT(verdict.observe), 0, 0, "enforce observe", NULL },
	{ NULL, "local-domains", FORM_LIST, NULL,
	  "Our own domains, subdomains included; \"file:PATH\" stands for the lines of a "
	  "file.\nDefault: the domain of this host",
	  0, 0, 0, NULL, take_local_domains },
	{ NULL, "internal-networks", FORM_LIST, "127.0.0.0/8 ::1/128",
	  "Networks whose hosts may send in our name", 0, 0, 0, NULL, take_internal_networks },
	{ NULL, "trusted-relays", FORM_LIST, "", "Our gateways: their Received fields are believed",
	  0, 0, 0, NULL, take_trusted_relays },
	{ NULL, "authserv-id", FORM_TEXT, NULL,
	  "Our name in headers and the log. Default: the MTA's own name", 0, 0, 0, NULL,
	  take_authserv_id },
	{ NULL, "authentication", FORM_WORD, "verify",
	  "verify: check SPF, DKIM, DMARC and ARC, and add an Authentication-Results field.\n"
	  "trust: believe the Authentication-Results that the filter in front of openbec wrote",
	  AT(auth.mode), 0, 0, "verify trust", NULL },
	{ NULL, "trusted-authserv-ids", FORM_LIST, NULL,
	  "Whose Authentication-Results count. Default: authserv-id if it is set, else this host's "
	  "name",
	  0, 0, 0, NULL, take_trusted_ids },
	{ NULL, "trusted-arc-sealers", FORM_LIST, "",
	  "Domains (of forwarders, lists) whose ARC seals count: DMARC is not held against mail "
	  "that passed\nit when they got it; used by authentication = verify",
	  0, 0, 0, NULL, take_arc_sealers },
	{ NULL, "dns-servers", FORM_LIST, "",
	  "\"ADDRESS\" or \"ADDRESS@PORT\", or \"recursive\": ask the DNS from its root down; used "
	  "by\nauthentication = verify. Default: the system's",
	  0, 0, 0, NULL, take_dns_servers },
	{ NULL, "dns-zones", FORM_PATH, NULL,
	  "A file of records that go before the DNS, as \"example.net. 300 IN TXT \\\"v=spf1 "
	  "-all\\\"\". Default:\nnone",
	  AT(dns.zones_file), 0, 0, NULL, NULL },
	{ NULL, "dns-trust-anchor", FORM_PATH, NULL,
	  "A file with the DNSSEC root key; answers that it disproves don't count. Default: none, "
	  "the DNS\nservers validate",
	  AT(dns.trust_anchor), 0, 0, NULL, NULL },
	{ NULL, "dns-timeout", FORM_NUMBER, "2",
	  "Seconds for one DNS question; used by authentication = verify", AT(dns_timeout_s), 0.1,
	  60, NULL, NULL },
	{ NULL, "auth-timeout", FORM_NUMBER, "5",
	  "Seconds for all of them of a message; used by authentication = verify",
	  AT(auth_timeout_s), 0.1, 120, NULL, NULL },
	{ NULL, "recipient-delimiter", FORM_TEXT, "+",
	  "What separates a recipient's extension, as in Postfix", AT(site.recipient_delimiters), 0,
	  0, NULL, NULL },
	{ NULL, "store", FORM_PATH, "/var/lib/openbec/openbec.db", "The SQLite database of senders",
	  AT(store.path), 0, 0, NULL, NULL },
	{ NULL, "durability", FORM_WORD, "normal",
	  "normal: survives a crash of openbec; full: of the machine, too", AT(store.durability), 0,
	  0, "normal full", NULL },
	{ NULL, "learn-timeout", FORM_COUNT, "100",
	  "Milliseconds that an answer to the MTA waits for the store, at most",
	  AT(learn_timeout_ms), 0, 10000, NULL, NULL },
	{ NULL, "log-retention", FORM_COUNT, "180", "Days that verdicts are kept in the store",
	  AT(store.retention_log_days), 30, 3650, NULL, NULL },
	{ NULL, "site-key", FORM_PATH, NULL,
	  "The key of the hashes in the store. Default: the store's path and \".key\"",
	  AT(site_key_path), 0, 0, NULL, NULL },
	{ NULL, "privacy", FORM_WORD, "plain",
	  "plain: addresses stand in the store as they are; hashed: keyed hashes of them. becctl "
	  "migrate --hash changes a store, for good",
	  AT(store.privacy), 0, 0, "plain hashed", NULL },
	{ NULL, "data-dir", FORM_PATH, NULL,
	  "A folder of additions: freemail.domains, shared.domains, platform.domains, "
	  "nickname.words, banner.words, *.phrases. Default: none",
	  AT(data_dir), 0, 0, NULL, NULL },
	{ NULL, "socket", FORM_PATH, "unix:/run/openbec/openbec.sock",
	  "Where the MTA finds us: unix:PATH, inet:PORT@HOST, inet6:PORT@HOST", 0, 0, 0, NULL,
	  take_socket },
	{ NULL, "socket-mode", FORM_TEXT, "0660",
	  "The rights of a unix socket, octal; the MTA needs to write to it", 0, 0, 0, NULL,
	  take_socket_mode },
	{ NULL, "max-scan-size", FORM_SIZE, "2M", "Bytes of a body that are looked at",
	  AT(mail.max_scan_size), 4096, 64 << 20, NULL, NULL },
	{ NULL, "suspicious-threshold", FORM_NUMBER, "5.0", "The score at which mail is suspicious",
	  AT(suspicious_threshold), 0.1, 100, NULL, NULL },
	{ NULL, "malicious-threshold", FORM_NUMBER, "8.0", "The score at which mail is malicious",
	  AT(malicious_threshold), 0.1, 100, NULL, NULL },
	{ NULL, "even", FORM_NUMBER, "5.0",
	  "The score at which fraud and honest mail are equally likely", AT(score.even), 0, 100,
	  NULL, NULL },
	{ NULL, "reviewer", FORM_TEXT, NULL, "Who gets redirected mail", 0, 0, 0, NULL,
	  take_reviewer },
	{ NULL, "tag-text", FORM_TEXT, "[BEC?] ", "What tag puts in front of the subject; ASCII", 0,
	  0, 0, NULL, take_tag_text },
	{ NULL, "log-format", FORM_FLAG, "text", "text, or json: one object a message",
	  AT(verdict.log_json), 0, 0, "text json", NULL },
	{ NULL, "log-quotes", FORM_FLAG, "no",
	  "yes: the log holds the words of a message that an indicator saw", AT(verdict.log_quotes),
	  0, 0, "no yes", NULL },

	{ "person", "addresses", FORM_LIST, NULL,
	  "Addresses that the person really uses, private ones too", 0, 0, 0, NULL,
	  take_person_addresses },
	{ "person", "aliases", FORM_LIST, NULL, "Other ways to write the name", 0, 0, 0, NULL,
	  take_person_aliases },
	{ "partner", "comment", FORM_TEXT, NULL, "For your own eyes", 0, 0, 0, NULL,
	  take_partner_comment },
	{ "policy", "recipients", FORM_LIST, NULL,
	  "\"ann@x.example\", \"@x.example\" with what is under it, \"file:PATH\"; none: everybody",
	  0, 0, 0, NULL, take_policy_recipients },
	{ "policy", "suspicious", FORM_WORD, "none", "What happens to suspicious mail", 0, 0, 0,
	  "none tag redirect quarantine tempfail reject discard", take_policy_action },
	{ "policy", "malicious", FORM_WORD, "none", "What happens to malicious mail", 0, 0, 0,
	  "none tag redirect quarantine tempfail reject discard", take_policy_action },
	{ "policy", "suspicious-threshold", FORM_NUMBER, NULL, "In place of the site's", 0, 0.1,
	  100, NULL, take_policy_threshold },
	{ "policy", "malicious-threshold", FORM_NUMBER, NULL, "In place of the site's", 0, 0.1, 100,
	  NULL, take_policy_threshold },
	{ "weight", "points", FORM_NUMBER, NULL,
	  "Bans of that indicator or pair; 0 switches it off", 0, 0, 10, NULL, take_weight_points },
	{ "family", "limit", FORM_NUMBER, NULL, "The most points that a family gives", 0, 0, 100,
	  NULL, take_family_limit },
	{ 0 },
};

const struct section_row section_rows[] = {
	{ "person", true,
	  "person \"Maria Rossi\" { addresses = {\"maria.rossi@example.org\", "
	  "\"mrossi61@mail.example\"} aliases = {\"M. Rossi\"} }",
	  "Somebody worth impersonating" },
	{ "partner", true, "partner \"acme.example\" { comment = \"supplier\" }",
	  "A domain that we do business with" },
	{ "policy", true, "policy default { suspicious = tag  malicious = quarantine }",
	  "What is done, by recipient: the first policy that has a recipient is theirs, else "
	  "default.\n"
	  "Actions: none, tag, redirect (to reviewer), quarantine (the MTA's hold queue), "
	  "tempfail, reject, discard" },
	{ "weight", false, "weight \"first-contact\" { points = 0.4 }",
	  "Another weight for an indicator or pair (becctl indicators)" },
	{ "family", false, "family \"intent\" { limit = 2.9 }",
	  "Another limit for a family of indicators" },
	{ 0 },
};

const struct option_row *option_find(const char *section, const char *name)
{
	for (const struct option_row *row = option_rows; row->name; row++) {
		if (strcmp(row->name, name) == 0 && (row->section == NULL) == (section == NULL) &&
		    (!section || strcmp(row->section, section) == 0))
			return row;
	}
	return NULL;
}

static void print_comment(FILE *out, const char *text)
{
	struct str rest = str_of(text), line;

	while (str_cut(&rest, '\n', &line))
		fprintf(out, "# " STR_FMT "\n", STR_ARG(line));
}

static void print_list(FILE *out, const char *standard)
{
	struct str rest = str_of(standard), word;
	const char *between = "";

	fputc('{', out);
	while (rest.n && str_cut(&rest, ' ', &word)) {
		fprintf(out, "%s\"" STR_FMT "\"", between, STR_ARG(word));
		between = ", ";
	}
	fputc('}', out);
}

static void print_default(FILE *out, const struct option_row *row)
{
	fprintf(out, "#%s = ", row->name);
	if (row->form == FORM_LIST)
		print_list(out, row->standard ? row->standard : "");
	else if (row->form == FORM_TEXT || row->form == FORM_PATH)
		fprintf(out, "\"%s\"", row->standard ? row->standard : "");
	else
		fputs(row->standard, out);
	fputs("\n\n", out);
}

void options_print_sample(FILE *out)
{
	fputs("# openbec.conf: every option with its default. Take the \"#\" off to change one.\n"
	      "# Files can be included: include(\"weights.conf\"); what this file says itself "
	      "wins.\n\n",
	      out);
	for (const struct option_row *row = option_rows; row->name; row++) {
		if (row->section)
			continue;
		print_comment(out, row->text);
		print_default(out, row);
	}
	for (const struct section_row *section = section_rows; section->name; section++) {
		print_comment(out, section->text);
		for (const struct option_row *row = option_rows; row->name; row++) {
			if (row->section && strcmp(row->section, section->name) == 0)
				fprintf(out, "#   %s: %s\n", row->name, row->text);
		}
		fprintf(out, "#%s\n\n", section->example);
	}
}

static void print_help_row(FILE *out, const char *prefix, const struct option_row *row)
{
	struct str rest = str_of(row->text), line;
	char name[64];

	snprintf(name, sizeof name, "%s%s%s", prefix, *prefix ? " " : "", row->name);
	str_cut(&rest, '\n', &line);
	fprintf(out, "  %-28s " STR_FMT "\n", name, STR_ARG(line));
	while (str_cut(&rest, '\n', &line))
		fprintf(out, "  %-28s " STR_FMT "\n", "", STR_ARG(line));
	if (row->standard && *row->standard)
		fprintf(out, "  %-28s (default %s)\n", "", row->standard);
}

void options_print_help(FILE *out)
{
	for (const struct option_row *row = option_rows; row->name; row++)
		print_help_row(out, row->section ? row->section : "", row);
}
