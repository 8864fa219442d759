/* Messages for the bench of the filters: made up, or the files of a folder. */
#ifndef OPENBEC_TESTS_BENCH_MILTER_BENCH_MAIL_H
#define OPENBEC_TESTS_BENCH_MILTER_BENCH_MAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct post_field {
	struct str name, value; /* the value without the blank behind the colon */
};

/* One message as an MTA has it. Everything stands in `text`, which is freed with it. */
struct post_letter {
	char sender[96], recipient[96];
	char *text;
	struct post_field *field;
	size_t fields;
	struct str body;
};

struct post {
	struct post_letter *v;
	size_t n;
	size_t bytes; /* of all */
};

/* `n` messages of the mix that README.md tells. `sign`: 60 % of them are signed (not their Message-ID, which changes), and *ret_zone (malloc'd, zone.h) has the keys and
 * policies. */
void post_make(struct post *ret, size_t n, bool sign, char **ret_zone);
/* Up to `max` regular files of a folder, in the order of their names. False if there is none. */
bool post_read(struct post *ret, const char *folder, size_t max);
void post_done(struct post *letters);

#endif
