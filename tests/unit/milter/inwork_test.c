/* What a process leaves behind when it dies in the middle of messages: real processes, which really die. */
#include "openbec/inwork.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#define NOW 1790000000
#define DAY (24 * 3600)

static const char first[KEYED_HEX_SIZE] = "0123456789abcdef0123456789abcdef";
static const char second[KEYED_HEX_SIZE] = "ffff456789abcdef0123456789abcdef";
static char folder[64], path[80];

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/inwork.XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/db.inwork", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static struct inwork *open_file(int64_t now_s, size_t crashed)
{
	struct inwork *inwork;
	struct err err;
	size_t n;

	if (inwork_open(path, now_s, &inwork, &n, &err))
		fail_msg("%s", err.text);
	assert_int_equal(n, crashed);
	return inwork;
}

/* Begins both, ends the second, and dies by `number`. */
static void die(int number)
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		struct inwork *inwork;
		struct inwork_note *note;
		size_t n;

		if (inwork_open(path, NOW, &inwork, &n, NULL) || !inwork_begin(inwork, first))
			_exit(1);
		note = inwork_begin(inwork, second);
		inwork_end(note);
		raise(number);
		inwork_close(inwork);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	assert_true(number ? WIFSIGNALED(status) : WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void what_was_in_work_is_known_again(void **state)
{
	struct inwork *inwork;

	(void)state;
	die(SIGKILL);
	inwork = open_file(NOW, 1);
	assert_true(inwork_has_crashed(inwork, first, NOW));
	assert_false(inwork_has_crashed(inwork, second, NOW));
	inwork_close(inwork);
	inwork = open_file(NOW + DAY, 0);
	assert_true(inwork_has_crashed(inwork, first, NOW + DAY)); /* at the third try, too */
	assert_false(inwork_has_crashed(inwork, first, NOW + 8 * DAY));
	inwork_close(inwork);
}

static void a_goodbye_leaves_nothing(void **state)
{
	struct inwork *inwork;

	(void)state;
	die(0);
	inwork = open_file(NOW, 0);
	assert_false(inwork_has_crashed(inwork, first, NOW));
	inwork_close(inwork);
}

static void one_daemon_holds_the_file(void **state)
{
	struct inwork *inwork = open_file(NOW, 0), *other;
	struct err err;
	size_t n;

	(void)state;
	assert_int_equal(inwork_open(path, NOW, &other, &n, &err), ERR_SYSTEM);
	assert_non_null(strstr(err.text, "another openbec holds"));
	inwork_close(inwork);
}

static void a_foreign_file_is_started_anew(void **state)
{
	FILE *file = fopen(path, "w");

	(void)state;
	assert_non_null(file);
	for (int i = 0; i < 100000; i++)
		fputc(2, file);
	fclose(file);
	inwork_close(open_file(NOW, 0));
}

static void more_messages_than_places_go_without(void **state)
{
	struct inwork *inwork = open_file(NOW, 0);
	struct inwork_note *note, *last = NULL;
	size_t n = 0;

	(void)state;
	while ((note = inwork_begin(inwork, first)) && n < 100000) {
		last = note;
		n++;
	}
	assert_in_range(n, 500, 99999);
	inwork_end(last);
	assert_ptr_equal(inwork_begin(inwork, second), last);
	inwork_close(inwork);
}

static void what_is_not_answered_in_time_is_overdue(void **state)
{
	struct inwork *inwork = open_file(NOW, 0);
	struct inwork_note *note = inwork_begin(inwork, first),
			   *other = inwork_begin(inwork, second);

	(void)state;
	assert_int_equal(inwork_overdue_ms(inwork, 900000), 0); /* they still come in */
	inwork_judging(note, 1000);
	inwork_judging(other, 5000);
	assert_int_equal(inwork_overdue_ms(inwork, 999), 0);
	assert_int_equal(inwork_overdue_ms(inwork, 61000), 60000);
	inwork_end(note);
	assert_int_equal(inwork_overdue_ms(inwork, 61000), 56000);
	inwork_end(other);
	assert_int_equal(inwork_overdue_ms(inwork, 61000), 0);
	note = inwork_begin(inwork, first); /* a place is used again, its time isn't */
	assert_int_equal(inwork_overdue_ms(inwork, 61000), 0);
	inwork_end(note);
	inwork_close(inwork);
}

/* Each process dies on another message; all are known, the oldest is forgotten when its place is needed. */
static void the_latest_thousand_are_known(void **state)
{
	struct inwork *inwork;

	(void)state;
	die(SIGKILL);
	for (int i = 0; i < 2; i++) {
		pid_t pid = fork();

		if (pid == 0) {
			char key[KEYED_HEX_SIZE];
			size_t n;

			if (inwork_open(path, NOW, &inwork, &n, NULL))
				_exit(1);
			for (unsigned k = 0; k < 1024 - (unsigned)i; k++) {
				snprintf(key, sizeof key, "%032x", k);
				if (!inwork_begin(inwork, key))
					_exit(1);
			}
			_exit(0); /* without a goodbye */
		}
		waitpid(pid, NULL, 0);
		inwork = open_file(NOW, 1024 - (size_t)i);
		assert_true(inwork_has_crashed(inwork, "00000000000000000000000000000000", NOW));
		assert_true(inwork_has_crashed(inwork, "000000000000000000000000000003fe", NOW));
		assert_false(inwork_has_crashed(inwork, first, NOW));
		inwork_close(inwork);
	}
}

static void without_a_file_all_is_quiet(void **state)
{
	(void)state;
	assert_null(inwork_begin(NULL, first));
	assert_false(inwork_has_crashed(NULL, first, NOW));
	assert_int_equal(inwork_overdue_ms(NULL, 1), 0);
	inwork_judging(NULL, 1);
	inwork_end(NULL);
	inwork_goodbye(NULL);
	inwork_close(NULL);
}

static void the_key_is_of_what_the_writer_wrote(void **state)
{
	static const char *const headers[][2] = { { "Subject", "hello" },
		                                  { "Message-ID", "<1@a.example>" },
		                                  { "Received", "from x" } };
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	char keys[3][KEYED_HEX_SIZE];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct mail *mail = mail_new(&options, &key);

		assert_non_null(mail);
		for (size_t k = 0; k <= i; k++)
			mail_add_field(mail, str_of(headers[k][0]), str_of(headers[k][1]), NULL);
		inwork_key(mail, &key, keys[i]);
		mail_free(mail);
	}
	assert_string_not_equal(keys[0], keys[1]);
	assert_string_equal(keys[1], keys[2]); /* the next try comes another way */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_in_work_is_known_again, make_folder,
		                                remove_folder),
		cmocka_unit_test_setup_teardown(a_goodbye_leaves_nothing, make_folder,
		                                remove_folder),
		cmocka_unit_test_setup_teardown(one_daemon_holds_the_file, make_folder,
		                                remove_folder),
		cmocka_unit_test_setup_teardown(a_foreign_file_is_started_anew, make_folder,
		                                remove_folder),
		cmocka_unit_test_setup_teardown(more_messages_than_places_go_without, make_folder,
		                                remove_folder),
		cmocka_unit_test_setup_teardown(what_is_not_answered_in_time_is_overdue,
		                                make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(the_latest_thousand_are_known, make_folder,
		                                remove_folder),
		cmocka_unit_test(without_a_file_all_is_quiet),
		cmocka_unit_test(the_key_is_of_what_the_writer_wrote),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
