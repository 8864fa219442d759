#include "party/nickname.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

struct folder {
	char path[64], file[96];
};

static void folder_make(struct folder *folder, const char *text)
{
	FILE *file;

	snprintf(folder->path, sizeof folder->path, "/tmp/openbec-nickname.XXXXXX");
	assert_non_null(mkdtemp(folder->path));
	snprintf(folder->file, sizeof folder->file, "%s/nickname.words", folder->path);
	if (!text)
		return;
	file = fopen(folder->file, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void folder_remove(struct folder *folder)
{
	unlink(folder->file);
	rmdir(folder->path);
}

static void names_go_together(void **state)
{
	static const struct {
		const char *one, *other;
		bool want;
	} rows[] = {
		{ "robert", "bob", true },
		{ "bob", "robert", true },
		{ "bob", "rob", true },
		{ "giuseppe", "beppe", true },
		{ "johannes", "hans", true },
		{ "francisco", "paco", true },
		{ "alex", "alexander", true },
		{ "alex", "alexandra", true },
		{ "robert", "bill", false },
		{ "alexander", "alexandra", false },
		{ "robert", "nobody", false },
		{ "nobody", "robert", false },
		{ "", "", false },
		{ "zz", "aa", false },
	};
	struct nicknames *nicknames;

	(void)state;
	assert_int_equal(nicknames_load(NULL, &nicknames, NULL), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (nicknames_same(nicknames, str_of(rows[i].one), str_of(rows[i].other)) !=
		    rows[i].want)
			fail_msg("%s, %s", rows[i].one, rows[i].other);
	assert_false(nicknames_same(NULL, str_of("robert"), str_of("bob")));
	nicknames_free(nicknames);
	nicknames_free(NULL);
}

static void an_admin_adds_to_them(void **state)
{
	struct nicknames *nicknames;
	struct folder folder;

	(void)state;
	folder_make(&folder, "# ours\nmarcantonio toto   marcanto\n");
	assert_int_equal(nicknames_load(folder.path, &nicknames, NULL), 0);
	assert_true(nicknames_same(nicknames, str_of("toto"), str_of("marcanto")));
	assert_true(nicknames_same(nicknames, str_of("robert"), str_of("bob")));
	nicknames_free(nicknames);
	folder_remove(&folder);
	folder_make(&folder, NULL);
	assert_int_equal(nicknames_load(folder.path, &nicknames, NULL), 0);
	nicknames_free(nicknames);
	folder_remove(&folder);
}

static void what_is_wrong_is_said(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "bob rob\n\nRobert bob\n",
		  "nickname.words:3: \"Robert\": write names in small letters from a to z" },
		{ "robert\n",
		  "nickname.words:1: a name alone; write those that go together on a line" },
		{ "jos\xc3\xa9 pepe\n", "nickname.words:1: \"jos" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct nicknames *nicknames = NULL;
		struct folder folder;
		struct err err = { 0 };

		folder_make(&folder, rows[i].text);
		assert_int_equal(nicknames_load(folder.path, &nicknames, &err), ERR_CONFIG);
		assert_null(nicknames);
		if (!strstr(err.text, rows[i].want))
			fail_msg("%s", err.text);
		folder_remove(&folder);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_go_together),
		cmocka_unit_test(an_admin_adds_to_them),
		cmocka_unit_test(what_is_wrong_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
