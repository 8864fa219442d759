/* The order is that of RFC 9989 §4: SPF and DKIM each say which domain they prove, DMARC whether one of them is the author's.
 * Keys and records are asked for as the fields come in, the body is digested as it comes, so that at the end of the message
 * little is left to wait for. */
#include "auth/verify.h"

#include <stdlib.h>

#include "auth/arc.h"
#include "auth/authres.h"
#include "auth/dmarc.h"
#include "auth/identity.h"
#include "auth/spf.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define PREFETCH_MAX                                                                               \
	DKIM_SIGNATURES_MAX /* of a name: a flood of fields must not use up the message's questions */

struct verifier {
	struct verifier_options options;
	struct dkim_library *dkim;
};

struct verify {
	struct verifier *verifier;
	const struct domain_lists *domains;
	struct mail *mail;
	struct dns *dns;
	size_t fields_seen;      /* by verify_prefetch() */
	size_t prefetched[4];    /* fields of each wanted name */
	bool begun;              /* all fields are there: the digests are under way */
	struct dkim_check *dkim; /* NULL: there is no signature */
	struct arc *arc;
	struct err failed; /* kind 0: nothing did */
};

struct verifier *verifier_new(const struct verifier_options *options)
{
	struct verifier *verifier = calloc(1, sizeof *verifier);

	if (!verifier)
		return NULL;
	verifier->options = *options;
	verifier->dkim = dkim_library_new();
	if (!verifier->dkim) {
		free(verifier);
		return NULL;
	}
	return verifier;
}

void verifier_free(struct verifier *verifier)
{
	if (!verifier)
		return;
	dkim_library_free(verifier->dkim);
	free(verifier);
}

/* All fields are there by the first piece of the body, or at its end if it is empty. */
static void begin(struct verify *verify)
{
	int status;

	if (verify->begun)
		return;
	verify->begun = true;
	verify_prefetch(verify);
	status = dkim_check_begin(verify->verifier->dkim, verify->dns, verify->mail, &verify->dkim,
	                          &verify->failed);
	if (!status)
		arc_begin(verify->dns, verify->mail, &verify->arc, &verify->failed);
}

static void take_body(void *context, struct str chunk)
{
	struct verify *verify = context;

	begin(verify);
	dkim_check_body(verify->dkim, chunk);
	arc_body(verify->arc, chunk);
}

struct verify *verify_new(struct verifier *verifier, const struct domain_lists *domains,
                          struct mail *mail)
{
	const struct verifier_options *options = &verifier->options;
	struct verify *verify = calloc(1, sizeof *verify);

	if (!verify)
		return NULL;
	verify->dns = dns_new(options->source, options->question_ms, options->message_ms);
	if (!verify->dns) {
		free(verify);
		return NULL;
	}
	verify->verifier = verifier;
	verify->domains = domains;
	verify->mail = mail;
	mail->tap = (struct body_tap){ take_body, verify };
	return verify;
}

void verify_free(struct verify *verify)
{
	if (!verify)
		return;
	verify->mail->tap = (struct body_tap){ 0 };
	dkim_check_free(verify->dkim);
	arc_free(verify->arc);
	dns_free(verify->dns);
	free(verify);
}

/* What stands behind the last "@" is the author's domain in all but odd mail; a wrong guess costs a question. */
static void prefetch_from(struct verify *verify, struct str value)
{
	size_t at = str_rchr(value, '@'), n = 0;
	struct domain domain;

	if (at == SIZE_MAX)
		return;
	value = str_sub(value, at + 1, value.n);
	while (n < value.n && str_chr(str_of(">,; \t\r\n()\""), value.p[n]) == SIZE_MAX)
		n++;
	if (domain_init(&verify->mail->arena, verify->domains, str_sub(value, 0, n), &domain))
		dmarc_prefetch(verify->dns, domain);
}

static void prefetch_key(struct verify *verify, struct str value)
{
	dkim_prefetch(verify->dns, value);
}

static void prefetch_seal(struct verify *verify, struct str value)
{
	arc_prefetch(verify->dns, value);
}

static void prefetch_field(struct verify *verify, const struct field *field)
{
	static const struct {
		struct str name;
		void (*prefetch)(struct verify *verify, struct str value);
	} wanted[] = {
		{ STR("From"), prefetch_from },
		{ STR("DKIM-Signature"), prefetch_key },
		{ STR("ARC-Message-Signature"), prefetch_seal },
		{ STR("ARC-Seal"), prefetch_seal },
	};

	for (size_t i = 0; i < COUNT(wanted); i++) {
		if (str_ieq(field->name, wanted[i].name) && verify->prefetched[i]++ < PREFETCH_MAX)
			wanted[i].prefetch(verify, field->value);
	}
}

void verify_prefetch(struct verify *verify)
{
	const struct mail *mail = verify->mail;
	struct spf_input spf = { mail->client, mail->helo, mail->from };

	if (mail->auth_user.n) /* one of ours: nothing will be verified */
		return;
	if (mail->client.length) {
		spf_prefetch(verify->dns, &spf);
		spf_prefetch_more(verify->dns, &spf);
	}
	for (; verify->fields_seen < mail->fields; verify->fields_seen++)
		prefetch_field(verify, &mail->field[verify->fields_seen]);
}

/* As the session gave it, so that what the parser makes of quotes and routes can't pass for another; a file has its Return-Path. */
static struct str sender_of(const struct auth_input *input)
{
	return input->mail->has_envelope ? input->mail->from : input->message->envelope.full;
}

/* A file without a Return-Path doesn't say that its sender was null: it says nothing. */
static bool has_sender(const struct auth_input *input)
{
	return input->mail->has_envelope || mail_field(input->mail, "Return-Path", 0);
}

/* Of the client that DESIGN §2 names, never of a host of ours: RFC 7208 asks for the host that crosses our border. */
static int check_spf(struct verify *verify, const struct auth_input *input, struct auth *auth,
                     struct err *err)
{
	const struct client *client = &input->message->client;
	struct arena *arena = &verify->mail->arena;
	struct spf_verdict verdict;
	int status;

	if (client->internal || client->ip.length == 0 || !has_sender(input))
		return 0;
	status = spf_check(verify->dns,
	                   &(struct spf_input){ client->ip, client->helo, sender_of(input) }, arena,
	                   &verdict, err);
	if (status)
		return status;
	auth->spf = verdict.result;
	auth->spf_domain = (struct domain){ 0 };
	if (verdict.by_helo || !verdict.domain.n)
		return 0;
	return domain_init(arena, input->domains, verdict.domain, &auth->spf_domain)
	               ? 0
	               : err_memory(err);
}

static bool add_signature(struct verify *verify, const struct dkim_signature *found,
                          struct auth *auth)
{
	struct arena *arena = &verify->mail->arena;
	struct auth_signature *signature = &auth->signature[auth->signatures];

	if (auth->signatures == AUTH_SIGNATURES_MAX) /* those that a relay of ours saw pass */
		return true;
	*signature = (struct auth_signature){
		.result = found->result,
		.selector = found->selector,
		.headers = found->headers,
		.why = arena_str(arena, str_of(found->why)),
	};
	auth->signatures++;
	return signature->why.p &&
	       (!found->domain.n ||
	        domain_init(arena, verify->domains, found->domain, &signature->domain));
}

static int check_dkim(struct verify *verify, struct auth *auth, struct err *err)
{
	struct dkim_verdict verdict = { 0 };
	int status = 0;

	if (verify->dkim)
		status = dkim_check_end(verify->dkim, &verify->mail->arena, &verdict, err);
	for (size_t i = 0; i < verdict.signatures && !status; i++) {
		if (!add_signature(verify, &verdict.signature[i], auth))
			status = err_memory(err);
	}
	return status;
}

static int check_dmarc(struct verify *verify, const struct auth_input *input, struct auth *auth,
                       struct err *err)
{
	struct domain author = input->message->author.domain;
	struct dmarc_input dmarc = {
		.author = author,
		.spf = auth->spf,
		.spf_domain = auth->spf_domain,
		.signature = auth->signature,
		.signatures = auth->signatures,
	};
	struct dmarc_verdict verdict;
	int status = dmarc_check(verify->dns, &dmarc, &verdict, err);

	if (status)
		return status;
	auth->dmarc = verdict.result;
	if (verdict.tree.found)
		auth->dmarc_policy = str_of(dmarc_policy_names[verdict.policy]);
	auth->spf_aligned = verdict.spf_aligned && identity_may_align(author, auth->spf_domain);
	for (size_t i = 0; i < auth->signatures; i++)
		auth->signature[i].aligned = (verdict.signatures_aligned >> i & 1) &&
		                             identity_may_align(author, auth->signature[i].domain);
	return 0;
}

static bool is_trusted_sealer(const struct verifier_options *options, struct str org)
{
	for (size_t i = 0; i < options->arc_sealers_n; i++) {
		if (str_eq(options->arc_sealers[i], org))
			return true;
	}
	return false;
}

/* Whether the sealer saw DMARC pass for this author. */
static bool saw_pass(const struct authres *seen, struct domain author)
{
	for (size_t i = 0; i < seen->results; i++) {
		const struct authres_result *result = &seen->result[i];
		struct str from = authres_property(result, "header", "from");

		if (str_eq(result->method, str_of("dmarc")))
			return str_eq(result->result, str_of("pass")) && author.name.n &&
			       str_ieq(from, author.name);
	}
	return false;
}

static int check_arc(struct verify *verify, const struct auth_input *input, struct auth *auth,
                     struct err *err)
{
	struct arena *arena = &verify->mail->arena;
	struct arc_verdict verdict = { 0 };
	struct authres seen = { 0 };
	struct domain sealer;
	int status;

	if (!verify->arc)
		return 0;
	status = arc_end(verify->arc, arena, &verdict, err);
	if (status)
		return status;
	auth->arc = verdict.result;
	auth->arc_sealer = verdict.sealer;
	if (verdict.result != AUTH_PASS)
		return 0;
	if (!domain_init(arena, input->domains, verdict.sealer, &sealer))
		return err_memory(err);
	if (!is_trusted_sealer(&verify->verifier->options, sealer.org))
		return 0;
	if (authres_parse(arena, verdict.authentication, &seen) == AUTHRES_MEMORY)
		return err_memory(err);
	auth->arc_vouches = saw_pass(&seen, input->message->author.domain);
	return 0;
}

int verify_finish(struct verify *verify, const struct auth_input *input, struct auth *auth,
                  struct err *err)
{
	int status;

	begin(verify);
	if (verify->failed.kind) {
		*err = verify->failed;
		return (int)err->kind;
	}
	status = check_spf(verify, input, auth, err);
	if (!status)
		status = check_dkim(verify, auth, err);
	if (!status)
		status = check_arc(verify, input, auth, err);
	if (!status)
		status = check_dmarc(verify, input, auth, err);
	auth->checked = true;
	auth->dns_failure = arena_str(&verify->mail->arena, str_of(dns_failure(verify->dns)));
	return status ? status : auth->dns_failure.p ? 0 : err_memory(err);
}
