#include "indicators/banner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "text/normal.h"

struct folder {
	char path[64], file[96];
};

static void folder_make(struct folder *folder, const char *text)
{
	FILE *file;

	snprintf(folder->path, sizeof folder->path, "/tmp/openbec-banner.XXXXXX");
	assert_non_null(mkdtemp(folder->path));
	snprintf(folder->file, sizeof folder->file, "%s/banner.words", folder->path);
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

static bool find(const struct banners *banners, const char *text, const char *subject, bool answers,
                 struct banner *ret)
{
	struct arena arena;
	struct normal normal;
	bool found;

	arena_init(&arena, 1 << 20);
	assert_true(normal_init(&arena, str_of(text), &normal));
	found = banners_find(banners, &normal, str_of(subject), answers, ret);
	arena_done(&arena);
	return found;
}

static void marks_are_found(void **state)
{
	static const struct {
		const char *text, *subject;
		bool answers;
		int want; /* -1: none */
	} rows[] = {
		{ "THIS SENDER has been  verified.", "", false, BANNER_VERIFIED },
		{ "Mittente attendibile", "", false, BANNER_VERIFIED },
		{ "Absender verifiziert", "", false, BANNER_VERIFIED },
		{ "Remitente verificado", "", false, BANNER_VERIFIED },
		{ "Remetente confi\xc3\xa1vel", "", false, BANNER_VERIFIED },
		{ "Geverifieerde afzender", "", false, BANNER_VERIFIED },
		{ "Nadawca zosta\xc5\x82 zweryfikowany", "", false, BANNER_VERIFIED },
		{ "Caution: External Email!", "", false, BANNER_EXTERNAL },
		{ "Questa email proviene dall'esterno", "", false, BANNER_EXTERNAL },
		{ "Diese E-Mail stammt von ausserhalb", "", false, BANNER_EXTERNAL },
		{ "Cet e-mail provient de l\xe2\x80\x99"
		  "ext\xc3\xa9rieur",
		  "", false, BANNER_EXTERNAL },
		{ "Uwaga: wiadomo\xc5\x9b\xc4\x87 zewn\xc4\x99trzna", "", false, BANNER_EXTERNAL },
		{ "X-BEC-Status: clean", "", false, BANNER_OURS },
		{ "x", "[External] Invoice", false, BANNER_EXTERNAL },
		{ "x", "  [verified sender] Invoice", false, BANNER_VERIFIED },
		{ "x", "*SUSPECT* Invoice", false, BANNER_OURS },
		{ "x", "Re: [External] Invoice", true, -1 },
		{ "x", "The [External] audit", false, -1 },
		{ "Please verify the sender", "Invoice", false, -1 },
		{ "The external email program", "", false, -1 },
		{ "", "", false, -1 },
	};
	struct banners *banners;

	(void)state;
	assert_int_equal(banners_load(NULL, str_of("*SUSPECT* "), &banners, NULL), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct banner banner;
		bool found = find(banners, rows[i].text, rows[i].subject, rows[i].answers, &banner);

		if (found != (rows[i].want >= 0) || (found && (int)banner.kind != rows[i].want))
			fail_msg("\"%s\", \"%s\": %d", rows[i].text, rows[i].subject,
			         found ? (int)banner.kind : -1);
	}
	banners_free(banners);
	banners_free(NULL);
}

/* Filters write at the top; further down people write about filters. */
static void far_below_is_no_mark(void **state)
{
	static char text[4000];
	struct banners *banners;
	struct banner banner;

	(void)state;
	assert_int_equal(banners_load(NULL, str_of(""), &banners, NULL), 0);
	memset(text, 'a', 2000);
	strcpy(text + 2000, " this sender is verified ");
	assert_false(find(banners, text, "", false, &banner));
	assert_true(find(banners, text + 1500, "", false, &banner));
	banners_free(banners);
}

static void an_admin_adds_to_them(void **state)
{
	struct banners *banners;
	struct folder folder;
	struct banner banner;

	(void)state;
	folder_make(&folder, "verified Zkontrolovan\xc3\xbd odes\xc3\xadlatel\n");
	assert_int_equal(banners_load(folder.path, str_of(""), &banners, NULL), 0);
	assert_true(find(banners, "zkontrolovany odesilatel", "", false, &banner));
	assert_true(find(banners, "verified sender: this", "", false, &banner));
	banners_free(banners);
	folder_remove(&folder);
}

static void what_is_wrong_is_said(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "trusted this sender\n",
		  "banner.words:1: \"trusted\": a line begins with verified, external or notice" },
		{ "# x\nverified sender\n",
		  "banner.words:2: \"sender\": write two words at least, or a tag in brackets" },
		{ "verified\n", "banner.words:1: \"\": write two words at least" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct banners *banners = NULL;
		struct folder folder;
		struct err err = { 0 };

		folder_make(&folder, rows[i].text);
		assert_int_equal(banners_load(folder.path, str_of(""), &banners, &err), ERR_CONFIG);
		assert_null(banners);
		if (!strstr(err.text, rows[i].want))
			fail_msg("%s", err.text);
		folder_remove(&folder);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_found),
		cmocka_unit_test(far_below_is_no_mark),
		cmocka_unit_test(an_admin_adds_to_them),
		cmocka_unit_test(what_is_wrong_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
