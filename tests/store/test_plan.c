/* Plan versions as stored: oldest first, renewed when a newer one is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store/harness.h"
#include "store/plan.h"

static struct database *db;
static char *source;

static int set_up(void **state)
{
	FILE *f = fopen("schema/plans/travel.hdf", "r");

	(void)state;
	db = test_database();
	source = talloc_zero_size(NULL, 1 << 20);
	return !f || fread(source, 1, (1 << 20) - 1, f) == 0 || fclose(f) != 0;
}

static int tear_down(void **state)
{
	(void)state;
	return talloc_free(source);
}

static void versions_follow_each_other(void **state)
{
	void *mem = talloc_new(NULL);
	struct plan_book *book = NULL, *before;
	int64_t version = 0;

	(void)state;
	assert_int_equal(DB_OK, plan_book_load(db, mem, &book));
	assert_int_equal(0, book->n);
	assert_int_equal(DB_OK, plan_store(db, "travel", PLAN_FIRST_DAY, source, 0, &version));
	assert_int_equal(1, version);
	assert_int_equal(DB_OK, plan_book_refresh(db, mem, &book));
	assert_int_equal(1, book->n);
	assert_int_equal(1, book->plans[0]->version);
	assert_int_equal(PLAN_FIRST_DAY, book->plans[0]->from_day);
	before = book;
	assert_int_equal(DB_OK, plan_book_refresh(db, mem, &book));
	assert_ptr_equal(before, book); /* nothing newer: the same book */
	assert_int_equal(DB_DUP, plan_store(db, "travel", PLAN_FIRST_DAY, source, 0, &version));
	assert_int_equal(DB_OK, plan_store(db, "travel", 21000, source, 0, &version));
	assert_int_equal(2, version);
	assert_int_equal(DB_DUP, plan_store(db, "travel", 20999, source, 0, &version));
	assert_int_equal(DB_OK, plan_book_refresh(db, mem, &book));
	assert_int_equal(2, book->n);
	assert_int_equal(1, plan_on(book, 20999)->version);
	assert_int_equal(2, plan_on(book, 21000)->version);
	talloc_free(mem);
}

static void a_broken_plan_leaves_the_book_usable(void **state)
{
	void *mem = talloc_new(NULL);
	struct plan_book *book = NULL, *before;
	int64_t version = 0;

	(void)state;
	assert_int_equal(DB_OK, plan_book_refresh(db, mem, &book));
	before = book;
	assert_int_equal(DB_OK, plan_store(db, "broken", 22000, "Name = broken\n", 0, &version));
	assert_int_equal(DB_FAIL, plan_book_refresh(db, mem, &book));
	assert_ptr_equal(before, book);
	assert_int_equal(2, book->n);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_follow_each_other),
		cmocka_unit_test(a_broken_plan_leaves_the_book_usable),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
