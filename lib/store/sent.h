/* Mail of ours that left, kept half a year: its Message-ID and the digests of its lines, so that an answer can be held against what
 * was really sent. And how much of what answers cite is known at all: where mail leaves past us, nothing may be concluded. */
#ifndef OPENBEC_STORE_SENT_H
#define OPENBEC_STORE_SENT_H

#include "store/store.h"

#define SENT_DAYS     180
#define COVERAGE_DAYS 30

/* By the keyed hash of a Message-ID. 0 and `found`, or ERR_STORE. */
int snapshot_sent(struct snapshot *snapshot, struct str id, int64_t now_s, struct sent_mail *ret,
                  struct err *err);
/* By the digests of lines that were quoted: the newest mail whose anchor is one of them, at most SENT_LINES_MAX look-ups. Whoever
 * quotes a mail as a whole quotes its anchor, too. */
int snapshot_sent_quoted(struct snapshot *snapshot, const uint64_t *line, size_t lines,
                         int64_t now_s, struct sent_mail *ret, struct err *err);
/* Of the last COVERAGE_DAYS days. */
int snapshot_coverage(struct snapshot *snapshot, int64_t now_s, struct coverage *ret,
                      struct err *err);

/* Whether we see all mail that leaves: at least 20 ids were cited, and 95 % of these are known. */
bool coverage_is_complete(const struct coverage *coverage);
/* How many of `line` the mail had. */
size_t sent_mail_lines(const struct sent_mail *sent, const uint64_t *line, size_t lines);

/* Remembers what a batch says of it. */
struct teacher;
int sent_teach(const struct teacher *teacher, const struct batch *batch);

#endif
