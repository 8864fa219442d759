/* One message verified against a zone of its own: the whole way of auth_evaluate() in verify mode, from raw text to identity. */
#ifndef OPENBEC_TESTS_UNIT_AUTH_VERIFY_WORLD_H
#define OPENBEC_TESTS_UNIT_AUTH_VERIFY_WORLD_H

#include <stdlib.h>

#include "auth/authres_write.h"
#include "auth/identity.h"
#include "auth/verify.h"
#include "mail/file.h"
#include "mail/message.h"
#include "support/sign.h"
#include "support/zone.h"

#define VERIFY_NOW 1700000000

struct verify_given {
	const char *client;   /* NULL: 192.0.2.7; "": not known */
	const char *helo;     /* NULL: mx.acme.example */
	const char *envelope; /* MAIL FROM; NULL: a file, which has none */
	const char *sealer;   /* one of trusted-arc-sealers */
	size_t scan_size;     /* max-scan-size; 0: the default */
	size_t piece;         /* the body comes in such chunks; 0: at once */
	bool submitted;       /* by one of ours */
	bool without_wire;    /* no prefetch */
};

struct verify_world {
	struct domain_lists *lists;
	struct zone *zone;
	struct verifier *verifier;
	struct mail *mail;
	struct verify *verify;
	struct message message;
	struct auth auth;
	struct str sealer;
};

static inline void verify_world_close(struct verify_world *world)
{
	verify_free(world->verify);
	mail_free(world->mail);
	verifier_free(world->verifier);
	zone_free(world->zone);
	domain_lists_free(world->lists);
}

/* What the wire does: envelope, fields one by one, body in pieces. */
static inline void verify_world_feed(struct verify_world *world, const struct verify_given *given,
                                     const struct mail *read)
{
	struct mail *mail = world->mail;
	size_t piece = given->piece ? given->piece : read->body_n + 1;

	mail->at_s = VERIFY_NOW;
	mail->client_known = true;
	mail->has_envelope = given->envelope != NULL;
	ip_parse(str_of(given->client ? given->client : "192.0.2.7"), &mail->client);
	mail_set(mail, &mail->helo, str_of(given->helo ? given->helo : "mx.acme.example"), NULL);
	mail_set_from(mail, str_of(given->envelope), NULL);
	if (!given->without_wire)
		verify_prefetch(world->verify);
	for (size_t i = 0; i < read->fields; i++)
		mail_add_raw_field(mail, read->field[i].name, read->field[i].raw, NULL);
	if (!given->without_wire)
		verify_prefetch(world->verify);
	for (size_t at = 0; at < read->body_n; at += piece)
		mail_add_body(mail, str_sub(str_make(read->body, read->body_n), at, piece), NULL);
	mail_end(mail);
}

/* Relays of ours are in 198.51.100.0/24, our hosts in 10.0.0.0/8. */
static inline int verify_world_evaluate(struct verify_world *world,
                                        const struct verify_given *given)
{
	static const struct str ids[] = { STR("mx.ours.example"), STR("gw.ours.example") };
	static const struct auth_options options = { AUTH_MODE_VERIFY, STR("mx.ours.example"), ids,
		                                     2 };
	struct network internal, relays;
	struct hop_policy hops = { .internal_networks = { &internal, 1 },
		                   .trusted_relays = { &relays, 1 },
		                   .own_hosts = ids,
		                   .own_hosts_n = 2 };
	struct message_context context = { .domains = world->lists, .hops = &hops };
	struct auth_input input = {
		.mail = world->mail,
		.message = &world->message,
		.options = &options,
		.domains = world->lists,
		.verify = world->verify,
		.session_trusted = given->submitted,
	};
	int status;

	network_parse(str_of("10.0.0.0/8"), &internal);
	network_parse(str_of("198.51.100.0/24"), &relays);
	status = message_parse(world->mail, &context, &world->message, NULL);
	return status ? status : auth_evaluate(&input, &world->auth, NULL);
}

/* Ends the test without memory. */
static inline void verify_world_open(struct verify_world *world, const struct verify_given *given,
                                     const char *zone, struct str text)
{
	static const struct site_key key;
	struct mail_options options = mail_options_default();
	struct mail *read;

	*world = (struct verify_world){ .sealer = str_of(given->sealer) };
	options.max_scan_size = (size_t)16 << 20;
	read = mail_new(&options, &key);
	options.max_scan_size = given->scan_size ? given->scan_size : (size_t)2 << 20;
	world->zone = zone_new(zone);
	world->mail = mail_new(&options, &key);
	world->verifier = verifier_new(&(struct verifier_options){
		zone_source(world->zone), 100, 300, &world->sealer, world->sealer.n > 0 });
	if (!read || !world->mail || !world->verifier || file_parse(text, read, NULL) ||
	    domain_lists_load(NULL, &world->lists, NULL))
		abort();
	world->verify = verify_new(world->verifier, world->lists, world->mail);
	if (!world->verify)
		abort();
	verify_world_feed(world, given, read);
	if (verify_world_evaluate(world, given))
		abort();
	mail_free(read);
}

/* The field that we would add; the world's. */
static inline struct str verify_world_results(struct verify_world *world)
{
	return authres_write(&world->mail->arena, str_of("mx.ours.example"), &world->auth,
	                     &world->message, false);
}

#endif
