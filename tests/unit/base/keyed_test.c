#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/keyed.h"

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

/* What a store keeps must mean the same for ever, on every machine. */
static void values_are_fixed(void **state)
{
	struct site_key key = site_key_fixed();
	unsigned char hash[SHA256_SIZE];
	char text[KEYED_HEX_SIZE];

	(void)state;
	keyed_hex(&key, "account", str_of("x"), text);
	assert_string_equal(text, "bf86bc62a05e2c1549279b4665aeb271");
	assert_true(keyed_u64(&key, str_of("x")) == UINT64_C(0x83991e48c16db5c3));
	sha256(str_of("abc"), hash); /* FIPS 180-4's own example */
	assert_memory_equal(hash,
	                    "\xba\x78\x16\xbf\x8f\x01\xcf\xea\x41\x41\x40\xde\x5d\xae\x22\x23"
	                    "\xb0\x03\x61\xa3\x96\x17\x7a\x9c\xb4\x10\xff\x61\xf2\x00\x15\xad",
	                    sizeof hash);
}

static void a_failed_load_leaves_no_trace(void **state)
{
	struct site_key key, before;
	char elsewhere[96];
	struct err err;

	(void)state;
	memset(&key, 1, sizeof key);
	before = key;
	assert_int_equal(site_key_load(folder, true, &key, &err), ERR_CONFIG);
	assert_non_null(strstr(err.text, "is no file"));
	snprintf(elsewhere, sizeof elsewhere, "%s/none/site.key", folder);
	assert_int_equal(site_key_load(elsewhere, true, &key, &err), ERR_MISSING);
	assert_int_equal(err.kind, ERR_MISSING);
	assert_memory_equal(&key, &before, sizeof key);
}

static void *load(void *key)
{
	return site_key_load(path, true, key, NULL) ? key : NULL;
}

static void those_who_make_it_at_once_get_the_same(void **state)
{
	struct site_key keys[8];
	pthread_t threads[8];

	(void)state;
	unlink(path);
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, load, &keys[i]), 0);
	for (size_t i = 0; i < 8; i++) {
		void *failed;

		pthread_join(threads[i], &failed);
		assert_null(failed);
	}
	for (size_t i = 1; i < 8; i++)
		assert_memory_equal(&keys[0], &keys[i], sizeof keys[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_made_once_and_kept),
		cmocka_unit_test(a_bad_key_is_refused_in_a_sentence),
		cmocka_unit_test(hashes_depend_on_key_purpose_and_parts),
		cmocka_unit_test(chunks_make_no_difference_to_a_body),
		cmocka_unit_test(values_are_fixed),
		cmocka_unit_test(a_failed_load_leaves_no_trace),
		cmocka_unit_test(those_who_make_it_at_once_get_the_same),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
