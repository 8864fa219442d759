/* What an A-label stands for, whether or not it is safe to show: look-alikes are mostly of the
 * unsafe kind, which unicode_to_shown_domain() leaves encoded. */
#ifndef OPENBEC_PARTY_PUNYCODE_H
#define OPENBEC_PARTY_PUNYCODE_H

#include "base/arena.h"

/* "xn--mller-kva" as UTF-8, in the arena; the label itself if it is no A-label, or a broken one.
 * {NULL, 0} without memory. */
struct str punycode_label(struct arena *arena, struct str label);

#endif
