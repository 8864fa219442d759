/* Who provably sent it: the results of SPF, DKIM, DMARC and ARC, and the authenticated identity that carries the
 * whole history (DESIGN §2). In trust mode the results are read from Authentication-Results fields that the program in front wrote. */
#ifndef OPENBEC_AUTH_AUTH_H
#define OPENBEC_AUTH_AUTH_H

#include "mail/message.h"

enum auth_result { /* RFC 8601 §2.7 */
	           AUTH_NONE,
	           AUTH_PASS,
	           AUTH_FAIL,
	           AUTH_SOFTFAIL,
	           AUTH_NEUTRAL,
	           AUTH_POLICY,
	           AUTH_TEMPERROR,
	           AUTH_PERMERROR,
};
extern const char *const auth_result_names[]; /* "none", "pass", ... */
bool auth_result_of(struct str name,
                    enum auth_result *ret); /* also the old names hardfail, error, unknown */

enum auth_mode { AUTH_MODE_VERIFY, AUTH_MODE_TRUST };

struct auth_options {
	enum auth_mode mode;
	struct str authserv_id;
	const struct str *trusted_ids; /* lower case */
	size_t trusted_ids_n;
};

struct auth_signature {
	enum auth_result result;
	struct domain domain; /* d=; else of i= */
	struct str selector;
	struct str headers; /* h=, "from:to:subject"; {NULL, 0}: not known (trust mode) */
	struct str why;     /* of what is no pass, safe for headers; may be empty */
	bool aligned;       /* the domain is From's, as DMARC would have it; whatever the result */
};

enum proof {
	PROOF_ALIGNED, /* a DKIM or SPF domain of From's organisation verified */
	PROOF_VIA,     /* another domain's did */
	PROOF_NETWORK, /* nothing verified: only the client's network is known, if that */
};
extern const char *const proof_names[];

enum { IDENTITY_BY_SPF = 1, IDENTITY_BY_DKIM = 2, IDENTITY_BY_SESSION = 4 };

/* The party whose history this message is judged by and writes to. Keys are what the store knows it by; they hold
 * the proof, so that an unproven identity can never reach a proven one's profile:
 * "ann@acme.example", "ann@acme.example via list.example", "ann@acme.example net 192.0.2.0/24" (or "net unknown"),
 * "@acme.example" for an organisation; on a platform " reply REPLY-TO" behind the address. */
struct identity {
	struct str address; /* From's, in lower case; {NULL, 0} if there isn't exactly one */
	struct domain domain;
	enum proof proof;
	unsigned by;        /* which results proved it */
	struct domain via;  /* PROOF_VIA: the domain that verified */
	struct str network; /* PROOF_NETWORK: "192.0.2.0/24"; {NULL, 0} if unknown */
	struct str key;     /* {NULL, 0} without an address: such mail has no history */
	struct str
		domain_key; /* "@acme.example", only if aligned and not on a shared domain or platform; {NULL, 0} else */
	struct str
		aligned_key; /* the aligned profile of the same address, to compare with; equals key if aligned */
	struct str aligned_domain_key; /* its domain's */
};

#define AUTH_SIGNATURES_MAX 8
struct auth {
	enum auth_result spf, dkim, dmarc, arc; /* dkim: the aligned signature, else the best */
	struct domain spf_domain;               /* of MAIL FROM; none for the null sender */
	bool spf_aligned;                       /* it is From's, whatever the result */
	struct str dmarc_policy; /* none, quarantine, reject where it is known; may be empty */
	struct auth_signature signature[AUTH_SIGNATURES_MAX];
	size_t signatures;
	struct identity identity;
	bool list_proven; /* List-Id's organisation equals a verified signature's d= (history can prove it, too) */
	bool checked; /* somebody looked: we (verify), or a trusted field says so. Else the results say nothing of the sender */
	bool verified; /* the results are our own, to be told in a field of ours */
	bool regressed; /* an address that used to sign, now aligned by SPF alone: its identity is via */
	/* A trusted sealer (trusted-arc-sealers) saw DMARC pass for this author before a list or forwarder broke it. */
	bool arc_vouches;
	struct str arc_sealer;  /* of the newest seal */
	struct str dns_failure; /* the last question that wasn't answered; empty if all were */
};

struct verify; /* auth/verify.h */

struct auth_input {
	struct mail *mail;
	const struct message *message;
	const struct auth_options *options;
	const struct domain_lists *domains;
	struct verify *verify; /* NULL in trust mode */
	/* The message was submitted by one of ours (DESIGN §2: outbound, internal), whose identity is then aligned by the
	 * session; nothing is verified. */
	bool session_trusted;
};
/* ERR_MEMORY is the only error. */
int auth_evaluate(const struct auth_input *input, struct auth *ret, struct err *err);

#endif
