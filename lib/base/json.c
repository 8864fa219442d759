#include "base/json.h"

#include <math.h>
#include <stdlib.h>

#include "base/unicode.h"

/* As UTF-8 that jansson takes: each bad byte is U+FFFD. */
static json_t *repaired(struct str s)
{
	char *text = malloc(3 * s.n + 1);
	size_t n = 0;
	json_t *string;

	if (!text)
		return NULL;
	for (size_t at = 0; at < s.n;)
		n += utf8_put(utf8_next(s, &at), text + n);
	string = json_stringn(text, n);
	free(text);
	return string;
}

json_t *json_text(struct str s)
{
	if (s.n == 0)
		return json_string("");
	return utf8_valid(s) ? json_stringn_nocheck(s.p, s.n) : repaired(s);
}

json_t *json_tenth(double value)
{
	/* JSON knows no infinity; the sum makes 0 of -0 */
	return isfinite(value) ? json_real(round(value * 10) / 10 + 0.0) : json_null();
}

char *json_line(const json_t *object)
{
	return json_dumps(object, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
}

int json_object_of(struct str text, json_t **ret, struct err *err)
{
	json_error_t why;
	json_t *object = json_loadb(text.n ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &why);

	if (!object)
		return err_set(err, ERR_INPUT, "bad JSON in line %d, column %d: %s", why.line,
		               why.column, why.text);
	if (!json_is_object(object)) {
		json_decref(object);
		return err_set(err, ERR_INPUT, "bad JSON: an object {...} was expected");
	}
	*ret = object;
	return 0;
}

struct str json_get_str(struct arena *arena, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_string(value))
		return (struct str){ NULL, 0 };
	return arena_str(arena, str_make(json_string_value(value), json_string_length(value)));
}
