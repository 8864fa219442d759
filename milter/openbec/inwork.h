/* Crash once, not for days: which messages are in work stands in a mapped file, which outlives the process. A message
 * on which it died is known again at the next try, and passes unscored; without this a MTA that tries again would stop us each
 * time. Costs two small writes to memory a message. Thread-safe, no lock. */
#ifndef OPENBEC_INWORK_H
#define OPENBEC_INWORK_H

#include "base/keyed.h"
#include "mail/mail.h"

struct inwork;      /* the file */
struct inwork_note; /* one message's place in it */

/* Makes the file if there is none. *ret_crashed: how many messages were in work when the process before us ended without a
 * goodbye. ERR_SYSTEM (also if another daemon holds the file): then there are no notes, and the functions below take NULL. */
int inwork_open(const char *path, int64_t now_s, struct inwork **ret, size_t *ret_crashed,
                struct err *err);
/* Before the process ends of its own will: what is still in work hasn't crashed. Nothing is freed, since workers may still run. */
void inwork_goodbye(struct inwork *inwork);
void inwork_close(struct inwork *inwork); /* a goodbye, too; nobody may have a note any more */

/* What a message is known by at each try: the fields that its writer made. */
void inwork_key(const struct mail *mail, const struct site_key *key, char ret[KEYED_HEX_SIZE]);

/* Whether a process died on it within the last week. */
bool inwork_has_crashed(const struct inwork *inwork, const char key[KEYED_HEX_SIZE], int64_t now_s);
/* Once its header is there. NULL where there is no place left: the message is judged without a note. The others take NULL. */
struct inwork_note *inwork_begin(struct inwork *inwork, const char key[KEYED_HEX_SIZE]);
/* It came in whole, and has to be answered by then (clock_monotonic_ms()): what it may wait for is over. */
void inwork_judging(struct inwork_note *note, int64_t until_ms);
void inwork_end(struct inwork_note *note);

/* By how much the latest message is overdue; 0: none is. */
int64_t inwork_overdue_ms(const struct inwork *inwork, int64_t now_ms);

#endif
