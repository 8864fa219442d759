#include "store/pending.h"

#include "base/auto.h"
#include "base/clock.h"
#include "store/record_json.h"

#define PENDING_MAX        16 /* of a party; query.sql knows it, too */
#define PENDING_CLEAN_DAYS 3
#define SECONDS_A_DAY      ((int64_t)86400)
#define MARKS_MAX          16 /* of a value; likewise */

int pending_add(const struct teacher *teacher, struct str key, const struct sighting *sighting,
                bool first)
{
	AUTO(free_done) char *packed = sighting_pack(sighting, first);
	struct db_value party = db_text(sighting->party);
	int status;

	if (!packed)
		return err_memory(teacher->err);
	status = rows_run(teacher->rows, STATEMENT_PENDING_EVICT, ARGUMENTS(party), NULL,
	                  teacher->err);
	return status ? status
	              : rows_run(teacher->rows, STATEMENT_PENDING_PUT,
	                         ARGUMENTS(party, db_text(key), db_integer(sighting->at_s),
	                                   db_integer(day_of(sighting->at_s)),
	                                   db_text(str_of(packed))),
	                         NULL, teacher->err);
}

int pending_delete(const struct teacher *teacher, struct str party, struct str key,
                   bool *ret_was_there)
{
	size_t n = 0;
	int status = rows_run(teacher->rows, STATEMENT_PENDING_DELETE,
	                      ARGUMENTS(db_text(party), db_text(key)), &n, teacher->err);

	*ret_was_there = n > 0;
	return status;
}

static int release(const struct teacher *teacher, struct str party, const struct pending_row *row)
{
	struct sighting sighting, free;
	struct profile profile;
	bool first, was_there;
	int status =
		sighting_unpack(teacher->arena, row->sighting, &sighting, &first, teacher->err);

	if (!status)
		status = sighting_without_guarded(teacher, &sighting, &free);
	if (!status)
		status = teach_sighting(teacher, &free, first, &profile);
	if (!status)
		status = rows_run(teacher->rows, STATEMENT_MESSAGE_RELEASED,
		                  ARGUMENTS(db_text(row->message)), NULL, teacher->err);
	return status ? status : pending_delete(teacher, party, row->message, &was_there);
}

/* One clean day more, if it is one. */
static int progress(const struct teacher *teacher, struct str party, const struct pending_row *row,
                    int32_t day)
{
	uint32_t clean_days = row->clean_days + 1;

	if (day <= row->last_clean_day)
		return 0;
	if (clean_days >= PENDING_CLEAN_DAYS)
		return release(teacher, party, row);
	return rows_run(teacher->rows, STATEMENT_PENDING_PROGRESS,
	                ARGUMENTS(db_integer(clean_days), db_integer(day), db_text(party),
	                          db_text(row->message)),
	                NULL, teacher->err);
}

static bool waits(const struct pending_row *row, size_t n, struct str message)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(row[i].message, message))
			return true;
	}
	return false;
}

/* By mail other than what waits here: that marked its own sender, too, and would never come free. */
static int is_marked(const struct teacher *teacher, struct str party, int64_t at_s,
                     const struct pending_row *row, size_t n, bool *ret)
{
	struct text_row message[MARKS_MAX];
	size_t marks = 0;
	int status =
		rows_list(teacher->rows, STATEMENT_MARK_MESSAGES,
	                  ARGUMENTS(db_text(party), db_text(str_of("identity")), db_integer(at_s)),
	                  &shape_text, teacher->arena, message, MARKS_MAX, &marks, teacher->err);

	*ret = false;
	for (size_t i = 0; i < marks; i++)
		*ret |= !waits(row, n, message[i].text);
	return status;
}

int pending_release(const struct teacher *teacher, const struct profile *profile, int64_t at_s)
{
	struct pending_row *row;
	bool marked = false;
	size_t n = 0;
	int status;

	if (!profile_established(profile))
		return 0;
	row = arena_array(teacher->arena, PENDING_MAX, sizeof *row);
	if (!row)
		return err_memory(teacher->err);
	status = rows_list(
		teacher->rows, STATEMENT_PENDING_ALL,
		ARGUMENTS(db_text(profile->party), db_integer(at_s - PENDING_DAYS * SECONDS_A_DAY)),
		&shape_pending, teacher->arena, row, PENDING_MAX, &n, teacher->err);
	if (!status && n)
		status = is_marked(teacher, profile->party, at_s, row, n, &marked);
	for (size_t i = 0; !status && !marked && i < n; i++)
		status = progress(teacher, profile->party, &row[i], day_of(at_s));
	return status;
}
