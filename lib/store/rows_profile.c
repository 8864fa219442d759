/* A party's row, and a row for each value of its strong kinds. */
#include "base/auto.h"
#include "store/record_json.h"
#include "store/rows.h"

struct party_row {
	struct profile profile;
	struct str traits;
};

#define FIELD(type, member)                                                                        \
	{                                                                                          \
		type, offsetof(struct party_row, member)                                           \
	}
static const struct field party_fields[] = {
	FIELD(FIELD_STR, profile.party),
	FIELD(FIELD_STR, profile.address),
	FIELD(FIELD_STR, profile.domain),
	FIELD(FIELD_STR, profile.proof),
	FIELD(FIELD_INT64, profile.first_seen_s),
	FIELD(FIELD_INT64, profile.last_seen_s),
	FIELD(FIELD_UINT32, profile.days),
	FIELD(FIELD_INT32, profile.first_day),
	FIELD(FIELD_INT32, profile.last_day),
	FIELD(FIELD_UINT32, profile.longest_gap_days),
	FIELD(FIELD_UINT32, profile.dkim_days),
	FIELD(FIELD_INT32, profile.dkim_last_day),
	FIELD(FIELD_STR, traits),
};
#define PARTY_CHANGES 4 /* from here on; those before name it */
#define QUARTER_DAYS  91
static const struct shape shape_party = { sizeof(struct party_row), party_fields,
	                                  sizeof party_fields / sizeof party_fields[0] };

struct strong {
	struct profile *profile;
	struct arena *arena;
	struct trait_record *record; /* whose rows are coming */
	size_t room;
};

/* Rows come kind by kind; a kind without counters in the party's row says nothing. */
static int strong_row(void *context, const struct db_column *column, size_t columns,
                      struct err *err)
{
	struct strong *strong = context;
	struct str kind = column[0].value.text;
	struct trait_record *record = strong->record;

	(void)columns;
	if (!record || !str_eq(record->kind, kind)) {
		record = (struct trait_record *)profile_trait(strong->profile, kind);
		strong->record = record;
		strong->room = 0;
	}
	if (!record || !record->strong || record->values == PROFILE_VALUES_MAX)
		return 0;
	if (!arena_grow(strong->arena, (void **)&record->value, record->values, &strong->room,
	                sizeof *record->value))
		return err_memory(err);
	record->value[record->values] = (struct trait_value){
		.value = arena_str(strong->arena, column[1].value.text),
		.days = (uint32_t)column[2].value.integer,
		.first_day = (int32_t)column[3].value.integer,
		.last_day = (int32_t)column[4].value.integer,
	};
	return record->value[record->values++].value.p ? 0 : err_memory(err);
}

static bool has_strong(const struct profile *profile)
{
	for (size_t i = 0; i < profile->traits; i++) {
		if (profile->trait[i].strong)
			return true;
	}
	return false;
}

int rows_profile(const struct rows *rows, struct str party, struct arena *arena,
                 struct profile *ret, struct err *err)
{
	struct party_row row = { 0 };
	struct strong strong = { .profile = &row.profile, .arena = arena };
	bool found;
	int status = rows_get(rows, STATEMENT_PARTY_GET, ARGUMENTS(db_text(party)), &shape_party,
	                      arena, &row, &found, err);

	if (!status && found)
		status = traits_unpack(arena, row.traits, &row.profile, err);
	if (!status && found && has_strong(&row.profile))
		status = rows->backend->run(rows->db, STATEMENT_TRAIT_ALL,
		                            ARGUMENTS(db_text(party)), strong_row, &strong, err);
	if (status)
		return status;
	row.profile.found = found;
	*ret = row.profile;
	return 0;
}

bool rows_profile_copy(const struct profile *profile, struct arena *arena, struct profile *ret)
{
	*ret = *profile;
	for (size_t i = 0; i < ret->traits; i++) {
		struct trait_record *record = &ret->trait[i];
		const struct trait_value *from = record->value;

		record->value = arena_array(arena, record->values, sizeof *from);
		if (!record->value)
			return false;
		if (record->values)
			memcpy(record->value, from, record->values * sizeof *from);
	}
	return true;
}

static bool value_same(const struct trait_value *a, const struct trait_value *b)
{
	return a && b && a->days == b->days && a->first_day == b->first_day &&
	       a->last_day == b->last_day;
}

static const struct trait_value *value_of(const struct trait_record *record, struct str value)
{
	return record ? trait_record_value(record, value) : NULL;
}

/* Of each value of a strong kind: what it is in the other of two profiles, NULL if it isn't there. */
typedef int value_change_fn(const struct rows *rows, struct str party, struct str kind,
                            const struct trait_value *value, const struct trait_value *other,
                            struct err *err);

static int each_strong(const struct rows *rows, const struct profile *profile,
                       const struct profile *other, value_change_fn *change, struct err *err)
{
	int status = 0;

	for (size_t i = 0; i < profile->traits; i++) {
		const struct trait_record *record = &profile->trait[i];
		const struct trait_record *theirs = profile_trait(other, record->kind);

		for (size_t k = 0; record->strong && !status && k < record->values; k++)
			status = change(rows, profile->party, record->kind, &record->value[k],
			                value_of(theirs, record->value[k].value), err);
	}
	return status;
}

static int put_value(const struct rows *rows, struct str party, struct str kind,
                     const struct trait_value *value, const struct trait_value *before,
                     struct err *err)
{
	if (value_same(before, value))
		return 0;
	return rows_run(rows, STATEMENT_TRAIT_PUT,
	                ARGUMENTS(db_text(party), db_text(kind), db_text(value->value),
	                          db_integer(value->days), db_integer(value->first_day),
	                          db_integer(value->last_day)),
	                NULL, err);
}

static int drop_value(const struct rows *rows, struct str party, struct str kind,
                      const struct trait_value *value, const struct trait_value *now,
                      struct err *err)
{
	if (now)
		return 0;
	return rows_run(rows, STATEMENT_TRAIT_DELETE,
	                ARGUMENTS(db_text(party), db_text(kind), db_text(value->value)), NULL, err);
}

static int put_strong(const struct rows *rows, const struct profile *before,
                      const struct profile *profile, struct err *err)
{
	int status = each_strong(rows, profile, before, put_value, err);

	return status ? status : each_strong(rows, before, profile, drop_value, err);
}

static int forget(const struct rows *rows, struct str party, struct err *err)
{
	int status =
		rows_run(rows, STATEMENT_PARTY_FORGET_TRAITS, ARGUMENTS(db_text(party)), NULL, err);

	return status ? status
	              : rows_run(rows, STATEMENT_PARTY_DELETE, ARGUMENTS(db_text(party)), NULL,
	                         err);
}

/* Where nothing stands in an index that changed, none is written. */
static int put_party(const struct rows *rows, const struct profile *before,
                     const struct party_row *row, struct err *err)
{
	struct db_value argument[ROWS_ARGUMENTS_MAX];
	size_t n = rows_arguments(&shape_party, row, argument);
	int32_t quarter = row->profile.last_day / QUARTER_DAYS;

	if (!before->found || before->last_day / QUARTER_DAYS != quarter) {
		argument[n++] = db_integer(quarter);
		return rows_run(rows, STATEMENT_PARTY_PUT, argument, n, NULL, err);
	}
	argument[PARTY_CHANGES - 1] = argument[0];
	return rows_run(rows, STATEMENT_PARTY_UPDATE, argument + PARTY_CHANGES - 1,
	                n - PARTY_CHANGES + 1, NULL, err);
}

int rows_put_profile(const struct rows *rows, const struct profile *before,
                     const struct profile *profile, struct err *err)
{
	AUTO(free_done) char *traits = traits_pack(profile);
	const struct party_row row = { *profile, str_of(traits) };
	int status;

	if (!traits)
		return err_memory(err);
	if (!profile->found)
		return forget(rows, before->party, err);
	status = put_party(rows, before, &row, err);
	return status ? status : put_strong(rows, before, profile, err);
}
