/* Who takes part in a conversation: the outside parties of each mail in and out, kept half a year by its Message-ID, so that an answer
 * shows whether its writer was among those who had the mail that it answers. */
#ifndef OPENBEC_STORE_THREADS_H
#define OPENBEC_STORE_THREADS_H

#include "store/store.h"

#define THREAD_DAYS 180

/* Adds the parties of the mail with this id (a keyed hash) to *ret, each once, THREAD_PARTIES_MAX in all. 0 and `found` set, or as it
 * was, or ERR_STORE. */
int snapshot_thread(struct snapshot *snapshot, struct str id, int64_t now_s,
                    struct thread_record *ret, struct err *err);

/* Whether the thread has this party; digests as in the record. */
bool thread_has_address(const struct thread_record *thread, uint64_t address);
bool thread_has_org(const struct thread_record *thread, uint64_t org);
/* False if it is full. */
bool thread_add(struct thread_record *thread, uint64_t address, uint64_t org);

/* Remembers what a batch says of it. Who uses an id again changes nothing. */
struct teacher;
int threads_teach(const struct teacher *teacher, const struct batch *batch);

#endif
