/* A phrase as it is written, taken apart: what may stand in it, one choice after the other. */
#ifndef OPENBEC_TEXT_PHRASE_PATTERN_H
#define OPENBEC_TEXT_PHRASE_PATTERN_H

#include "text/phrase_class.h"

#define PHRASE_CHOICES_MAX 48

/* Text outside brackets (one alternative, blanks at its ends kept), brackets, a class, or a gap. */
struct phrase_choice {
	struct phrase_alternatives is;
	bool optional; /* the last alternative is the empty one */
	bool starred;  /* some alternative ends in "*" */
	bool gap;      /* "..." */
};

/* Borrowed from the text given. */
struct phrase_pattern {
	struct arena *arena;
	const struct phrase_classes *classes;
	const char *where;
	struct str rest; /* not read yet */
	struct phrase_choice choice[PHRASE_CHOICES_MAX];
	size_t n;
};

/* Errors begin with `where`. */
int phrase_pattern_read(struct phrase_pattern *ret, struct arena *arena,
                        const struct phrase_classes *classes, const char *where, struct str written,
                        struct err *err);

#endif
