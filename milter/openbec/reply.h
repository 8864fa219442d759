/* From a judgement to the MTA: header fields, subject, recipients, quarantine, and the answer. */
#ifndef OPENBEC_REPLY_H
#define OPENBEC_REPLY_H

#include <libmilter/mfapi.h>

#include "openbec/daemon.h"
#include "openbec/forged.h"
#include "path.h"

#define REPLY_ACTIONS                                                                              \
	(SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_ADDRCPT | SMFIF_DELRCPT |                           \
	 SMFIF_QUARANTINE) /* what we ask for */

struct reply {
	SMFICTX *ctx;
	struct daemon *daemon;
	const struct config *config;
	unsigned long actions; /* SMFIF_* that the MTA agreed to */
	bool leading_space;    /* SMFIP_HDR_LEADSPC: values carry the blank behind their colon */
	const struct forged *forged;
};

/* Does all that the decision asks for, header fields first, and gives the answer. What the MTA refuses is logged, and the message
 * passes without it. */
sfsistat reply_send(struct reply *reply, const struct judgement *judgement);

#endif
