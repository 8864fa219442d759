/* The word classes of a phrase file: "class pay pay|settle|remit*" lets "@pay" stand for what is on its line wherever
 * alternatives may stand. A class may name those above it and is made of their words at once: none can lead back to itself. */
#ifndef OPENBEC_TEXT_PHRASE_CLASS_H
#define OPENBEC_TEXT_PHRASE_CLASS_H

#include "base/arena.h"
#include "base/err.h"

#define PHRASE_ALTERNATIVES_MAX 128 /* of a class, or of brackets */
#define PHRASE_CLASSES_MAX      512 /* of a file */

struct phrase_alternatives {
	struct arena *arena; /* where v lives */
	struct str *v;       /* as written */
	size_t n, room;
};

struct phrase_class {
	struct str name;
	struct phrase_alternatives is;
};

/* Of one file. Names and words are borrowed from it. */
struct phrase_classes {
	struct arena *arena;
	struct phrase_class *v;
	size_t n, room;
};

/* What stands behind "class": a name, and the alternatives. Errors begin with `where`. */
int phrase_class_read(struct phrase_classes *classes, const char *where, struct str line,
                      struct err *err);
/* More alternatives for the class that was read last. */
int phrase_class_go_on(struct phrase_classes *classes, const char *where, struct str more,
                       struct err *err);

/* Cuts "@name" off the front of *rest, and adds the class's alternatives. */
int phrase_class_take(const struct phrase_classes *classes, const char *where, struct str *rest,
                      struct phrase_alternatives *ret, struct err *err);
/* Adds "a|b|@name". */
int phrase_alternatives_read(const struct phrase_classes *classes, const char *where,
                             struct str text, struct phrase_alternatives *ret, struct err *err);

#endif
