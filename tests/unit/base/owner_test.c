#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/keyed.h"
#include "base/owner.h"

#define SOMEBODY 4242

static void what_root_makes_belongs_to_the_folder(void **state)
{
	char folder[] = "/tmp/openbec-owner-XXXXXX", path[64];
	struct site_key key;
	struct stat status;
	struct err err;

	(void)state;
	if (geteuid() != 0) {
		print_message("not root: nothing to give away\n");
		skip();
	}
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chown(folder, SOMEBODY, SOMEBODY), 0);
	snprintf(path, sizeof path, "%s/site.key", folder);
	assert_int_equal(site_key_load(path, true, &key, &err), 0);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_uid, SOMEBODY);
	assert_int_equal(status.st_gid, SOMEBODY);
	assert_int_equal(status.st_mode & 0777, 0600);
	unlink(path);
	rmdir(folder);
}

static void a_folder_that_is_gone_is_an_error(void **state)
{
	(void)state;
	if (geteuid() == 0)
		assert_int_equal(owner_as_folder(0, "/nonexistent/x"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_root_makes_belongs_to_the_folder),
		cmocka_unit_test(a_folder_that_is_gone_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
