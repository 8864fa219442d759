/* From a judgement to the MTA: header fields, subject, recipients, quarantine, and the answer. */
#ifndef OPENBEC_REPLY_H
#define OPENBEC_REPLY_H

#include <libmilter/mfapi.h>

#include "openbec/daemon.h"
#include "path.h"

#define REPLY_ACTIONS                                                                              \
	(SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_ADDRCPT | SMFIF_DELRCPT |                           \
	 SMFIF_QUARANTINE) /* what we ask for */

struct reply {
	SMFICTX *ctx;
	const struct daemon *daemon;
	const struct config *config;
	unsigned long actions; /* SMFIF_* that the MTA agreed to */
	bool leading_space;    /* SMFIP_HDR_LEADSPC: values carry the blank behind their colon */
	char **forged; /* names of the X-BEC-* fields that arrived, one for each; reply_send() sorts them */
	size_t forgeds;
};

/* More than so many X-BEC-* fields in one message are nobody's accident; to take them out one by one would keep the MTA busy for
 * minutes, and to leave one in would let it forge our verdict: such a message is refused. */
#define REPLY_FORGED_MAX 1000

/* Does all that the decision asks for, header fields first, and gives the answer. What the MTA refuses is logged, and the message
 * passes without it. */
sfsistat reply_send(struct reply *reply, const struct judgement *judgement);

#endif
