/* Keyed hashes, the site's key, and the pool. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/keyed.h"
#include "base/pool.h"
#include "base/textfile.h"

static char folder[] = "/tmp/openbec-keyed-XXXXXX";
static char path[64];

static int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/site.key", folder);
	return 0;
}

static int remove_folder(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static void a_key_is_made_once_and_kept(void **state)
{
	struct site_key first, second;
	struct stat status;
	struct err err;

	(void)state;
	assert_int_equal(site_key_load(path, false, &first, &err), ERR_MISSING);
	assert_int_equal(site_key_load(path, true, &first, &err), 0);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(site_key_load(path, true, &second, &err), 0);
	assert_memory_equal(first.bytes, second.bytes, sizeof first.bytes);
}

static void a_bad_key_is_refused_in_a_sentence(void **state)
{
	struct site_key key;
	struct err err;

	(void)state;
	chmod(path, 0644);
	assert_int_equal(site_key_load(path, true, &key, &err), ERR_CONFIG);
	assert_non_null(strstr(err.text, "can be read by others; chmod 600 it"));
	chmod(path, 0600);
	assert_int_equal(truncate(path, 31), 0);
	assert_int_equal(site_key_load(path, true, &key, &err), ERR_CONFIG);
	assert_non_null(strstr(err.text, "has 31 bytes, not 32"));
}

static void hashes_depend_on_key_purpose_and_parts(void **state)
{
	struct site_key one = site_key_fixed(), other = site_key_fixed();
	char a[KEYED_HEX_SIZE], b[KEYED_HEX_SIZE];
	struct keyed_stream stream;

	(void)state;
	other.bytes[0] ^= 1;
	keyed_hex(&one, "account", str_of("x"), a);
	assert_int_equal(strlen(a), 32);
	keyed_hex(&one, "account", str_of("x"), b);
	assert_string_equal(a, b);
	keyed_hex(&other, "account", str_of("x"), b);
	assert_string_not_equal(a, b);
	keyed_hex(&one, "phone", str_of("x"), b);
	assert_string_not_equal(a, b);
	keyed_begin(&stream, &one, "m");
	keyed_part(&stream, str_of("ab"));
	keyed_part(&stream, str_of("c"));
	keyed_end(&stream, a);
	keyed_begin(&stream, &one, "m");
	keyed_part(&stream, str_of("a"));
	keyed_part(&stream, str_of("bc"));
	keyed_end(&stream, b);
	assert_string_not_equal(a, b);
	assert_true(keyed_u64(&one, str_of("x")) != keyed_u64(&other, str_of("x")));
}

static void chunks_make_no_difference_to_a_body(void **state)
{
	struct site_key key = site_key_fixed();
	char whole[KEYED_HEX_SIZE], pieces[KEYED_HEX_SIZE];
	struct keyed_stream stream;

	(void)state;
	keyed_begin(&stream, &key, "body");
	keyed_bytes(&stream, str_of("hello world"));
	keyed_end(&stream, whole);
	keyed_begin(&stream, &key, "body");
	keyed_bytes(&stream, str_of("hello"));
	keyed_bytes(&stream, str_of(""));
	keyed_bytes(&stream, str_of(" world"));
	keyed_end(&stream, pieces);
	assert_string_equal(whole, pieces);
}

static int made, destroyed;

static int make_item(void *context, void **ret, struct err *err)
{
	if (*(bool *)context)
		return err_set(err, ERR_SYSTEM, "can't");
	__atomic_add_fetch(&made, 1, __ATOMIC_SEQ_CST);
	*ret = malloc(1);
	return 0;
}

static void destroy_item(void *item)
{
	destroyed++;
	free(item);
}

static const struct pool_class item_class = { make_item, destroy_item };

static void a_pool_is_bounded_and_waits(void **state)
{
	bool broken = false;
	struct pool *pool = pool_new(&item_class, &broken, 2);
	void *a, *b, *c;
	struct err err;

	(void)state;
	assert_int_equal(pool_take(pool, 0, &a, &err), 0);
	assert_int_equal(pool_take(pool, 0, &b, &err), 0);
	assert_int_equal(pool_take(pool, 20, &c, &err), ERR_TIMEOUT);
	pool_give(pool, a);
	assert_int_equal(pool_take(pool, 0, &c, &err), 0);
	assert_ptr_equal(a, c);
	assert_int_equal(made, 2);
	pool_drop(pool, c);
	broken = true;
	assert_int_equal(pool_take(pool, 0, &c, &err), ERR_SYSTEM);
	broken = false;
	assert_int_equal(pool_take(pool, 0, &c, &err), 0); /* the failure left its place free */
	pool_give(pool, c);
	pool_give(pool, b);
	pool_free(pool);
	assert_int_equal(made, destroyed);
	pool_free(NULL);
}

static void *borrow_often(void *context)
{
	const struct timespec moment = { 0, 1000 };

	for (int i = 0; i < 500; i++) {
		void *item;

		if (pool_take(context, 10000, &item, NULL))
			return context;
		nanosleep(&moment, NULL);
		pool_give(context, item);
	}
	return NULL;
}

static void threads_share_a_pool(void **state)
{
	bool broken = false;
	struct pool *pool = pool_new(&item_class, &broken, 3);
	pthread_t threads[8];

	(void)state;
	made = destroyed = 0;
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, borrow_often, pool), 0);
	for (size_t i = 0; i < 8; i++) {
		void *failed;

		pthread_join(threads[i], &failed);
		assert_null(failed);
	}
	assert_true(made <= 3);
	pool_free(pool);
	assert_int_equal(made, destroyed);
}

static void data_files_have_lines_and_comments(void **state)
{
	struct str rest = str_of("# head\n\n one # two\n a#b \r\n#x\nlast");
	struct textfile_line line = { 0 };
	struct arena arena;
	struct str text;
	struct err err;

	(void)state;
	assert_true(textfile_next(&rest, &line) && line.number == 3 &&
	            str_eq(line.text, str_of("one")));
	assert_true(textfile_next(&rest, &line) && line.number == 4 &&
	            str_eq(line.text, str_of("a#b")));
	assert_true(textfile_next(&rest, &line) && line.number == 6 &&
	            str_eq(line.text, str_of("last")));
	assert_false(textfile_next(&rest, &line));
	arena_init(&arena, 1 << 20);
	assert_int_equal(textfile_read(&arena, path, 31, &text, &err), 0);
	assert_int_equal(text.n, 31);
	assert_int_equal(textfile_read(&arena, path, 30, &text, &err), ERR_INPUT);
	assert_int_equal(textfile_read(&arena, "/nonexistent", 30, &text, &err), ERR_MISSING);
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_made_once_and_kept),
		cmocka_unit_test(a_bad_key_is_refused_in_a_sentence),
		cmocka_unit_test(hashes_depend_on_key_purpose_and_parts),
		cmocka_unit_test(chunks_make_no_difference_to_a_body),
		cmocka_unit_test(a_pool_is_bounded_and_waits),
		cmocka_unit_test(threads_share_a_pool),
		cmocka_unit_test(data_files_have_lines_and_comments),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
