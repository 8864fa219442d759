#include "store/teach.h"

#include "base/clock.h"
#include "store/domain_keys.h"
#include "store/pending.h"
#include "store/span.h"

#define CORRESPONDENT_TRUST_S ((int64_t)7 * 86400)

int teach_count(const struct teacher *teacher, struct str recipient, uint32_t before,
                uint32_t after, int32_t day)
{
	int64_t days = (int64_t)after - before, once = (after == 1) - (before == 1);

	if (days == 0)
		return 0;
	return rows_run(
		teacher->rows, STATEMENT_RECIPIENT_ADD,
		ARGUMENTS(db_text(recipient), db_integer(days), db_integer(once), db_integer(day)),
		NULL, teacher->err);
}

int teach_sighting(const struct teacher *teacher, const struct sighting *sighting, bool first,
                   struct profile *ret)
{
	struct profile before;
	bool failed;
	int status =
		rows_profile(teacher->rows, sighting->party, teacher->arena, ret, teacher->err);

	if (status)
		return status;
	if (!rows_profile_copy(ret, teacher->arena, &before))
		return err_memory(teacher->err);
	if (!profile_add(ret, sighting, teacher->arena, &failed))
		return failed ? err_memory(teacher->err) : 0;
	status = rows_put_profile(teacher->rows, &before, ret, teacher->err);
	if (!status && first)
		status = teach_count(teacher, str_of(""), before.days, ret->days,
		                     day_of(sighting->at_s));
	return status;
}

static int get_contact(const struct teacher *teacher, struct str party, struct str recipient,
                       struct contact *ret)
{
	*ret = (struct contact){ 0 };
	return rows_get(teacher->rows, STATEMENT_CONTACT_GET,
	                ARGUMENTS(db_text(party), db_text(recipient)), &shape_contact, NULL, ret,
	                &ret->found, teacher->err);
}

static int put_contact(const struct teacher *teacher, struct str party, struct str recipient,
                       const struct contact *contact)
{
	struct db_value argument[ROWS_ARGUMENTS_MAX] = { db_text(party), db_text(recipient) };
	size_t n = contact->found ? 2 + rows_arguments(&shape_contact, contact, argument + 2) : 2;

	return rows_run(teacher->rows,
	                contact->found ? STATEMENT_CONTACT_PUT : STATEMENT_CONTACT_DELETE, argument,
	                n, NULL, teacher->err);
}

int teach_contact(const struct teacher *teacher, struct str party, struct str recipient,
                  int64_t at_s, bool (*change)(struct contact *contact, int64_t at_s))
{
	struct contact contact;
	uint32_t before;
	int status = get_contact(teacher, party, recipient, &contact);

	if (status)
		return status;
	before = contact.days;
	if (!change(&contact, at_s))
		return 0;
	status = put_contact(teacher, party, recipient, &contact);
	return status ? status
	              : teach_count(teacher, recipient, before, contact.days, day_of(at_s));
}

int teach_contacts(const struct teacher *teacher, struct str party, int64_t at_s,
                   const struct str *recipient, size_t n)
{
	int status = 0;

	for (size_t i = 0; !status && i < n; i++)
		status = teach_contact(teacher, party, recipient[i], at_s, contact_add);
	return status;
}

/* We wrote first, or its first message is older than a week; and nothing that it sent left a mark. */
static int is_trusted(const struct teacher *teacher, struct str address, int64_t at_s, bool *ret)
{
	struct time_row first = { 0 };
	struct mark mark;
	bool wrote, marked = false;
	int status =
		rows_get(teacher->rows, STATEMENT_ADDRESS_FIRST_SEEN, ARGUMENTS(db_text(address)),
	                 &shape_time, NULL, &first, &wrote, teacher->err);

	if (!status)
		status = rows_get(teacher->rows, STATEMENT_ADDRESS_MARKED,
		                  ARGUMENTS(db_text(address), db_integer(at_s)), &shape_mark,
		                  teacher->arena, &mark, &marked, teacher->err);
	*ret = !marked &&
	       (!wrote || first.at_s >= at_s || at_s - first.at_s > CORRESPONDENT_TRUST_S);
	return status;
}

static int put_correspondent(const struct teacher *teacher, struct str address,
                             const struct correspondent *row)
{
	struct db_value argument[ROWS_ARGUMENTS_MAX] = { db_text(address) };
	size_t n = 1 + rows_arguments(&shape_correspondent, row, argument + 1);

	return rows_run(teacher->rows, STATEMENT_CORRESPONDENT_PUT, argument, n, NULL,
	                teacher->err);
}

int teach_get_correspondent(const struct teacher *teacher, struct str address,
                            struct correspondent *ret)
{
	*ret = (struct correspondent){ 0 };
	return rows_get(teacher->rows, STATEMENT_CORRESPONDENT_GET, ARGUMENTS(db_text(address)),
	                &shape_correspondent, NULL, ret, &ret->found, teacher->err);
}

static int teach_correspondent(const struct teacher *teacher, struct str address, int64_t at_s)
{
	struct correspondent row;
	struct contact days; /* counts alike */
	int status = teach_get_correspondent(teacher, address, &row);

	if (status)
		return status;
	days = (struct contact){ row.found, row.first_written_s, row.last_written_s, row.days,
		                 row.last_day };
	if (!contact_add(&days, at_s))
		return 0;
	if (!row.trusted)
		status = is_trusted(teacher, address, at_s, &row.trusted);
	if (status)
		return status;
	row = (struct correspondent){ true,      days.first_seen_s, days.last_seen_s,
		                      days.days, days.last_day,     row.trusted };
	return put_correspondent(teacher, address, &row);
}

int teach_written(const struct teacher *teacher, const struct str *address, size_t n, int64_t at_s)
{
	int status = 0;

	for (size_t i = 0; !status && i < n; i++)
		status = teach_correspondent(teacher, address[i], at_s);
	return status;
}

int teach_batch(const struct teacher *teacher, const struct batch *batch)
{
	const struct sighting *sender = &batch->sighting[0];
	struct profile profile;
	int status = 0;

	for (size_t i = 0; !status && i < batch->sightings; i++) {
		/* only who wrote to one of ours counts as a sender the site hears from */
		status = teach_sighting(teacher, &batch->sighting[i], i == 0 && batch->contacts > 0,
		                        &profile);
		if (!status)
			status = pending_release(teacher, &profile, batch->sighting[i].at_s);
	}
	if (!status && batch->sightings)
		status = teach_contacts(teacher, sender->party, sender->at_s, batch->contact,
		                        batch->contacts);
	if (!status)
		status = teach_written(teacher, batch->written, batch->written_n,
		                       batch->message.at_s);
	return status ? status : domain_keys_teach(teacher, batch);
}

int sighting_without_guarded(const struct teacher *teacher, const struct sighting *sighting,
                             struct sighting *ret)
{
	struct shown_trait *trait = arena_array(teacher->arena, sighting->traits, sizeof *trait);
	size_t n = 0;

	if (!trait)
		return err_memory(teacher->err);
	for (size_t i = 0; i < sighting->traits; i++) {
		if (!sighting->trait[i].guarded)
			trait[n++] = sighting->trait[i];
	}
	*ret = *sighting;
	ret->trait = trait;
	ret->traits = n;
	return 0;
}
