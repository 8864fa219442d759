#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "config/source.h"

static void comments_are_blanked_and_lines_stay(void **state)
{
	static const struct {
		const char *given, *wanted;
	} rows[] = {
		{ "a = 1 # one\nb = 2\n", "a = 1      \nb = 2\n" },
		{ "a = 1 // one\n", "a = 1       \n" },
		{ "/* x\n y */ a = 1\n", "    \n      a = 1\n" },
		{ "a = \"# no comment\"\n", "a = \"# no comment\"\n" },
		{ "a = 'it // stays'\n", "a = 'it // stays'\n" },
		{ "a = \"quote \\\" # inside\"\n", "a = \"quote \\\" # inside\"\n" },
		{ "\xef\xbb\xbf"
		  "a = 1\n",
		  "a = 1\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct arena arena;
		struct source source;
		struct err err;

		arena_init(&arena, 1 << 20);
		assert_int_equal(
			source_parse(&arena, "x.conf", str_of(rows[i].given), &source, &err), 0);
		assert_string_equal(source.text.p, rows[i].wanted);
		arena_done(&arena);
	}
}

static void faults_name_file_line_and_mend(void **state)
{
	static const struct {
		const char *given, *wanted;
	} rows[] = {
		{ "a = 1\nperson \"x\" {\n addresses = {\"y\"}\n",
		  "x.conf:2: the section or list that opens here is never closed; add a \"}\"" },
		{ "a = 1\n}\n", "x.conf:2: this closing brace has no opening one; remove it" },
		{ "a = \"open\nb = 2\n",
		  "x.conf:1: a string begins here and doesn't end on its line; close its quote" },
		{ "\n\n/* never\n",
		  "x.conf:3: a comment begins here and never ends; close it with */" },
		{ "a = ${HOME}\n",
		  "x.conf:1: ${...} is not expanded here; write the value itself" },
		{ "a = \"${HOME}\"\n",
		  "x.conf:1: ${...} is not expanded here; write the value itself" },
		{ "a = 1;\n", "x.conf:1: there is no \";\" in this file; remove it" },
		{ "policy x {\n include(\"y\")\n}\n",
		  "x.conf:2: include() stands inside a section; move it to the top of the file" },
		{ "include \"y\n",
		  "x.conf:1: a string begins here and doesn't end on its line; close its quote" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct arena arena;
		struct source source;
		struct err err;

		arena_init(&arena, 1 << 20);
		assert_int_equal(
			source_parse(&arena, "x.conf", str_of(rows[i].given), &source, &err),
			ERR_CONFIG);
		assert_string_equal(err.text, rows[i].wanted);
		arena_done(&arena);
	}
}

static void includes_lie_beside_the_file(void **state)
{
	static const char text[] = "include(\"weights.conf\")\n# include(\"no.conf\")\ninclude( "
				   "'/etc/x.conf' )\nincluded = 1\n";
	struct arena arena;
	struct source source;
	struct err err;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_int_equal(source_parse(&arena, "/a/b/x.conf", str_of(text), &source, &err), 0);
	assert_int_equal(source.includes, 2);
	assert_string_equal(source.include[0].path, "/a/b/weights.conf");
	assert_string_equal(source.include[1].path, "/etc/x.conf");
	assert_int_equal(source.include[1].line, 3);
	assert_true(str_find(source.text, str_of("included = 1")) != SIZE_MAX);
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_are_blanked_and_lines_stay),
		cmocka_unit_test(faults_name_file_line_and_mend),
		cmocka_unit_test(includes_lie_beside_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
