/* RFC 8617 §5.2. Verified are the newest ARC-Message-Signature, which covers the message as it is, and every ARC-Seal: seal n covers the
 * fields of instances 1 to n, so all of them are digested in one go, of which each seal sees a beginning. */
#include "auth/arc.h"

#include <stdio.h>
#include <stdlib.h>

#include "auth/arc_canon.h"
#include "auth/arc_set.h"
#include "auth/dkim_key.h"
#include "auth/dkim_lines.h"
#include "base/clock.h"

#define MEMORY_MAX    (4 << 20) /* what is read from 50 seals, and a byte a field */
#define KEYS_MAX      20        /* different ones; DNS is asked for each */
#define RSA_MIN_BITS  1024      /* RFC 8301 §3.2 */
#define EXPIRED_MAX_S 300

struct arc {
	struct dns *dns;
	const struct mail *mail;
	struct arena arena;
	struct arc_chain chain;
	struct dkim_lines lines;
	struct arc_digest digest;
	struct arc_body body;
};

void arc_prefetch(struct dns *dns, struct str value)
{
	struct arena arena;
	struct str name;

	arena_init(&arena, MEMORY_MAX);
	name = arc_key_name(&arena, value);
	if (name.n)
		dns_start(dns, name, DNS_TXT);
	arena_done(&arena);
}

static const struct arc_signature *signature_at(const struct arc_chain *chain, size_t i)
{
	return i < chain->n ? &chain->set[i].seal : &chain->message;
}

/* Asks for all keys; false if they are too many. */
static bool start_keys(struct arc *arc)
{
	struct str known[KEYS_MAX];
	size_t n = 0;

	for (size_t i = 0; i <= arc->chain.n; i++) {
		struct str name = signature_at(&arc->chain, i)->read.key_name;
		size_t at = 0;

		while (at < n && !str_eq(known[at], name))
			at++;
		if (at < n)
			continue;
		if (n == KEYS_MAX)
			return false;
		known[n++] = name;
		dns_start(arc->dns, name, DNS_TXT);
	}
	return true;
}

static void take_piece(void *context, struct str piece)
{
	struct arc *arc = context;

	arc_body_feed(&arc->body, piece);
}

int arc_begin(struct dns *dns, const struct mail *mail, struct arc **ret, struct err *err)
{
	struct arc *arc;

	*ret = NULL;
	if (!arc_chain_is_there(mail))
		return 0;
	arc = calloc(1, sizeof *arc);
	if (!arc)
		return err_memory(err);
	arc->dns = dns;
	arc->mail = mail;
	arc->lines = (struct dkim_lines){ .take = take_piece, .context = arc };
	arena_init(&arc->arena, MEMORY_MAX);
	arc_digest_init(&arc->digest);
	if (!arc->digest.context || !arc_chain_read(&arc->arena, mail, &arc->chain)) {
		arc_free(arc);
		return err_memory(err);
	}
	arc->body.digest = &arc->digest;
	arc->body.relaxed = arc->chain.message.read.relaxed_body;
	if (!arc->chain.broken && !start_keys(arc))
		arc->chain.broken = "too many keys";
	*ret = arc;
	return 0;
}

void arc_body(struct arc *arc, struct str chunk)
{
	if (arc && !arc->chain.broken)
		dkim_lines_feed(&arc->lines, chunk);
}

static void put_field(struct arc_digest *digest, const struct field *field, bool relaxed)
{
	arc_canon_field(digest, field->name, field->raw, str_make(NULL, 0), relaxed);
	arc_canon_line_end(digest);
}

static void put_own(struct arc_digest *digest, const struct field *field,
                    const struct arc_signature *signature, bool relaxed)
{
	arc_canon_field(digest, field->name, signature->before, signature->after, relaxed);
}

/* ---- what the message signature covers ---- */

/* The lowest field of that name that wasn't taken yet. The signature itself wasn't there when it was made. */
static const struct field *take_field(const struct arc *arc, struct str name, bool *taken)
{
	const struct mail *mail = arc->mail;
	const struct field *own = arc->chain.set[arc->chain.n - 1].field[ARC_MESSAGE];

	for (size_t i = mail->fields; i > 0; i--) {
		const struct field *field = &mail->field[i - 1];

		if (taken[i - 1] || field == own || !str_ieq(field->name, name))
			continue;
		taken[i - 1] = true;
		return field;
	}
	return NULL;
}

/* False without memory. */
static bool digest_header(struct arc *arc, unsigned char ret[ARC_DIGEST_BYTES])
{
	const struct arc_signature *message = &arc->chain.message;
	bool *taken = arena_array(&arc->arena, arc->mail->fields, sizeof *taken), ok;
	struct str rest = message->read.headers, name;
	struct arc_digest digest;

	if (!taken)
		return false;
	arc_digest_init(&digest);
	while (str_cut(&rest, ':', &name)) {
		const struct field *field = take_field(arc, name, taken);

		if (field)
			put_field(&digest, field, message->relaxed_header);
	}
	put_own(&digest, arc->chain.set[arc->chain.n - 1].field[ARC_MESSAGE], message,
	        message->relaxed_header);
	ok = arc_digest_read(&digest, ret);
	arc_digest_done(&digest);
	return ok;
}

/* ---- what the seals cover ---- */

/* False without memory. */
static bool digest_seals(const struct arc *arc,
                         unsigned char ret[ARC_INSTANCES_MAX][ARC_DIGEST_BYTES])
{
	struct arc_digest digest, sealed;
	bool ok = true;

	arc_digest_init(&digest);
	arc_digest_init(&sealed);
	for (size_t i = 0; i < arc->chain.n && ok; i++) {
		const struct arc_set *set = &arc->chain.set[i];

		put_field(&digest, set->field[ARC_RESULTS], true);
		put_field(&digest, set->field[ARC_MESSAGE], true);
		ok = arc_digest_copy(&digest, &sealed);
		put_own(&sealed, set->field[ARC_SEAL], &set->seal, true);
		ok = ok && arc_digest_read(&sealed, ret[i]);
		put_field(&digest, set->field[ARC_SEAL], true);
	}
	arc_digest_done(&digest);
	arc_digest_done(&sealed);
	return ok;
}

/* ---- verifying ---- */

static enum auth_result verify(struct arc *arc, const struct arc_signature *signature,
                               const unsigned char digest[ARC_DIGEST_BYTES], const char **why)
{
	const struct dkim_field *read = &signature->read;
	struct dkim_key key;
	enum auth_result result =
		dkim_key_read(dns_wait(arc->dns, read->key_name, DNS_TXT), read, &key, why);

	if (result == AUTH_TEMPERROR)
		return AUTH_TEMPERROR;
	if (result != AUTH_NONE)
		return AUTH_FAIL;
	if (read->key_type == DKIM_KEY_RSA && key.public.bits < RSA_MIN_BITS)
		*why = "the key is under 1024 bits";
	else if (key.testing)
		*why = "the key is for tests";
	else if (!dkim_public_verify(&key.public, false,
	                             str_make((const char *)digest, ARC_DIGEST_BYTES),
	                             read->signature))
		*why = "a signature is wrong";
	else
		return AUTH_PASS;
	return AUTH_FAIL;
}

static bool is_expired(const struct arc *arc)
{
	struct clock clock = clock_system();
	int64_t now_s = arc->mail->at_s ? arc->mail->at_s : clock_now_s(&clock);
	int64_t expires_s = arc->chain.message.expires_s;

	return expires_s && now_s > expires_s + EXPIRED_MAX_S;
}

/* *why stays NULL with AUTH_PASS. */
static int verify_message(struct arc *arc, enum auth_result *ret, const char **why, struct err *err)
{
	unsigned char digest[ARC_DIGEST_BYTES];

	*ret = AUTH_FAIL;
	if (is_expired(arc)) {
		*why = "the message signature has expired";
		return 0;
	}
	if (!arc_digest_read(&arc->digest, digest))
		return err_memory(err);
	if (!str_eq(arc->chain.message.read.body_digest,
	            str_make((const char *)digest, sizeof digest))) {
		*why = "the body was changed";
		return 0;
	}
	if (!digest_header(arc, digest))
		return err_memory(err);
	*ret = verify(arc, &arc->chain.message, digest, why);
	return 0;
}

static int verify_seals(struct arc *arc, enum auth_result *ret, const char **why, struct err *err)
{
	unsigned char digest[ARC_INSTANCES_MAX][ARC_DIGEST_BYTES];

	if (!digest_seals(arc, digest))
		return err_memory(err);
	for (size_t i = arc->chain.n; i > 0 && *ret == AUTH_PASS; i--)
		*ret = verify(arc, &arc->chain.set[i - 1].seal, digest[i - 1], why);
	return 0;
}

static int judge(struct arc *arc, enum auth_result *ret, const char **why, struct err *err)
{
	int status;

	*ret = AUTH_FAIL;
	*why = arc->chain.broken;
	if (arc->chain.broken)
		return 0;
	dkim_lines_end(&arc->lines);
	arc_body_end(&arc->body);
	status = verify_message(arc, ret, why, err);
	return status || *ret != AUTH_PASS ? status : verify_seals(arc, ret, why, err);
}

static int report_pass(const struct arc *arc, struct arena *arena, struct arc_verdict *ret,
                       struct err *err)
{
	const struct arc_set *newest = &arc->chain.set[arc->chain.n - 1];

	ret->sealer = arena_str(arena, newest->seal.read.domain);
	ret->authentication = newest->field[ARC_RESULTS]->value;
	return ret->sealer.p ? 0 : err_memory(err);
}

int arc_end(struct arc *arc, struct arena *arena, struct arc_verdict *ret, struct err *err)
{
	struct arc_verdict verdict = { 0 };
	const char *why;
	int status;

	if (!arc) {
		*ret = verdict;
		return 0;
	}
	verdict.instances = (unsigned)arc->chain.n;
	status = judge(arc, &verdict.result, &why, err);
	if (status)
		return status;
	if (verdict.result == AUTH_FAIL && arc->mail->header_cut) { /* we broke it */
		verdict.result = AUTH_NONE;
		why = "the header was cut";
	}
	snprintf(verdict.why, sizeof verdict.why, "%s", why ? why : "");
	if (verdict.result == AUTH_PASS)
		status = report_pass(arc, arena, &verdict, err);
	if (!status)
		*ret = verdict;
	return status;
}

void arc_free(struct arc *arc)
{
	if (!arc)
		return;
	arc_digest_done(&arc->digest);
	arena_done(&arc->arena);
	free(arc);
}
