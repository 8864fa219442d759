/* All that an indicator may see. It reads, and says what it found; it changes nothing. */
#ifndef OPENBEC_INDICATORS_EVIDENCE_H
#define OPENBEC_INDICATORS_EVIDENCE_H

#include "history/history.h"
#include "indicators/banner.h"

struct evidence {
	const struct mail *mail;
	const struct message *message;
	const struct auth *auth;
	const struct text *text;
	const struct traits *traits;
	const struct questions *questions;
	const struct history *history;
	const struct site *site;
	enum direction direction;
	struct arena *arena;           /* for scratch */
	const struct banners *banners; /* NULL: none */
};

/* A list is proven by its own signature, or by an established via identity: not by a List-Id. It excuses divergence only. */
static inline bool evidence_proven_list(const struct evidence *e)
{
	return e->auth->list_proven || (e->message->is_list && e->history->via_established);
}

#endif
