/* JSON by jansson (this folder alone includes it outside tests): objects are json_t of that
 * library. */
#ifndef OPENBEC_BASE_JSON_H
#define OPENBEC_BASE_JSON_H

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"

/* A string of any bytes: bad UTF-8 is shown as U+FFFD, so that the object is never lost. New
 * reference. */
json_t *json_text(struct str s);
/* A number with one digit behind the point as such (6.4, not 6.4000000000000004). New reference. */
json_t *json_tenth(double value);
/* One line without its end; malloc'd, NULL without memory. Real numbers with up to 6 digits. */
char *json_line(const json_t *object);
/* An object from text: duplicate keys, bad UTF-8, depth over the library's limit are ERR_INPUT. */
int json_object_of(struct str text, json_t **ret, struct err *err);
/* The string at `key`, copied to the arena; {NULL, 0} if it isn't there or no string. */
struct str json_get_str(struct arena *arena, const json_t *object, const char *key);

static inline void json_done(json_t **object)
{
	json_decref(*object);
}

#endif
