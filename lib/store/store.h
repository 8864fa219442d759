/* The sender history: rows behind one interface, in SQLite now, in PostgreSQL later. Reading: one snapshot a message, look-ups
 * by primary key. Writing: one thread takes batches from a bounded queue and commits many at once; the caller waits for the
 * commit, not for the disk (durability = normal), and never longer than it says. A store that fails never stops
 * mail: state says so, reading finds nothing, writing waits in the queue, and the store is tried again. Thread-safe. */
#ifndef OPENBEC_STORE_STORE_H
#define OPENBEC_STORE_STORE_H

#include "base/clock.h"
#include "base/err.h"
#include "base/keyed.h"
#include "store/counters.h"
#include "store/record.h"

enum store_durability { DURABILITY_NORMAL, DURABILITY_FULL };
enum store_privacy { PRIVACY_PLAIN, PRIVACY_HASHED }; /* addresses.h */

struct store_options {
	const char *path;
	enum store_durability durability;
	enum store_privacy privacy;
	const struct site_key *key; /* for PRIVACY_HASHED; copied */
	bool hash; /* a store that keeps addresses as they are is changed to PRIVACY_HASHED, for good */
	bool create; /* make a missing store (and its folder is the admin's to make) */
	bool read_only;
	bool keep_trying; /* a store that can't be opened now is opened failing and tried again: for those that stay */
	size_t readers;         /* connections at most; 0: 16 */
	size_t queue;           /* batches at most that wait; 0: 10,000 */
	int64_t strangers;      /* parties seen on one day only at most; 0: a million */
	int retention_log_days; /* of the verdict log; 0: 180. Never below 30, which idempotence needs */
	int prune_ms; /* between two prunings by the writer; 0: an hour, and five minutes to the first */
	const struct clock *clock; /* that pruning goes by; NULL: the system's */
	struct counters
		*counters; /* what the writer puts into the store; outlives it; NULL: nothing */
};

enum store_state { STORE_OK, STORE_READONLY, STORE_DEGRADED, STORE_NONE };
extern const char *const store_state_names[]; /* "ok", "readonly", "degraded", "none" */

struct store;
struct snapshot;

/* Opens, or creates with the schema. A schema of a newer version is ERR_STORE with a sentence that says so. */
int store_open(const struct store_options *options, struct store **ret, struct err *err);
void store_close(struct store *store); /* writes what waits (10 s at most), takes NULL */
/* The same without freeing anything: for a process that ends while threads of it may still use the store. */
void store_finish(struct store *store);

/* The state now, and the sentence of the last failure in *ret_why (copied, cut to its size; "" if ok). store may be NULL: none. */
enum store_state store_state(struct store *store, char *ret_why, size_t size);

/* A consistent view. ERR_STORE, ERR_TIMEOUT (no reader free): judge without history. */
int store_snapshot(struct store *store, struct snapshot **ret, struct err *err);
void snapshot_end(struct snapshot *snapshot); /* takes NULL */

/* Each gives 0 and a record whose `found` says whether there is one, or ERR_STORE, ERR_MEMORY. `now_s`: expired rows aren't found. */
int snapshot_profile(struct snapshot *snapshot, struct str party, struct arena *arena,
                     struct profile *ret, struct err *err);
int snapshot_contact(struct snapshot *snapshot, struct str party, struct str recipient,
                     struct contact *ret, struct err *err);
int snapshot_recipient(struct snapshot *snapshot, struct str recipient,
                       struct recipient_record *ret, struct err *err);
int snapshot_correspondent(struct snapshot *snapshot, struct str address, struct correspondent *ret,
                           struct err *err);
int snapshot_mark(struct snapshot *snapshot, struct str kind, struct str value, int64_t now_s,
                  struct arena *arena, struct mark *ret, struct err *err);
int snapshot_list(struct snapshot *snapshot, struct str list, struct str type, struct str value,
                  int64_t now_s, struct arena *arena, struct list_entry *ret, struct err *err);
/* Addresses of ours that bear this name: at most `max`, the most used first. */
int snapshot_staff(struct snapshot *snapshot, struct str name_key, struct arena *arena,
                   struct staff_name *ret, size_t max, size_t *ret_n, struct err *err);
int snapshot_message(struct snapshot *snapshot, struct str key, struct arena *arena,
                     struct message_record *ret, struct err *err);
/* A message as an admin names it: queue id (the newest with that id), HOST/QUEUEID, or Message-ID with or without angle brackets. */
int snapshot_message_named(struct snapshot *snapshot, struct str name, struct arena *arena,
                           struct message_record *ret, struct err *err);

/* A text as this store keeps it: with privacy = hashed what is compared with what was read must go this way, too. The text itself where
 * nothing is hidden. ERR_MEMORY. */
int snapshot_as_kept(struct snapshot *snapshot, struct str text, struct arena *arena,
                     struct str *ret, struct err *err);

/* Hands a message's rows to the writer and waits until they are committed: 0. ERR_TIMEOUT: not yet, they will be.
 * While the store can't be written nobody waits. ERR_STORE: the queue is full or the rows are refused; they are lost and *err
 * says why. Copies the batch. A message key met within 30 days adds its new contacts and nothing else. */
int store_learn(struct store *store, const struct batch *batch, int timeout_ms, struct err *err);

/* The admin's changes; each waits until it is committed (10 s at most). */
int store_list_add(struct store *store, const struct list_entry *entry, struct err *err);
int store_list_remove(struct store *store, struct str list, struct str type, struct str value,
                      bool *ret_was_there, struct err *err);
enum feedback { FEEDBACK_LEGITIMATE, FEEDBACK_BEC };
/* Repairs what a logged message taught: legitimate frees its pending sightings (guarded ones too) and clears its marks; bec takes back
 * what it taught (its days and values) as far as no other message shares them, marks it, and blocks its accounts. Logged in the verdict log. */
int store_feedback(struct store *store, struct str message_key, enum feedback feedback,
                   int64_t now_s, struct err *err);

/* Removes what has aged, up to now_s; the writer of a store does the same once an hour, as far as prune.h believes its clock. Gives
 * the number of rows. */
int store_prune(struct store *store, int64_t now_s, size_t *ret_rows, struct err *err);

/* Forgets an address: rows about it go, what others' rows say of it is replaced by "forgotten", and nothing of it is left in the store's files.
 * Gives the number of rows. ERR_STORE with nothing left in rows, but in the file: somebody kept it from being rewritten. */
int store_forget(struct store *store, struct str address, size_t *ret_rows, struct err *err);

/* Copies the store to a new file while it is used: consistent, whole, checked. An existing file is refused. */
int store_backup(struct store *store, const char *path, struct err *err);

/* The version of the store's schema, and of the one that this program makes. */
int store_version(struct store *store, int64_t *ret, int64_t *ret_newest, struct err *err);

/* Rows for people and programs: a public view or a ready query, read only. Columns come as text or NULL. The row function
 * gives false to stop. */
struct store_column {
	const char *name;
	struct str value; /* {NULL, 0}: NULL */
	bool number;
};
typedef bool store_row_fn(void *context, const struct store_column *column, size_t columns);
int store_query(struct store *store, const char *query_name, const struct str *argument,
                size_t arguments, store_row_fn *row, void *context, struct err *err);

#endif
