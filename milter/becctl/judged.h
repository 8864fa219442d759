/* How becctl score answers for one message: an object, a block for people, or a line where an index asks for one. */
#ifndef OPENBEC_BECCTL_JUDGED_H
#define OPENBEC_BECCTL_JUDGED_H

#include "becctl/output.h"
#include "verdict/verdict.h"

struct judged_form {
	const struct output *output;
	bool line; /* one a message */
};

/* False, with a sentence in *err, without memory. */
bool judged_print(const struct judged_form *form, const struct judgement *judgement,
                  struct str file, struct err *err);
/* In place of a judgement. `file` {NULL, 0}: not known. */
void judged_print_error(const struct judged_form *form, struct str file, const char *why);

#endif
