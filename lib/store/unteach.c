/* Feedback says that a message was fraud: what it taught goes out of the rows again. What else was learned on its day says
 * which of it is shared. */
#include "base/clock.h"
#include "store/pending.h"
#include "store/record_json.h"
#include "store/span.h"
#include "store/teach.h"

#define SECONDS_A_DAY 86400

struct others {
	const struct teacher *teacher;
	struct batch *batch;
	size_t n, room;
};

static int others_row(void *context, const struct db_column *column, size_t columns,
                      struct err *err)
{
	struct others *others = context;
	struct arena *arena = others->teacher->arena;

	(void)columns;
	if (!arena_grow(arena, (void **)&others->batch, others->n, &others->room,
	                sizeof *others->batch))
		return err_memory(err);
	return lesson_unpack(arena, column[0].value.text, &others->batch[others->n++], err);
}

/* An organisation's mail has many parties, but one domain. */
static int find_others(const struct teacher *teacher, const struct sighting *sighting, bool first,
                       struct str key, struct others *ret)
{
	enum statement statement =
		first ? STATEMENT_MESSAGE_LEARNED_OF_PARTY : STATEMENT_MESSAGE_LEARNED_OF_DOMAIN;
	int64_t midnight = (int64_t)day_of(sighting->at_s) * SECONDS_A_DAY;

	*ret = (struct others){ .teacher = teacher };
	return teacher->rows->backend->run(
		teacher->rows->db, statement,
		ARGUMENTS(db_text(first ? sighting->party : sighting->domain), db_integer(midnight),
	                  db_integer(midnight + SECONDS_A_DAY), db_text(key)),
		others_row, ret, teacher->err);
}

/* The others' sightings of one party, and room for one more. */
static struct sighting *sightings_of(const struct others *others, struct str party, size_t *ret_n)
{
	size_t most = sizeof others->batch->sighting / sizeof others->batch->sighting[0];
	struct sighting *found =
		arena_array(others->teacher->arena, most * others->n + 1, sizeof *found);

	*ret_n = 0;
	for (size_t i = 0; found && i < others->n; i++) {
		for (size_t j = 0; j < others->batch[i].sightings; j++) {
			if (str_eq(others->batch[i].sighting[j].party, party))
				found[(*ret_n)++] = others->batch[i].sighting[j];
		}
	}
	return found;
}

static int take_back(const struct teacher *teacher, const struct sighting *sighting, bool first,
                     const struct sighting *others, size_t n)
{
	struct profile before, profile;
	int status = rows_profile(teacher->rows, sighting->party, teacher->arena, &profile,
	                          teacher->err);

	if (status || !profile.found)
		return status;
	if (!rows_profile_copy(&profile, teacher->arena, &before))
		return err_memory(teacher->err);
	profile_take_back(&profile, sighting, others, n);
	status = rows_put_profile(teacher->rows, &before, &profile, teacher->err);
	if (!status && first)
		status = teach_count(teacher, str_of(""), before.days,
		                     profile.found ? profile.days : 0, day_of(sighting->at_s));
	return status;
}

static int unteach_sighting(const struct teacher *teacher, const struct sighting *sighting,
                            bool first, bool released, const struct others *others)
{
	struct sighting taught = *sighting, *shared;
	size_t n;
	int status;

	shared = sightings_of(others, sighting->party, &n);
	if (!shared)
		return err_memory(teacher->err);
	if (released) {
		status = sighting_without_guarded(teacher, sighting, &taught);
		if (status)
			return status;
		shared[n++] = (struct sighting){ .dkim = true }; /* its day was others' */
	}
	return take_back(teacher, &taught, first, shared, n);
}

static bool wrote_to(const struct others *others, struct str recipient)
{
	for (size_t i = 0; i < others->n; i++) {
		for (size_t j = 0; j < others->batch[i].contacts; j++) {
			if (str_eq(others->batch[i].contact[j], recipient))
				return true;
		}
	}
	return false;
}

static int unteach_contacts(const struct teacher *teacher, const struct batch *batch,
                            const struct others *others)
{
	const struct sighting *sender = &batch->sighting[0];
	int status = 0;

	for (size_t i = 0; !status && i < batch->contacts; i++) {
		if (!wrote_to(others, batch->contact[i]))
			status = teach_contact(teacher, sender->party, batch->contact[i],
			                       sender->at_s, contact_take_back);
	}
	return status;
}

/* Only where this message was the first that anybody wrote to it. */
static int unteach_written(const struct teacher *teacher, const struct str *address, size_t n,
                           int64_t at_s)
{
	struct correspondent row;
	int status = 0;

	for (size_t i = 0; !status && i < n; i++) {
		status = teach_get_correspondent(teacher, address[i], &row);
		if (!status && row.found && row.first_written_s == at_s)
			status = rows_run(teacher->rows, STATEMENT_CORRESPONDENT_DELETE,
			                  ARGUMENTS(db_text(address[i])), NULL, teacher->err);
	}
	return status;
}

int unteach_batch(const struct teacher *teacher, struct str key, const struct batch *batch,
                  bool released)
{
	int status = 0;

	for (size_t i = 0; !status && i < batch->sightings; i++) {
		const struct sighting *sighting = &batch->sighting[i];
		struct others others;
		bool waits = false;

		status = pending_delete(teacher, sighting->party, key, &waits);
		if (status || waits)
			continue;
		status = find_others(teacher, sighting, i == 0, key, &others);
		if (!status)
			status = unteach_sighting(teacher, sighting, i == 0 && batch->contacts > 0,
			                          released, &others);
		if (!status && i == 0 && !released)
			status = unteach_contacts(teacher, batch, &others);
	}
	if (!status && !released)
		status = unteach_written(teacher, batch->written, batch->written_n,
		                         batch->message.at_s);
	return status;
}
