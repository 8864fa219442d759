/* The way of a message: choose the signatures (dkim_choose), hand libopendkim what they cover (dkim_cover, dkim_engine) and the body
 * with whole lines (dkim_lines); at the end read their keys (dkim_key), verify (dkim_public), and judge what "verified" is
 * worth: RFC 6376 leaves that to the verifier, RFC 8301 says what is too weak. */
#include "auth/dkim.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "auth/dkim_choose.h"
#include "auth/dkim_cover.h"
#include "auth/dkim_engine.h"
#include "auth/dkim_key.h"
#include "auth/dkim_lines.h"
#include "base/clock.h"

#define MEMORY_MAX    (4 << 20) /* what is read from 50 signatures, and a byte a field */
#define RSA_MIN_BITS  1024      /* RFC 8301 §3.2 */
#define FUTURE_MAX_S  3600      /* clocks differ */
#define EXPIRED_MAX_S 300

static_assert(DKIM_SIGNATURES_MAX < DKIM_ENGINE_SIGNATURES_MAX, "room for those they cover");

struct job { /* a chosen signature */
	const struct dkim_field *read;
	size_t number;           /* the engine's, if it is there */
	bool given;              /* to the engine */
	enum auth_result result; /* AUTH_NONE: not decided yet */
	const char *why;
	struct dkim_key key;
};

struct dkim_check {
	struct dns *dns;
	struct arena arena;
	int64_t now_s;
	bool header_cut;
	struct dkim_candidates candidates;
	struct job job[DKIM_SIGNATURES_MAX];
	size_t jobs;
	struct dkim_engine *engine; /* NULL: nothing to verify */
	struct dkim_lines lines;
	bool measured; /* a signature has l= */
	struct dkim_length length;
};

/* Parsed twice, here and when the message is there whole: cheaper than to keep it. */
void dkim_prefetch(struct dns *dns, struct str value)
{
	struct dkim_field field;
	struct arena arena;

	arena_init(&arena, MEMORY_MAX);
	if (dkim_field_read(&arena, value, &field) && !field.unreadable)
		dns_start(dns, field.key_name, DNS_TXT);
	arena_done(&arena);
}

static void take_piece(void *context, struct str piece)
{
	struct dkim_check *check = context;

	dkim_engine_body(check->engine, piece);
	if (check->measured)
		dkim_length_feed(&check->length, piece);
}

static void make_jobs(struct dkim_check *check)
{
	for (size_t i = 0; i < check->candidates.n; i++) {
		const struct dkim_candidate *candidate = &check->candidates.v[i];
		struct job *job = &check->job[check->jobs];

		if (!candidate->chosen)
			continue;
		check->jobs++;
		job->read = &candidate->read;
		if (candidate->read.unreadable) {
			job->result = AUTH_NEUTRAL;
			job->why = candidate->read.unreadable;
		} else if (!candidate->read.signs_from) {
			job->result =
				AUTH_FAIL; /* RFC 6376 §5.4: it says nothing about the author */
			job->why = "From isn't signed";
		} else {
			check->measured |= candidate->read.has_length;
			dns_start(check->dns, candidate->read.key_name, DNS_TXT);
		}
	}
}

static struct job *job_of(struct dkim_check *check, const struct dkim_field *read)
{
	for (size_t i = 0; i < check->jobs; i++) {
		if (check->job[i].read == read)
			return &check->job[i];
	}
	return NULL;
}

/* A DKIM-Signature field goes to the engine to be verified, or because a verified one covers it; never one that couldn't be read. */
static void give_signature(struct dkim_check *check, const struct field *field, size_t at,
                           bool covered, size_t *given)
{
	for (size_t i = 0; i < check->candidates.n; i++) {
		const struct dkim_candidate *candidate = &check->candidates.v[i];
		struct job *job = job_of(check, &candidate->read);
		bool verified = job && job->result == AUTH_NONE;

		if (candidate->at != at || candidate->read.unreadable)
			continue;
		if (!verified &&
		    (!covered || *given + DKIM_SIGNATURES_MAX >= DKIM_ENGINE_SIGNATURES_MAX))
			return;
		if (verified) {
			job->given = true;
			job->number = *given;
		}
		(*given)++;
		dkim_engine_signature(check->engine, field->name, field->raw);
		return;
	}
}

static void give_fields(struct dkim_check *check, const struct mail *mail, const bool *covered)
{
	size_t given = 0;

	for (size_t i = 0; i < mail->fields; i++) {
		const struct field *field = &mail->field[i];

		if (dkim_is_signature(field->name))
			give_signature(check, field, i, covered[i], &given);
		else if (covered[i])
			dkim_engine_field(check->engine, field->name, field->raw);
	}
	dkim_engine_fields_end(check->engine);
}

/* False without memory. */
static bool start_engine(struct dkim_check *check, struct dkim_library *library,
                         const struct mail *mail)
{
	struct dkim_cover cover = { 0 };
	bool *covered = arena_array(&check->arena, mail->fields, sizeof *covered);
	size_t verified = 0;

	for (size_t i = 0; i < check->jobs; i++) {
		if (check->job[i].result != AUTH_NONE)
			continue;
		verified++;
		if (!dkim_cover_add(&cover, &check->arena, check->job[i].read->headers))
			return false;
	}
	if (!verified)
		return true;
	check->engine = covered ? dkim_engine_new(library) : NULL;
	if (!check->engine)
		return false;
	dkim_cover_mark(&cover, mail, covered);
	give_fields(check, mail, covered);
	return true;
}

static int64_t arrival(const struct mail *mail)
{
	struct clock clock = clock_system();

	return mail->at_s ? mail->at_s : clock_now_s(&clock);
}

int dkim_check_begin(struct dkim_library *library, struct dns *dns, const struct mail *mail,
                     struct dkim_check **ret, struct err *err)
{
	struct dkim_check *check;

	*ret = NULL;
	if (!mail_field(mail, "DKIM-Signature", 0))
		return 0;
	check = calloc(1, sizeof *check);
	if (!check)
		return err_memory(err);
	check->dns = dns;
	check->now_s = arrival(mail);
	check->header_cut = mail->header_cut;
	check->lines = (struct dkim_lines){ .take = take_piece, .context = check };
	arena_init(&check->arena, MEMORY_MAX);
	if (!dkim_choose(&check->arena, mail, DKIM_SIGNATURES_MAX, &check->candidates))
		goto starved;
	make_jobs(check);
	if (!start_engine(check, library, mail))
		goto starved;
	*ret = check;
	return 0;
starved:
	dkim_check_free(check);
	return err_memory(err);
}

void dkim_check_body(struct dkim_check *check, struct str chunk)
{
	if (check && check->engine)
		dkim_lines_feed(&check->lines, chunk);
}

/* All keys were asked for when the fields had come; those that aren't there yet are waited for in turn. */
static void read_keys(struct dkim_check *check)
{
	for (size_t i = 0; i < check->jobs; i++) {
		struct job *job = &check->job[i];
		const struct dns_answer *answer;

		if (!job->given)
			continue;
		answer = dns_wait(check->dns, job->read->key_name, DNS_TXT);
		job->result = dkim_key_read(answer, job->read, &job->key, &job->why);
	}
}

#define BARE_CR "a CR without LF in the body"

/* libopendkim's relaxed form of the body leaves such CRs out: what it digests isn't what a reader sees. */
static bool omits_cr(const struct dkim_check *check, const struct job *job)
{
	return job->read->relaxed_body && check->lines.bare_cr;
}

/* Why a signature that verified proves nothing; NULL: it does. */
static const char *weakness(const struct dkim_check *check, const struct job *job)
{
	const struct dkim_field *read = job->read;

	if (read->sha1)
		return "rsa-sha1";
	if (omits_cr(check, job))
		return BARE_CR;
	if (read->key_type == DKIM_KEY_RSA && job->key.public.bits < RSA_MIN_BITS)
		return "the key is under 1024 bits";
	if (job->key.testing)
		return "the key is for tests";
	if (read->has_length && dkim_length_of(&check->length, read->relaxed_body) > read->length)
		return "text stands behind l=";
	if (read->expires_s && check->now_s > read->expires_s + EXPIRED_MAX_S)
		return "expired";
	if (read->signed_s > check->now_s + FUTURE_MAX_S)
		return "signed in the future";
	return NULL;
}

static void decide(struct job *job, enum auth_result result, const char *why)
{
	job->result = result;
	job->why = why;
}

/* The signature before the body, since bh= itself is worth nothing before. */
static void verify(const struct dkim_check *check, struct job *job)
{
	const struct dkim_field *read = job->read;
	struct dkim_digests digests;

	if (!dkim_engine_digests(check->engine, job->number, &digests))
		decide(job, AUTH_NEUTRAL, "it can't be verified");
	else if (!dkim_public_verify(&job->key.public, read->sha1, digests.header, read->signature))
		decide(job, AUTH_FAIL, "the signature is wrong");
	else if (digests.short_body)
		decide(job, AUTH_FAIL, "the body is shorter than l=");
	else if (str_eq(digests.body, read->body_digest))
		decide(job, AUTH_PASS, "");
	else if (omits_cr(check, job))
		decide(job, AUTH_NEUTRAL, BARE_CR);
	else
		decide(job, AUTH_FAIL, "the body was changed");
}

static void judge(const struct dkim_check *check, struct job *job)
{
	const char *weak;

	verify(check, job);
	weak = job->result == AUTH_PASS ? weakness(check, job) : NULL;
	if (weak)
		decide(job, AUTH_POLICY, weak);
	else if (job->result == AUTH_FAIL && check->header_cut)
		decide(job, AUTH_NEUTRAL, "the header was cut");
}

static bool copy(struct arena *arena, struct str from, struct str *ret)
{
	*ret = arena_str(arena, from);
	return ret->p;
}

static bool report(const struct job *job, struct arena *arena, struct dkim_signature *ret)
{
	const struct dkim_field *read = job->read;

	ret->result = job->result;
	snprintf(ret->why, sizeof ret->why, "%s", job->why);
	return copy(arena, read->domain, &ret->domain) &&
	       copy(arena, read->selector, &ret->selector) &&
	       copy(arena, read->identity, &ret->identity) &&
	       copy(arena, read->algorithm, &ret->algorithm) &&
	       copy(arena, read->headers, &ret->headers);
}

int dkim_check_end(struct dkim_check *check, struct arena *arena, struct dkim_verdict *ret,
                   struct err *err)
{
	struct dkim_verdict verdict = { 0 };

	if (!check) {
		*ret = verdict;
		return 0;
	}
	if (check->engine) {
		dkim_lines_end(&check->lines);
		read_keys(check);
		dkim_engine_end(check->engine);
	}
	for (size_t i = 0; i < check->jobs; i++) {
		struct job *job = &check->job[i];

		if (job->result == AUTH_NONE)
			judge(check, job);
		if (!report(job, arena, &verdict.signature[verdict.signatures++]))
			return err_memory(err);
	}
	verdict.total = check->candidates.total;
	*ret = verdict;
	return 0;
}

void dkim_check_free(struct dkim_check *check)
{
	if (!check)
		return;
	dkim_engine_free(check->engine);
	arena_done(&check->arena);
	free(check);
}
