/* Received fields, one a line: each taken apart, and all of them read as a message's way to us. */
#include <stdlib.h>

#include "mail/received.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whoever is found, the fields that are believed are some of those that are there. */
static void find_client(const struct mail *mail, struct arena *arena)
{
	static const struct str hosts[] = { STR("mx.openbec.test") };
	struct network internal[1];
	struct hop_policy policy = { .own_hosts = hosts,
		                     .own_hosts_n = 1,
		                     .internal_networks = { internal, 1 } };
	struct client client;

	if (!network_parse(str_of("10.0.0.0/8"), internal))
		abort();
	client_find(mail, &policy, arena, &client);
	if (client.trusted_fields > mail->fields || (client.internal && client.ip.length == 16))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	struct mail *mail = mail_new(&options, &key);
	struct str rest = str_make((const char *)data, size), line;

	if (!mail)
		abort();
	while (str_line(&rest, &line)) {
		struct received received;

		received_parse(&mail->arena, line, &received);
		if (received.readable && (received.helo.n == 0 || received.by.n == 0))
			abort();
		if (mail_add_field(mail, str_of("Received"), line, NULL))
			abort();
	}
	find_client(mail, &mail->arena);
	mail_free(mail);
	return 0;
}
