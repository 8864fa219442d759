/* What the HTML hides from its reader and what that is worth saying: asks that aren't shown, and how much there is beyond
 * what is shown. Preheaders, tracking texts and the lay-outs for other screens, which say again what is shown, are neither. */
#ifndef OPENBEC_TEXT_HIDDEN_H
#define OPENBEC_TEXT_HIDDEN_H

#include "text/normal.h"
#include "text/phrases.h"

struct hidden {
	double strength; /* of the weightiest ask there; 0: none */
	enum intent intent;
	struct str span;
	size_t words;       /* hidden ones that are nowhere shown, each once */
	size_t shown_words; /* shown ones, each once */
};

/* `hidden`: message->hidden. False without memory only; everything lives in the arena. */
bool hidden_read(const struct phrases *phrases, struct arena *arena, struct str hidden,
                 const struct normal *own, const struct normal *quoted, struct hidden *ret);

#endif
