/* What the ledger's service tests share: plans from their files, members, orders
 * in one line, and the proof of a member's books after each test. */
#ifndef TESTS_SERVICE_LEDGER_SUPPORT_H
#define TESTS_SERVICE_LEDGER_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "store/harness.h"

#include "base/clock.h"
#include "service/audit.h"
#include "service/chain.h"
#include "service/order.h"
#include "service/spend.h"
#include "store/account.h"

#define SUPPORT __attribute__((unused)) static

static struct plan_book *plans; /* of the plan that use_plan() named */

SUPPORT int64_t at(const char *text)
{
	int64_t instant;

	assert_true(instant_parse(text, &instant));
	return instant;
}

SUPPORT int32_t day(const char *text)
{
	int32_t found;

	assert_true(day_parse(text, &found));
	return found;
}

/* Sets the programme's clock. */
SUPPORT void now_is(const char *text)
{
	clock_set_offset(at(text) - clock_real());
}

/* Reads schema/plans/NAME.hdf as the only version. */
SUPPORT void use_plan(const char *name)
{
	char path[64], error[200] = "";
	struct config *tree;
	struct plan_book *book = talloc_zero(NULL, struct plan_book);

	snprintf(path, sizeof path, "schema/plans/%s.hdf", name);
	tree = config_read(path);
	assert_non_null(tree);
	book->n = 1;
	book->plans = talloc_array(book, struct plan *, 1);
	book->plans[0] = plan_parse(book, tree, error);
	if (!book->plans[0])
		fail_msg("%s: %s", path, error);
	book->plans[0]->version = 1;
	book->plans[0]->from_day = day("2000-01-01");
	config_free(tree);
	talloc_free(plans);
	plans = book;
}

/* Group set-up: the database and a chain key. */
SUPPORT int ledger_setup(void **state)
{
	(void)state;
	chain_use_key("0123456789abcdef0123456789abcdef", 32);
	test_database();
	now_is("2026-11-22T12:00:00+08:00");
	use_plan("travel");
	return 0;
}

SUPPORT struct database *db(void)
{
	return test_database();
}

/* One number of one row. */
SUPPORT int64_t number(const struct db_sql *sql, uint64_t member_id)
{
	int64_t found = INT64_MIN;

	assert_int_equal(db_one(db(), NULL, sql, (int64_t)member_id, &found), DB_OK);
	return found;
}

SUPPORT void sql(const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (db_text(db(), text, NULL) != DB_OK)
		fail_msg("%s: %s", text, db_text_error(db()));
}

/* A fresh member with an account at the lowest tier. */
SUPPORT uint64_t member_make(void)
{
	static uint64_t last = 0;
	uint64_t id = 1000 + ++last;

	sql("INSERT INTO member (member_id, member_no, joined_on, created_at)"
	    " VALUES (%llu, 'M%07llu', '2023-01-01', '2023-01-01')",
	    (unsigned long long)id, (unsigned long long)id);
	assert_int_equal(account_create(db(), id, plans->plans[0]->tiers[0].code,
	                                at("2023-01-01T00:00:00Z")), DB_OK);
	return id;
}

SUPPORT struct order_facts facts_of(uint64_t member_id, const char *order_no, int64_t paid_fen,
                                    const char *paid_at)
{
	return (struct order_facts){ .partner = "test", .order_no = order_no,
		.member_id = member_id, .category = "domestic", .products = "", .branch = "",
		.destination = "", .guide = "", .payer = "", .paid_fen = paid_fen,
		.eligible_fen = paid_fen, .paid_at = at(paid_at), .completed_at = INSTANT_NONE,
		.travel_end = DAY_NONE };
}

/* Books an order, completed at once when COMPLETED. */
SUPPORT struct order_answer book(uint64_t member_id, const char *order_no, int64_t paid_fen,
                                 const char *paid_at, bool completed)
{
	struct order_facts facts = facts_of(member_id, order_no, paid_fen, paid_at);
	struct order_answer answer;
	void *mem = talloc_new(NULL);

	facts.completed = completed;
	if (completed)
		facts.completed_at = facts.paid_at;
	assert_int_equal(order_book(db(), plans, mem, &facts, NULL, &answer), ORDER_DONE);
	talloc_free(mem);
	return answer;
}

SUPPORT enum order_outcome refund(const char *order_no, const char *refund_no, int64_t fen,
                                  const char *when, struct order_answer *answer)
{
	struct order_answer own;
	void *mem = talloc_new(NULL);
	enum order_outcome outcome = order_refund(db(), plans, mem, "test", order_no, refund_no,
	                                          fen, at(when), answer ? answer : &own);

	talloc_free(mem);
	return outcome;
}

SUPPORT enum order_outcome complete(const char *order_no, const char *when)
{
	struct order_answer own;
	void *mem = talloc_new(NULL);
	enum order_outcome outcome =
		order_complete(db(), plans, mem, "test", order_no, at(when), &own);

	talloc_free(mem);
	return outcome;
}

/* The account's cached figures. */
SUPPORT struct ledger account(uint64_t member_id)
{
	struct ledger ledger = { 0 };
	uint8_t hash[SHA256_BYTES];
	void *mem = talloc_new(NULL);

	assert_int_equal(account_read(db(), mem, member_id, &ledger, hash), DB_OK);
	talloc_free(mem);
	return ledger;
}

/* Proves the member's books; prints what disagrees. */
SUPPORT void prove(uint64_t member_id)
{
	struct audit *audit = audit_begin(NULL);

	assert_int_equal(audit_member(audit, db(), member_id), DB_OK);
	for (int i = 0; i < audit->n_findings; i++)
		print_error("member %llu: %s %s\n",
		            (unsigned long long)audit->findings[i].member_id,
		            audit->findings[i].what, audit->findings[i].detail);
	assert_int_equal(audit->n_findings, 0);
	talloc_free(audit);
}

/* What each process found, shared with the parent. */
SUPPORT int *told;

/* Runs WORK(i) in N processes, each with a connection of its own, all released
 * at one moment. */
SUPPORT void together(int n, int (*work)(struct database *own, uint64_t member, int i),
                     uint64_t member)
{
	int gate[2];
	char byte;

	told = mmap(NULL, sizeof(int) * 64, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
	             -1, 0);
	assert_true(told != MAP_FAILED);
	assert_int_equal(pipe(gate), 0);
	fflush(NULL);
	for (int i = 0; i < n; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid > 0)
			continue;
		close(gate[1]);
		struct database *own = test_connect();

		if (read(gate[0], &byte, 1) < 0)
			_exit(1);
		told[i] = work(own, member, i);
		db_close(own);
		_exit(0);
	}
	close(gate[0]);
	harness_nap(300);
	close(gate[1]);
	for (int i = 0; i < n; i++) {
		int status = 1;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
}

SUPPORT int count(int n, int outcome)
{
	int same = 0;

	for (int i = 0; i < n; i++)
		same += told[i] == outcome;
	return same;
}

#endif
