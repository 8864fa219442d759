/* Mail for the bench of the store: spread as real mail is (Zipf: few write much, most write once), the same each time. */
#ifndef OPENBEC_TESTS_BENCH_STORE_MAIL_H
#define OPENBEC_TESTS_BENCH_STORE_MAIL_H

#include "store/store.h"

#define DAY_S     ((int64_t)86400)
#define FIRST_DAY 20000
#define DAYS      365
#define BASE      20000 /* parties that learn by the store itself; the others are their copies */
#define KINDS     10

struct letter { /* one message, with room for its texts */
	char key[40], domain[64], party[96], organisation[72], recipient[64], id[128];
	char value[KINDS][48];
	struct shown_trait trait[KINDS];
	struct str to;
	struct batch batch;
};

/* Message `number`, of `party`. */
void letter_write(struct letter *l, size_t number, size_t party, int64_t at_s);
/* The next message, of any of `parties`. Thread-safe. */
void letter_next(struct letter *l, size_t parties, int64_t at_s);
/* The same letters again, as new messages. */
void letters_again(void);

#endif
