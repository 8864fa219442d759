/* One DKIM-Signature field, read strictly (RFC 6376 §3.5): only what is read here in full ever reaches libopendkim. */
#ifndef OPENBEC_AUTH_DKIM_FIELD_H
#define OPENBEC_AUTH_DKIM_FIELD_H

#include "auth/dkim_public.h"
#include "auth/tags.h"
#include "base/arena.h"

#define DKIM_NAMES_MAX 128 /* header names in h=; real ones have 60 at most */

struct dkim_field {
	const char *
		unreadable; /* what is wrong with it, in a few words; NULL: nothing. The rest is then whole */
	struct str
		domain; /* d=, s=: A-labels, lower case; may be there in an unreadable one, too */
	struct str selector;
	struct str key_name;    /* where its key is: SELECTOR._domainkey.DOMAIN */
	struct str identity;    /* i=, else "@" and d= */
	struct str algorithm;   /* a=, lower case */
	struct str headers;     /* h=: lower case, colons, no blanks */
	struct str body_digest; /* bh= and b=, decoded */
	struct str signature;
	enum dkim_key_type key_type;
	bool sha1;         /* else SHA-256 */
	bool subdomain;    /* i= is below d=, not d= itself */
	bool relaxed_body; /* c=, for the body */
	bool signs_from;
	bool has_length; /* l= */
	uint64_t length;
	int64_t signed_s;  /* t=; 0: not told */
	int64_t expires_s; /* x=; 0: never */
};

/* `value` as it came. False without memory only; strings are in the arena. */
bool dkim_field_read(struct arena *arena, struct str value, struct dkim_field *ret);

#endif
