/* Which of a record's policies applies to a name. */
#ifndef OPENBEC_AUTH_DMARC_POLICY_H
#define OPENBEC_AUTH_DMARC_POLICY_H

#include "auth/dmarc.h"

enum dmarc_place {
	DMARC_OWN,         /* the record is the name's own: p */
	DMARC_SUBDOMAIN,   /* it stands above the name: sp */
	DMARC_NONEXISTENT, /* and the name isn't in the DNS: np */
};

/* ERR_MEMORY is the only error. */
int dmarc_policy_decide(const struct dmarc_record *record, enum dmarc_place place,
                        enum dmarc_policy *ret, struct err *err);

#endif
