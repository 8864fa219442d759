/* DMARC (RFC 9989): what the author's domain wants done with mail that isn't aligned, and which names are one organisation.
 * Both by the DNS tree walk. Records are parsed strictly by us and handed to libopendmarc rebuilt, for the policy; alignment
 * is our own comparison (the library's is prefix matching, LIBRARIES.md). */
#ifndef OPENBEC_AUTH_DMARC_H
#define OPENBEC_AUTH_DMARC_H

#include "auth/auth.h"
#include "auth/dns.h"

enum dmarc_policy { DMARC_NONE, DMARC_QUARANTINE, DMARC_REJECT };
extern const char *const dmarc_policy_names[];

struct dmarc_record {
	enum dmarc_policy policy, subdomain_policy,
		nonexistent_policy;   /* p, sp, np; absent ones filled in */
	bool strict_dkim, strict_spf; /* adkim=s, aspf=s */
	enum { DMARC_PSD_UNKNOWN, DMARC_PSD_YES, DMARC_PSD_NO } psd;
	bool testing; /* t=y */
	/* §4.10.1: a policy is missing or wrong, and nobody is to be told: mail isn't judged by it. It still says where an organisation
	 * is. */
	bool unusable;
};
/* Whether a TXT record is meant as one: "v=DMARC1" in front. */
bool dmarc_record_is(struct str text);
/* False for what is none, or has a tag twice (RFC 6376 §3.2). */
bool dmarc_record_parse(struct str text, struct dmarc_record *ret);

/* A tree walk's end. */
struct dmarc_tree {
	bool found;                 /* a record applies to the name */
	struct dmarc_record record; /* of `where` */
	struct str where;           /* the name that has it; borrowed from the domain, like org */
	struct str org; /* the organisational domain; by libpsl where no record was found */
	bool failed;    /* a question wasn't answered: of org only libpsl's guess is known */
};
#define DMARC_QUESTIONS_MAX 8 /* of a walk (§4.10) */
/* Asks for what a walk up from `domain` will ask. */
void dmarc_prefetch(struct dns *dns, struct domain domain);
void dmarc_walk(struct dns *dns, struct domain domain, struct dmarc_tree *ret);

struct dmarc_input {
	struct domain author; /* none: several From, or none that can be read: never passes */
	enum auth_result spf; /* of MAIL FROM, never of HELO */
	struct domain spf_domain;
	const struct auth_signature *signature; /* 64 at most are looked at */
	size_t signatures;
};

struct dmarc_verdict {
	enum auth_result result;  /* pass, fail, none (no record), temperror */
	struct dmarc_tree tree;   /* of the author */
	enum dmarc_policy policy; /* that applies to the author's name; only if tree.found */
	/* The domain is From's, relaxed or as the record demands; with or without a record, whatever SPF or the signature's check said
	 * about it; by libpsl where the DNS gave no answer. */
	bool spf_aligned;
	uint64_t signatures_aligned; /* bit n: so is signature n's */
	char why[96];                /* of the result; "" with pass */
};
/* ERR_MEMORY is the only error. */
int dmarc_check(struct dns *dns, const struct dmarc_input *input, struct dmarc_verdict *ret,
                struct err *err);

#endif
