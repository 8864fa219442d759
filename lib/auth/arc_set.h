/* The fields of an ARC chain (RFC 8617 §4): each instance has an ARC-Authentication-Results, an ARC-Message-Signature and an ARC-Seal.
 * A signature of ARC is a DKIM-Signature but for i= and v=, and is read as strictly (dkim_field.h). */
#ifndef OPENBEC_AUTH_ARC_SET_H
#define OPENBEC_AUTH_ARC_SET_H

#include "auth/dkim_field.h"
#include "mail/mail.h"

#define ARC_INSTANCES_MAX 50

enum arc_part { ARC_RESULTS, ARC_MESSAGE, ARC_SEAL, ARC_PARTS };

struct arc_signature {
	struct dkim_field read;
	struct str before, after; /* the field's raw text around what b= holds */
	struct str validity;      /* cv=; of a seal alone */
	/* of a message signature alone */
	bool relaxed_header;
	int64_t expires_s; /* x=; 0: never */
};

struct arc_set {
	const struct field *field[ARC_PARTS]; /* the mail's */
	struct arc_signature seal;
};

struct arc_chain {
	const char
		*broken; /* what is wrong, in a few words; NULL: nothing. The rest is then whole */
	size_t n;
	struct arc_set set[ARC_INSTANCES_MAX]; /* oldest first: instance 1 is set[0] */
	struct arc_signature
		message; /* the newest; of the older ones nothing is asked but their place */
};

/* Whether the mail has a field of ARC. */
bool arc_chain_is_there(const struct mail *mail);
/* False without memory only; strings are in the arena. */
bool arc_chain_read(struct arena *arena, const struct mail *mail, struct arc_chain *ret);

/* Where the key of a seal or message signature is, for asking early; {NULL, 0} if it can't be read, or without memory. */
struct str arc_key_name(struct arena *arena, struct str value);

#endif
