/* One row a mail that left: its digests are packed, for they are read together. To find a mail by what is quoted of it, without its id,
 * its smallest digest stands in a column of its own: the minimum of a keyed hash over a set names that set, and whoever
 * holds the whole set finds the same one (min-wise hashing: Broder, "On the resemblance and containment of documents",
 * 1997). So 32 lines need one index entry, not 32 rows. */
#include "store/sent.h"

#include "base/clock.h"
#include "store/digests.h"
#include "store/snapshot.h"
#include "store/teach.h"

#define COVERED_MIN     20
#define COVERED_PERCENT 95

static int64_t anchor_of(const struct sent_mail *sent)
{
	uint64_t least = sent->lines ? UINT64_MAX : 0;

	for (size_t i = 0; i < sent->lines; i++)
		least = sent->line[i] < least ? sent->line[i] : least;
	return (int64_t)least;
}

/* at, lines */
static int take_sent(void *context, const struct db_column *column, size_t columns, struct err *err)
{
	struct sent_mail *sent = context;

	(void)err;
	*sent = (struct sent_mail){ .found = true };
	if (columns < 2)
		return 1;
	sent->at_s = column[0].value.integer;
	sent->lines = digests_unpack(column[1].value.text, sent->line, SENT_LINES_MAX);
	return 1;
}

static int64_t since(int64_t now_s)
{
	return now_s - (int64_t)SENT_DAYS * 86400;
}

int snapshot_sent(struct snapshot *snapshot, struct str id, int64_t now_s, struct sent_mail *ret,
                  struct err *err)
{
	const struct db_value argument[] = { db_text(id), db_integer(since(now_s)) };

	*ret = (struct sent_mail){ 0 };
	return id.n ? snapshot_run(snapshot, STATEMENT_SENT_GET, argument, 2, take_sent, ret, err)
	            : 0;
}

int snapshot_sent_quoted(struct snapshot *snapshot, const uint64_t *line, size_t lines,
                         int64_t now_s, struct sent_mail *ret, struct err *err)
{
	int status = 0;

	*ret = (struct sent_mail){ 0 };
	for (size_t i = 0; i < lines && i < SENT_LINES_MAX && !status && !ret->found; i++) {
		const struct db_value argument[] = { db_integer((int64_t)line[i]),
			                             db_integer(since(now_s)) };

		status = snapshot_run(snapshot, STATEMENT_SENT_BY_ANCHOR, argument, 2, take_sent,
		                      ret, err);
	}
	return status;
}

static int take_coverage(void *context, const struct db_column *column, size_t columns,
                         struct err *err)
{
	struct coverage *coverage = context;

	(void)err;
	if (columns == 3 && column[0].value.integer >= 0 && column[1].value.integer >= 0)
		*coverage = (struct coverage){ (uint64_t)column[0].value.integer,
			                       (uint64_t)column[1].value.integer,
			                       (int32_t)column[2].value.integer };
	return 1;
}

int snapshot_coverage(struct snapshot *snapshot, int64_t now_s, struct coverage *ret,
                      struct err *err)
{
	int64_t today = day_of(now_s);
	const struct db_value argument[] = { db_integer(today - COVERAGE_DAYS), db_integer(today) };

	*ret = (struct coverage){ 0 };
	return snapshot_run(snapshot, STATEMENT_COVERAGE_GET, argument, 2, take_coverage, ret, err);
}

bool coverage_is_complete(const struct coverage *coverage)
{
	return coverage->cited >= COVERED_MIN &&
	       coverage->found >= coverage->cited - coverage->cited * (100 - COVERED_PERCENT) / 100;
}

size_t sent_mail_lines(const struct sent_mail *sent, const uint64_t *line, size_t lines)
{
	size_t n = 0;

	for (size_t i = 0; i < lines; i++) {
		size_t k = 0;

		while (k < sent->lines && sent->line[k] != line[i])
			k++;
		n += k < sent->lines;
	}
	return n;
}

int sent_teach(const struct teacher *teacher, const struct batch *batch)
{
	const struct sent_mail *sent = batch->sent;
	char room[DIGESTS_PACKED_SIZE(SENT_LINES_MAX)];
	int status = 0;

	if (sent && sent->id.n)
		status = rows_run(teacher->rows, STATEMENT_SENT_PUT,
		                  ARGUMENTS(db_text(sent->id), db_integer(batch->message.at_s),
		                            db_integer(anchor_of(sent)),
		                            db_text(digests_pack(sent->line, sent->lines, room))),
		                  NULL, teacher->err);
	if (!status && batch->cites && batch->lesson == LESSON_LEARN)
		status = rows_run(teacher->rows, STATEMENT_COVERAGE_ADD,
		                  ARGUMENTS(db_integer(day_of(batch->message.at_s)),
		                            db_integer(batch->cites_found)),
		                  NULL, teacher->err);
	return status;
}
