#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/json.h"

static void json_never_loses_an_object_to_bad_bytes(void **state)
{
	json_t *object = json_object();
	struct arena arena;
	struct err err;
	char *line;

	(void)state;
	arena_init(&arena, 1 << 16);
	json_object_set_new(object, "a", json_text(str_make("x\xff\0y", 4)));
	json_object_set_new(object, "b", json_tenth(6.35000001));
	line = json_line(object);
	assert_string_equal(line, "{\"a\":\"x\xef\xbf\xbd\\u0000y\",\"b\":6.4}");
	free(line);
	json_decref(object);
	assert_int_equal(json_object_of(str_of("{\"a\":1,\"a\":2}"), &object, &err), ERR_INPUT);
	assert_int_equal(json_object_of(str_of("[1]"), &object, &err), ERR_INPUT);
	assert_int_equal(json_object_of(str_of("{\"a\":\"\xff\"}"), &object, &err), ERR_INPUT);
	assert_int_equal(json_object_of(str_of("{\"a\":\"b\",\"c\":1}"), &object, &err), 0);
	assert_true(str_eq(json_get_str(&arena, object, "a"), str_of("b")));
	assert_null(json_get_str(&arena, object, "c").p);
	json_decref(object);
	arena_done(&arena);
}

static void numbers_are_short_and_finite(void **state)
{
	static const struct {
		double value;
		const char *wanted;
	} rows[] = {
		{ 6.4000000000000004, "6.4" },
		{ 6, "6.0" },
		{ -0.04, "0.0" },
		{ -1.25, "-1.3" },
		{ 0, "0.0" },
		{ INFINITY, "null" },
		{ NAN, "null" },
		{ 99.96, "100.0" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		json_t *value = json_tenth(rows[i].value);
		char *line = json_line(value);

		assert_non_null(line);
		if (strcmp(line, rows[i].wanted) != 0)
			fail_msg("%f: %s", rows[i].value, line);
		free(line);
		json_decref(value);
	}
}

static void what_is_no_object_is_said_where(void **state)
{
	static const char *const bad[] = {
		"", "{", "{}x", "nul", "\"a\"", "{\"a\":1e999}", "{\"a\":\"\\ud800\"}", "{'a':1}",
	};
	char deep[10000];
	json_t *object = NULL;
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (json_object_of(str_of(bad[i]), &object, &err) != ERR_INPUT)
			fail_msg("accepted %s", bad[i]);
	}
	memset(deep, '[', sizeof deep);
	memcpy(deep, "{\"a\":", 5);
	assert_int_equal(json_object_of(str_make(deep, sizeof deep), &object, &err), ERR_INPUT);
	assert_int_equal(json_object_of(str_of("{\n  \"a\": x}"), &object, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "line 2"));
	assert_null(object);
}

static void a_line_is_one_line(void **state)
{
	json_t *object = json_object();
	char *line;

	(void)state;
	json_object_set_new(object, "a", json_text(str_of("x\ny\r")));
	json_object_set_new(object, "b", json_text(str_of(NULL)));
	line = json_line(object);
	assert_string_equal(line, "{\"a\":\"x\\ny\\r\",\"b\":\"\"}");
	free(line);
	json_decref(object);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_never_loses_an_object_to_bad_bytes),
		cmocka_unit_test(numbers_are_short_and_finite),
		cmocka_unit_test(what_is_no_object_is_said_where),
		cmocka_unit_test(a_line_is_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
