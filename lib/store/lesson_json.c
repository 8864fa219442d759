/* What a message taught: sightings with their traits as [kind, value, flags], contacts, written addresses, marks. */
#include "store/record_json.h"
#include "store/record_read.h"

enum { SHOWN_STRONG = 1, SHOWN_GUARDED = 2 };

/* A sighting. What an organisation shows is mostly what its address showed: where there is a `first` sighting, a trait that it
 * has, too, is its number there. */

static bool shown_same(const struct shown_trait *a, const struct shown_trait *b)
{
	return str_eq(a->kind, b->kind) && str_eq(a->value, b->value) && a->strong == b->strong &&
	       a->guarded == b->guarded;
}

static json_t *shown_json(const struct shown_trait *shown, const struct sighting *first)
{
	int flags = (shown->strong ? SHOWN_STRONG : 0) | (shown->guarded ? SHOWN_GUARDED : 0);
	json_t *row;

	for (size_t i = 0; first && i < first->traits && i < SIGHTING_TRAITS_MAX; i++) {
		if (shown_same(&first->trait[i], shown))
			return json_integer((json_int_t)i);
	}
	row = json_array();
	json_array_append_new(row, json_text(shown->kind));
	json_array_append_new(row, json_text(shown->value));
	json_array_append_new(row, json_integer(flags));
	return row;
}

static json_t *sighting_json(const struct sighting *sighting, const struct sighting *first)
{
	json_t *object = json_object(), *traits = json_array();

	json_object_set_new(object, "party", json_text(sighting->party));
	json_object_set_new(object, "address", json_text(sighting->address));
	json_object_set_new(object, "domain", json_text(sighting->domain));
	json_object_set_new(object, "proof", json_text(sighting->proof));
	json_object_set_new(object, "at", json_integer(sighting->at_s));
	json_object_set_new(object, "dkim", json_boolean(sighting->dkim));
	for (size_t i = 0; i < sighting->traits && i < SIGHTING_TRAITS_MAX; i++)
		json_array_append_new(traits, shown_json(&sighting->trait[i], first));
	json_object_set_new(object, "traits", traits);
	return object;
}

static bool shown_read(struct arena *arena, const json_t *row, const struct sighting *first,
                       struct shown_trait *ret)
{
	int64_t flags, at;

	if (first && first->traits && record_integer(row, 0, (int64_t)first->traits - 1, &at)) {
		*ret = first->trait[at];
		return true;
	}
	if (!record_text(arena, json_array_get(row, 0), &ret->kind) ||
	    !record_text(arena, json_array_get(row, 1), &ret->value) ||
	    !record_integer(json_array_get(row, 2), 0, SHOWN_STRONG | SHOWN_GUARDED, &flags))
		return false;
	ret->strong = flags & SHOWN_STRONG;
	ret->guarded = flags & SHOWN_GUARDED;
	return true;
}

static bool sighting_read(struct arena *arena, const json_t *object, const struct sighting *first,
                          struct sighting *ret)
{
	const json_t *traits = json_object_get(object, "traits");
	size_t n = json_array_size(traits) < SIGHTING_TRAITS_MAX ? json_array_size(traits)
	                                                         : SIGHTING_TRAITS_MAX;
	struct shown_trait *shown = arena_array(arena, n, sizeof *shown);

	*ret = (struct sighting){ .trait = shown,
		                  .traits = n,
		                  .dkim = json_is_true(json_object_get(object, "dkim")) };
	for (size_t i = 0; i < n; i++) {
		if (!shown || !shown_read(arena, json_array_get(traits, i), first, &shown[i]))
			return false;
	}
	return record_text(arena, json_object_get(object, "party"), &ret->party) &&
	       record_text(arena, json_object_get(object, "address"), &ret->address) &&
	       record_text(arena, json_object_get(object, "domain"), &ret->domain) &&
	       record_text(arena, json_object_get(object, "proof"), &ret->proof) &&
	       record_integer(json_object_get(object, "at"), INT64_MIN, INT64_MAX, &ret->at_s);
}

char *sighting_pack(const struct sighting *sighting, bool first)
{
	json_t *object = sighting_json(sighting, NULL);

	json_object_set_new(object, "first", json_boolean(first));
	return record_line(object);
}

int sighting_unpack(struct arena *arena, struct str json, struct sighting *ret, bool *ret_first,
                    struct err *err)
{
	AUTO(json_done) json_t *object = NULL;

	if (json_object_of(json, &object, NULL) || !sighting_read(arena, object, NULL, ret))
		return record_damaged(err, "sighting");
	*ret_first = json_is_true(json_object_get(object, "first"));
	return 0;
}

/* message.batch */

static json_t *texts_json(const struct str *text, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n && i < LESSON_LIST_MAX; i++)
		json_array_append_new(array, json_text(text[i]));
	return array;
}

static json_t *marks_json(const struct mark *mark, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n && i < LESSON_LIST_MAX; i++) {
		json_t *row = json_array();

		json_array_append_new(row, json_text(mark[i].kind));
		json_array_append_new(row, json_text(mark[i].value));
		json_array_append_new(array, row);
	}
	return array;
}

char *lesson_pack(const struct batch *batch)
{
	json_t *object = json_object(), *sightings = json_array();

	for (size_t i = 0; i < batch->sightings; i++)
		json_array_append_new(sightings, sighting_json(&batch->sighting[i],
		                                               i ? &batch->sighting[0] : NULL));
	json_object_set_new(object, "sightings", sightings);
	json_object_set_new(object, "contacts", texts_json(batch->contact, batch->contacts));
	json_object_set_new(object, "written", texts_json(batch->written, batch->written_n));
	json_object_set_new(object, "marks", marks_json(batch->mark, batch->marks));
	return record_line(object);
}

static bool texts_read(struct arena *arena, const json_t *array, const struct str **ret,
                       size_t *ret_n)
{
	size_t n =
		json_array_size(array) < LESSON_LIST_MAX ? json_array_size(array) : LESSON_LIST_MAX;
	struct str *text = arena_array(arena, n, sizeof *text);

	for (size_t i = 0; i < n; i++) {
		if (!text || !record_text(arena, json_array_get(array, i), &text[i]))
			return false;
	}
	*ret = text;
	*ret_n = n;
	return true;
}

static bool marks_read(struct arena *arena, const json_t *array, const struct mark **ret,
                       size_t *ret_n)
{
	size_t n =
		json_array_size(array) < LESSON_LIST_MAX ? json_array_size(array) : LESSON_LIST_MAX;
	struct mark *mark = arena_array(arena, n, sizeof *mark);

	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(array, i);

		if (!mark || !record_text(arena, json_array_get(row, 0), &mark[i].kind) ||
		    !record_text(arena, json_array_get(row, 1), &mark[i].value))
			return false;
	}
	*ret = mark;
	*ret_n = n;
	return true;
}

int lesson_unpack(struct arena *arena, struct str json, struct batch *ret, struct err *err)
{
	AUTO(json_done) json_t *object = NULL;
	const json_t *sightings;
	size_t most = sizeof ret->sighting / sizeof ret->sighting[0];

	*ret = (struct batch){ 0 };
	if (json_object_of(json, &object, NULL))
		return record_damaged(err, "batch");
	sightings = json_object_get(object, "sightings");
	while (ret->sightings < most && ret->sightings < json_array_size(sightings)) {
		struct sighting *sighting = &ret->sighting[ret->sightings];

		if (!sighting_read(arena, json_array_get(sightings, ret->sightings),
		                   ret->sightings ? &ret->sighting[0] : NULL, sighting))
			return record_damaged(err, "batch");
		ret->sightings++;
	}
	if (!texts_read(arena, json_object_get(object, "contacts"), &ret->contact,
	                &ret->contacts) ||
	    !texts_read(arena, json_object_get(object, "written"), &ret->written,
	                &ret->written_n) ||
	    !marks_read(arena, json_object_get(object, "marks"), &ret->mark, &ret->marks))
		return record_damaged(err, "batch");
	return 0;
}
