/* Which way a message goes, by DESIGN §2: outbound if the session is authenticated, or the client is in internal-networks
 * and From is of a local domain; internal if then all recipients are local; everything else is inbound. */
#ifndef OPENBEC_SITE_DIRECTION_H
#define OPENBEC_SITE_DIRECTION_H

#include "site/site.h"

enum direction { DIRECTION_INBOUND, DIRECTION_OUTBOUND, DIRECTION_INTERNAL };
extern const char *const direction_names[];

/* Also makes the client unknown (length 0) where the message came from an internal host that is no trusted relay with a
 * foreign From (a list manager, fetchmail, a forwarder): no SPF result, no network. */
enum direction direction_find(const struct site *site, const struct mail *mail,
                              struct message *message);

#endif
