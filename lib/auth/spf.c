/* check_host() of RFC 7208 §4. The guard keeps to itself what libspf2 gets wrong, and gives it
 * the rest a step at a time (spf_library.c):
 *
 *     ours                                why not the library's
 *     the record's syntax (spf_record.c)  accepts bad ones, refuses good ones
 *     macros (spf_macro.c)                CVE-2023-42118 isn't fixed in Debian
 *     include, redirect                   each restarts the limit of ten; redirect= ends a record
 *     counting look-ups, also void ones   knows no void look-ups
 *     ptr (spf_names.c)                   makes an error of a DNS error; %{p} wants its names, too
 *
 *     the library's: all, ip4, ip6, a, mx, exists: addresses, prefix lengths, qualifiers, MX hosts
 *
 * Explanations (exp=) are checked for syntax and never used. A void look-up is a term whose own
 * question has no answer (§4.6.4 speaks of terms): an MX host without AAAA doesn't count, nor
 * does a name that can't be asked. Bounds: SPF_LOOKUPS_MAX terms that ask, VOID_MAX of them
 * void, with ten hosts each; recursion goes as deep as includes are counted. */
#include "auth/spf.h"

#include <stdio.h>

#include "auth/dns_answer.h"
#include "auth/spf_identity.h"
#include "auth/spf_library.h"
#include "auth/spf_names.h"
#include "auth/spf_record.h"

#define VOID_MAX    2
#define WORK_MEMORY (4u << 20) /* eleven records of 2,037 terms: 1.8 MiB */

struct check {
	struct dns *dns;
	struct arena *work;
	struct spf_scope scope;
	struct spf_names names;
	struct spf_library *library;
	unsigned lookups, voids;
	const char *why; /* temperror, permerror */
	bool no_memory;
};

/* Of this and all steps below: AUTH_NONE means that nothing matched so far, all else ends it. */
static enum auth_result check_host(struct check *check, struct str domain);

static enum auth_result error(struct check *check, enum auth_result result, const char *why)
{
	check->why = why;
	return result;
}

static enum auth_result out_of_memory(struct check *check)
{
	check->no_memory = true;
	return error(check, AUTH_TEMPERROR, "no memory");
}

static enum auth_result count_lookup(struct check *check)
{
	if (++check->lookups > SPF_LOOKUPS_MAX)
		return error(check, AUTH_PERMERROR, "more than 10 look-ups");
	return AUTH_NONE;
}

static enum auth_result count_void(struct check *check)
{
	if (++check->voids > VOID_MAX)
		return error(check, AUTH_PERMERROR, "more than 2 void look-ups");
	return AUTH_NONE;
}

/* The name that a term means. `ret->p` is NULL without memory. */
static enum auth_result target_of(struct check *check, struct str target, struct str *ret)
{
	*ret = check->scope.domain;
	if (target.n == 0)
		return AUTH_NONE;
	if (spf_macro_uses(target, 'p')) {
		spf_names_find(check->dns, check->scope.client, &check->names);
		check->scope.name = spf_names_closest(&check->names, check->scope.domain);
	}
	*ret = spf_macro_expand(check->work, target, &check->scope);
	return ret->p ? AUTH_NONE : out_of_memory(check);
}

static enum auth_result result_of(char qualifier)
{
	static const enum auth_result results[] = {
		['+'] = AUTH_PASS, ['-'] = AUTH_FAIL, ['~'] = AUTH_SOFTFAIL, ['?'] = AUTH_NEUTRAL
	};

	return results[(unsigned char)qualifier];
}

static enum auth_result match_library(struct check *check, const struct spf_term *term,
                                      size_t terms, struct str target)
{
	struct spf_matched matched = { 0 };

	switch (spf_library_match(check->library, term, terms, target, &matched)) {
	case SPF_MATCH_MEMORY:
		return out_of_memory(check);
	case SPF_MATCH_FAILED:
		return error(check, AUTH_TEMPERROR, "a look-up failed");
	case SPF_MATCH_TOO_MANY:
		return error(check, AUTH_PERMERROR, "more than 10 MX names");
	case SPF_MATCH:
		return result_of(matched.qualifier);
	case SPF_NO_MATCH:
		break;
	}
	return matched.is_void ? count_void(check) : AUTH_NONE;
}

static enum auth_result match_ptr(struct check *check, const struct spf_term *term,
                                  struct str target)
{
	spf_names_find(check->dns, check->scope.client, &check->names);
	if (check->names.is_void)
		return count_void(check);
	return spf_names_under(&check->names, target).p ? result_of(term->qualifier) : AUTH_NONE;
}

/* RFC 7208 §5.2: what an included result makes of the term. */
static enum auth_result match_include(struct check *check, const struct spf_term *term,
                                      struct str target)
{
	struct str domain = check->scope.domain;
	enum auth_result result = check_host(check, target);

	check->scope.domain = domain;
	switch (result) {
	case AUTH_PASS:
		return result_of(term->qualifier);
	case AUTH_NONE:
		return error(check, AUTH_PERMERROR, "include of a name without a record");
	case AUTH_TEMPERROR:
	case AUTH_PERMERROR:
		return result;
	default:
		return AUTH_NONE;
	}
}

static enum auth_result match_asking(struct check *check, const struct spf_term *term)
{
	enum auth_result result = count_lookup(check);
	char asked[DNS_NAME_MAX + 1];
	struct str target;

	if (result == AUTH_NONE)
		result = target_of(check, term->target, &target);
	if (result != AUTH_NONE)
		return result;
	if (term->kind == SPF_INCLUDE)
		return match_include(check, term, target);
	if (dns_name(target, asked) == 0) /* no DNS holds it, so it is no void look-up, either */
		return AUTH_NONE;
	if (term->kind == SPF_PTR)
		return match_ptr(check, term, target);
	return match_library(check, term, 1, target);
}

static enum auth_result match_terms(struct check *check, const struct spf_record *record)
{
	enum auth_result result = AUTH_NONE;

	for (size_t i = 0, n; i < record->terms && result == AUTH_NONE; i += n) {
		const struct spf_term *term = &record->term[i];

		for (n = 0; i + n < record->terms && n < SPF_RUN_MAX && !spf_term_asks(&term[n]);)
			n++;
		if (n) {
			result = match_library(check, term, n, str_of(""));
		} else {
			result = match_asking(check, term);
			n = 1;
		}
	}
	return result;
}

/* AUTH_PASS: there is one. */
static enum auth_result load(struct check *check, struct str domain, struct spf_record *ret)
{
	const struct dns_answer *answer = dns_wait(check->dns, domain, DNS_TXT);
	const char *why = NULL;
	struct str text;
	size_t found;
	int rc;

	if (answer->status == DNS_FAILED)
		return error(check, AUTH_TEMPERROR, "the record's look-up failed");
	found = spf_record_select(answer, &text);
	if (found == 0)
		return AUTH_NONE;
	if (found > 1)
		return error(check, AUTH_PERMERROR, "more than one record");
	rc = spf_record_parse(check->work, text, ret, &why);
	if (rc == ERR_MEMORY)
		return out_of_memory(check);
	return rc ? error(check, AUTH_PERMERROR, why) : AUTH_PASS;
}

/* The record that takes over where nothing matched (§6.1). */
static enum auth_result redirect(struct check *check, struct str target, struct str *domain)
{
	enum auth_result result = count_lookup(check);

	return result == AUTH_NONE ? target_of(check, target, domain) : result;
}

static enum auth_result check_host(struct check *check, struct str domain)
{
	bool redirected = false;

	for (;; redirected = true) {
		struct spf_record record;
		enum auth_result result = load(check, domain, &record);

		if (result == AUTH_NONE && redirected)
			return error(check, AUTH_PERMERROR, "redirect to a name without a record");
		if (result != AUTH_PASS)
			return result;
		check->scope.domain = domain;
		result = match_terms(check, &record);
		if (result != AUTH_NONE)
			return result;
		if (!record.redirect.p)
			return AUTH_NEUTRAL;
		result = redirect(check, record.redirect, &domain);
		if (result != AUTH_NONE)
			return result;
	}
}

static int evaluate(struct check *check, struct arena *arena, struct spf_verdict *verdict,
                    struct err *err)
{
	verdict->domain = arena_str(arena, check->scope.domain);
	if (!verdict->domain.p)
		return err_memory(err);
	if (check->scope.domain.n && check->scope.client.length)
		verdict->result = check_host(check, check->scope.domain);
	if (check->no_memory)
		return err_memory(err);
	if (verdict->result == AUTH_TEMPERROR || verdict->result == AUTH_PERMERROR)
		snprintf(verdict->why, sizeof verdict->why, "%s", check->why);
	return 0;
}

int spf_check(struct dns *dns, const struct spf_input *input, struct arena *arena,
              struct spf_verdict *ret, struct err *err)
{
	struct spf_verdict verdict = { .result = AUTH_NONE, .by_helo = input->mail_from.n == 0 };
	struct arena work;
	struct check check = { .dns = dns, .work = &work };
	int rc;

	arena_init(&work, WORK_MEMORY);
	if (spf_identity(&work, input, &check.scope))
		check.library = spf_library_new(dns, check.scope.client);
	rc = check.library ? evaluate(&check, arena, &verdict, err) : err_memory(err);
	spf_library_free(check.library);
	arena_done(&work);
	if (rc == 0)
		*ret = verdict;
	return rc;
}
