/* party.traits: {"mailer": {"n": days, "d": last day, "v": [["value", days, first day, last day], ...]}, ...} */
#include <stdio.h>

#include "store/record_json.h"
#include "store/record_read.h"

static json_t *record_json(const struct trait_record *record)
{
	json_t *object = json_object(), *values = record->strong ? NULL : json_array();

	json_object_set_new(object, "n", json_integer(record->days));
	json_object_set_new(object, "d", json_integer(record->last_day));
	for (size_t i = 0; values && i < record->values; i++) {
		const struct trait_value *v = &record->value[i];
		json_t *row = json_array();

		json_array_append_new(row, json_text(v->value));
		json_array_append_new(row, json_integer(v->days));
		json_array_append_new(row, json_integer(v->first_day));
		json_array_append_new(row, json_integer(v->last_day));
		json_array_append_new(values, row);
	}
	if (values)
		json_object_set_new(object, "v", values);
	return object;
}

char *traits_pack(const struct profile *profile)
{
	json_t *object = json_object();

	for (size_t i = 0; i < profile->traits; i++) {
		const struct trait_record *record = &profile->trait[i];
		char kind[64];

		snprintf(kind, sizeof kind, STR_FMT, STR_ARG(record->kind));
		json_object_set_new(object, kind, record_json(record));
	}
	return record_line(object);
}

static bool value_read(struct arena *arena, const json_t *row, struct trait_value *ret)
{
	return record_text(arena, json_array_get(row, 0), &ret->value) &&
	       record_days(json_array_get(row, 1), &ret->days) &&
	       record_day(json_array_get(row, 2), &ret->first_day) &&
	       record_day(json_array_get(row, 3), &ret->last_day);
}

static int values_read(struct arena *arena, const json_t *values, struct trait_record *ret,
                       struct err *err)
{
	size_t n = json_array_size(values);

	n = n < PROFILE_VALUES_MAX ? n : PROFILE_VALUES_MAX;
	ret->value = arena_array(arena, n, sizeof *ret->value);
	if (!ret->value)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		if (!value_read(arena, json_array_get(values, i), &ret->value[i]))
			return record_damaged(err, "traits");
	}
	ret->values = n;
	return 0;
}

int traits_unpack(struct arena *arena, struct str json, struct profile *ret, struct err *err)
{
	AUTO(json_done) json_t *object = NULL;
	const char *kind;
	json_t *kept;
	int status;

	ret->traits = 0;
	if (json_object_of(json, &object, NULL))
		return record_damaged(err, "traits");
	json_object_foreach(object, kind, kept)
	{
		struct trait_record *record = &ret->trait[ret->traits];
		const json_t *values = json_object_get(kept, "v");

		if (ret->traits == PROFILE_KINDS_MAX)
			break;
		*record = (struct trait_record){ .kind = arena_str(arena, str_of(kind)),
			                         .strong = !values };
		if (!record->kind.p)
			return err_memory(err);
		if (!record_days(json_object_get(kept, "n"), &record->days) ||
		    !record_day(json_object_get(kept, "d"), &record->last_day))
			return record_damaged(err, "traits");
		status = values ? values_read(arena, values, record, err) : 0;
		if (status)
			return status;
		ret->traits++;
	}
	return 0;
}
