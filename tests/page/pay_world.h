/* What the tests of paying through the API share: members with points, codes
 * and coupons, orders and refunds in one line. */
#ifndef TESTS_PAGE_PAY_WORLD_H
#define TESTS_PAGE_PAY_WORLD_H

#include "page/api_world.h"

#include "page/api_coupon.h"
#include "service/audit.h"
#include "service/coupon.h"
#include "service/pay_code.h"
#include "service/spend.h"
#include "store/account.h"

#define MEMBER "M0000001"
#define OTHER "M0000002"

static struct service_env env;

WORLD static struct person_id
person_of(const char *member_no)
{
	void *mem = talloc_new(NULL);
	struct person_id id;

	assert_int_equal(person_find(portal.db, mem, member_no, &id), DB_OK);
	talloc_free(mem);
	return id;
}

WORLD static void
sql(const char *text)
{
	if (db_text(portal.db, text, NULL) != DB_OK)
		fail_msg("%s: %s", text, db_text_error(portal.db));
}

/* POINTS that end after DAY come in. */
WORLD static void
give(const char *member_no, int64_t points, const char *until)
{
	struct points_answer answer;
	int32_t day;

	assert_true(day_parse(until, &day));
	assert_int_equal(opening_book(portal.db, portal.plans, person_of(member_no).member_id, points,
	                              day, "", DAY_NONE, clock_now(), &answer), POINTS_DONE);
}

WORLD static int64_t
available(const char *member_no)
{
	struct ledger ledger = { 0 };
	uint8_t hash[SHA256_BYTES];
	void *mem = talloc_new(NULL);

	assert_int_equal(account_read(portal.db, mem, person_of(member_no).member_id, &ledger, hash),
	                 DB_OK);
	talloc_free(mem);
	return ledger.available - ledger.debt;
}

WORLD static void
prove(const char *member_no)
{
	struct audit *audit = audit_begin(NULL);

	assert_int_equal(audit_member(audit, portal.db, person_of(member_no).member_id), DB_OK);
	for (int i = 0; i < audit->n_findings; i++)
		print_error("%s: %s %s\n", member_no, audit->findings[i].what,
		            audit->findings[i].detail);
	assert_int_equal(audit->n_findings, 0);
	talloc_free(audit);
}

/* A fresh code of the member, as the page shows it. */
WORLD static const char *
pay_code(const char *member_no)
{
	static char code[PAY_CODE_TEXT];
	struct pay_code_shown shown;
	int64_t wait_s = 0;

	sql("DELETE FROM slow_down");
	clock_set_offset(clock_now() - clock_real() + 1);
	env.now = clock_now();
	assert_int_equal(pay_code_make(&env, person_of(member_no), &wait_s), PAY_CODE_OK);
	assert_int_equal(pay_code_latest(&env, person_of(member_no), &shown), DB_OK);
	assert_int_equal(strlen(shown.code), 8);
	strcpy(code, shown.code);
	return code;
}

/* A coupon of the member's: of FEN, or of PERCENT_BP up to CEILING_FEN. */
WORLD static const char *
coupon(void *mem, const char *member_no, int64_t fen, int64_t percent_bp, int64_t ceiling_fen)
{
	struct coupon c = { .member_id = person_of(member_no).member_id, .source = "staff",
		                .kind = percent_bp > 0 ? COUPON_KIND_PERCENT : COUPON_KIND_AMOUNT,
		                .name = "券", .fen = fen, .percent_bp = percent_bp,
		                .ceiling_fen = ceiling_fen, .issued_at = clock_now(),
		                .expires_on = day_of(clock_now()) + 30 };

	assert_int_equal(coupon_issue(portal.db, mem, &c), DB_OK);
	return c.code;
}

/* An order of PAID_FEN with MORE fields. */
WORLD static struct request *
book(void *mem, const char *no, const char *category, int64_t paid_fen, const char *more)
{
	char now[INSTANT_TEXT];

	return call(mem, "/api/v1/orders",
	            talloc_asprintf(mem, "{\"order_no\":\"%s\",\"member\":\"" MEMBER "\",\"category\":"
	                                 "\"%s\",\"paid_fen\":%lld,\"status\":\"paid\",\"paid_at\":"
	                                 "\"%s\"%s}", no, category, (long long)paid_fen,
	                            instant_utc(now, clock_now() - 60), more));
}

WORLD static char *
paying(void *mem, const char *code, int64_t points)
{
	return talloc_asprintf(mem, ",\"pay_code\":\"%s\",\"pay_points\":%lld", code,
	                       (long long)points);
}

WORLD static struct request *
refund(void *mem, const char *order_no, const char *refund_no, int64_t fen, const char *more)
{
	char now[INSTANT_TEXT];

	return call(mem, talloc_asprintf(mem, "/api/v1/orders/%s/refunds", order_no),
	            talloc_asprintf(mem, "{\"refund_no\":\"%s\",\"amount_fen\":%lld,\"refunded_at\":"
	                                 "\"%s\"%s}", refund_no, (long long)fen,
	                            instant_utc(now, (clock_now() / 86400) * 86400 - 86400), more));
}

WORLD static int
set_up_pay(void **state)
{
	clock_set_offset(0);
	if (set_up(state) != 0)
		return -1;
	add_routes(api_coupon_routes);
	env = (struct service_env){ .db = portal.db, .config = portal.config,
		                        .mem = talloc_new(NULL), .client = "192.0.2.1" };
	return 0;
}

WORLD static int
tear_down_pay(void **state)
{
	talloc_free(env.mem);
	return tear_down(state);
}

#endif
