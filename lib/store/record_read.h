/* Reading packed columns: each value is checked before it is believed. */
#ifndef OPENBEC_STORE_RECORD_READ_H
#define OPENBEC_STORE_RECORD_READ_H

#include "base/auto.h"
#include "base/json.h"

/* The packed text of an object, which goes; NULL without memory. */
static inline char *record_line(json_t *object)
{
	AUTO(json_done) json_t *owned = object;

	return owned ? json_line(owned) : NULL;
}

static inline int record_damaged(struct err *err, const char *what)
{
	return err_set(err, ERR_STORE, "a row of the store is damaged: its %s can't be read", what);
}

static inline bool record_integer(const json_t *value, int64_t min, int64_t max, int64_t *ret)
{
	*ret = json_integer_value(value);
	return json_is_integer(value) && *ret >= min && *ret <= max;
}

static inline bool record_text(struct arena *arena, const json_t *value, struct str *ret)
{
	*ret = json_is_string(value) ? arena_str(arena, str_make(json_string_value(value),
	                                                         json_string_length(value)))
	                             : (struct str){ NULL, 0 };
	return ret->p != NULL;
}

#endif
