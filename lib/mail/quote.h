/* Which lines of a text are the writer's own and which are quoted or forwarded history, by the marks that mail
 * clients set: ">", "On ... wrote:" in many languages, header blocks ("From: ... Sent: ..."), "-----Original Message-----". And
 * where the signature ("-- ") begins. */
#ifndef OPENBEC_MAIL_QUOTE_H
#define OPENBEC_MAIL_QUOTE_H

#include "base/arena.h"

struct quote_split {
	struct str own;       /* lines joined by LF */
	struct str quoted;    /* without the quote marks */
	struct str signature; /* behind "-- " of the own text; part of neither */
};
/* False without memory only; time grows with text.n. */
bool quote_split(struct arena *arena, struct str text, struct quote_split *ret);

/* Whether a text that begins with this line begins as quotations do: with "On ... wrote:", a separator, or a
 * line of a header block. */
bool quote_opens(struct str line);

#endif
