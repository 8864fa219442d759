#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

#include "base/pool.h"

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
	__atomic_add_fetch(&destroyed, 1, __ATOMIC_SEQ_CST);
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

static void *give_back_soon(void *context)
{
	void **pool_and_item = context;
	const struct timespec moment = { 0, 20000000 };

	nanosleep(&moment, NULL);
	pool_give(pool_and_item[0], pool_and_item[1]);
	return NULL;
}

static void one_who_waits_gets_what_comes_back(void **state)
{
	bool broken = false;
	struct pool *pool = pool_new(&item_class, &broken, 1);
	void *pool_and_item[2] = { pool }, *item;
	pthread_t thread;

	(void)state;
	assert_int_equal(pool_take(pool, -1, &pool_and_item[1], NULL), 0);
	assert_int_equal(pool_take(pool, -1, &item, NULL), ERR_TIMEOUT); /* at once */
	assert_int_equal(pthread_create(&thread, NULL, give_back_soon, pool_and_item), 0);
	assert_int_equal(pool_take(pool, 60000, &item, NULL), 0);
	assert_ptr_equal(item, pool_and_item[1]);
	pthread_join(thread, NULL);
	pool_give(pool, item);
	pool_free(pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pool_is_bounded_and_waits),
		cmocka_unit_test(threads_share_a_pool),
		cmocka_unit_test(one_who_waits_gets_what_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
