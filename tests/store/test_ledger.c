/* The ledger's tables guard themselves: nothing negative, no effect twice, no
 * seq twice; rows go in sixteen at a time and none is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store/harness.h"

#include "store/account.h"
#include "store/ledger.h"
#include "store/order.h"

#define MEMBER 77

static int setup(void **state)
{
	(void)state;
	assert_int_equal(account_create(test_database(), MEMBER, "standard", 0), DB_OK);
	return 0;
}

static void nothing_negative(void **state)
{
	struct ledger ledger = { 0 };
	struct account_rest rest;
	void *mem = talloc_new(NULL);

	(void)state;
	assert_int_equal(account_lock(test_database(), mem, MEMBER, &ledger, &rest), DB_OK);
	ledger.available = -1;
	assert_int_equal(account_save(test_database(), &ledger, &rest), DB_FAIL);
	ledger.available = 0;
	ledger.debt = -1;
	assert_int_equal(account_save(test_database(), &ledger, &rest), DB_FAIL);
	ledger.debt = 0;
	assert_int_equal(account_save(test_database(), &ledger, &rest), DB_OK);
	talloc_free(mem);
}

/* A ledger that has just made N entries, each with a lot of LEFT points. */
static struct ledger *made(void *mem, int n, int64_t first_seq, int64_t left)
{
	struct ledger *ledger = talloc_zero(mem, struct ledger);

	ledger->member_id = MEMBER;
	ledger->entries = talloc_zero_array(ledger, struct ledger_entry, (unsigned)n);
	ledger->lots = talloc_zero_array(ledger, struct ledger_lot, (unsigned)n);
	ledger->n_entries = ledger->n_lots = n;
	for (int i = 0; i < n; i++) {
		ledger->entries[i] = (struct ledger_entry){ .seq = first_seq + i,
			.kind = ENTRY_EARN, .source_kind = SOURCE_ORDER };
		snprintf(ledger->entries[i].source_id, LEDGER_SOURCE, "p:%lld",
		         (long long)first_seq + i);
		ledger->lots[i] = (struct ledger_lot){ .seq = first_seq + i, .points = 10,
			.left = left, .available_on = DAY_NONE, .expires_on = DAY_NONE,
			.is_new = true };
	}
	return ledger;
}

static enum db write_rows(struct ledger *ledger, void *mem)
{
	uint8_t(*hashes)[SHA256_BYTES] =
		talloc_zero_size(mem, (size_t)(ledger->n_entries + 1) * SHA256_BYTES);
	struct ledger_rows rows;

	ledger_rows_begin(&rows, mem);
	ledger_rows_add(&rows, ledger, hashes, 0);
	return ledger_rows_write(test_database(), &rows);
}

static void sixteen_at_a_time(void **state)
{
	void *mem = talloc_new(NULL);
	struct ledger *ledger = made(mem, 37, 1, 10), *loaded = talloc_zero(mem, struct ledger);

	(void)state;
	assert_int_equal(write_rows(ledger, mem), DB_OK);
	loaded->member_id = MEMBER;
	assert_int_equal(ledger_load_open(test_database(), loaded), DB_OK);
	assert_int_equal(loaded->n_lots, 37);
	for (int i = 0; i < 37; i++)
		assert_int_equal(loaded->lots[i].left, 10);
	/* the same lots again are changes, not new rows */
	for (int i = 0; i < 37; i++)
		ledger->lots[i].left = i % 2;
	ledger->n_entries = 0;
	assert_int_equal(write_rows(ledger, mem), DB_OK);
	loaded = talloc_zero(mem, struct ledger);
	loaded->member_id = MEMBER;
	assert_int_equal(ledger_load_open(test_database(), loaded), DB_OK);
	assert_int_equal(loaded->n_lots, 18);
	talloc_free(mem);
}

static void no_effect_twice(void **state)
{
	void *mem = talloc_new(NULL);
	struct ledger *again = made(mem, 1, 1, 10), *other = made(mem, 1, 90, 10);
	struct ledger *negative = made(mem, 1, 91, -1);
	struct entry_found found;

	(void)state;
	again->n_lots = other->n_lots = 0;
	assert_int_equal(write_rows(again, mem), DB_FAIL); /* its seq is taken */
	snprintf(other->entries[0].source_id, LEDGER_SOURCE, "p:1");
	assert_int_equal(write_rows(other, mem), DB_FAIL); /* its cause had its effect */
	assert_int_equal(write_rows(negative, mem), DB_FAIL);
	assert_int_equal(entry_by_source(test_database(), MEMBER, SOURCE_ORDER, "p:1", ENTRY_EARN,
	                                 &found), DB_OK);
	assert_int_equal(found.seq, 1);
	assert_int_equal(entry_by_source(test_database(), MEMBER, SOURCE_ORDER, "p:90",
	                                 ENTRY_EARN, &found), DB_NONE);
	talloc_free(mem);
}

static enum db claim_and_refuse(struct database *db, void *mem)
{
	struct order_head head;

	assert_int_equal(order_lock(db, mem, "p", "claimed", &head), DB_OK);
	assert_int_equal(head.member_id, 0);
	assert_int_equal(head.order.paid_at, INSTANT_NONE);
	return DB_NONE;
}

/* A refused request burns no order number (RULINGS 4). */
static void a_refused_claim_is_gone(void **state)
{
	void *mem = talloc_new(NULL);
	struct order_head head;

	(void)state;
	assert_int_equal(db_transact(test_database(), claim_and_refuse, mem), DB_NONE);
	assert_int_equal(order_read(test_database(), mem, "p", "claimed", &head), DB_NONE);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_negative),
		cmocka_unit_test(sixteen_at_a_time),
		cmocka_unit_test(no_effect_twice),
		cmocka_unit_test(a_refused_claim_is_gone),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
