/* Orders paid with points and coupons, through the API: PROGRAMME §11 vectors
 * 8a-8c and 14, refunds (RULINGS 2), what is refused. */
#include "page/pay_world.h"

static void
test_caps_of_a_custom_tour(void **state)
{
	static const struct {
		enum pay_cap cap;
		const char *no;
		int64_t most, fen;
	} rows[] = {
		{ PAY_CAP_PRICE, "8a", 49500, 495000 },
		{ PAY_CAP_POINTS, "8b", 30000, 300000 },
		{ PAY_CAP_HALF_VALUE, "8c", 60000, 300000 },
	};
	void *mem = talloc_new(NULL);
	struct plan *plan = portal.plans->plans[0];

	(void)state;
	give(MEMBER, 60000, "2099-12-01");
	for (size_t i = 0; i < 3; i++) {
		char *most = talloc_asprintf(mem, "\"most_points\":%lld,\"most_points_fen\":%lld",
		                             (long long)rows[i].most, (long long)rows[i].fen);
		int64_t worth = plan->pay.step_fen / (rows[i].cap == PAY_CAP_HALF_VALUE ? 2 : 1);

		plan->pay.cap = rows[i].cap;
		expect(call(mem, "/api/v1/quotes",
		            "{\"member\":\"" MEMBER "\",\"category\":\"custom\",\"amount_fen\":999900}"),
		       200, most);
		/* One step more than allowed at the price of ¥9,999.00. */
		expect(book(mem, rows[i].no, "custom", 999900 - rows[i].fen - worth,
		            paying(mem, pay_code(MEMBER), rows[i].most + 500)),
		       422, rows[i].cap == PAY_CAP_HALF_VALUE ? "points_short" : "pay_points_not_allowed");
		expect(book(mem, rows[i].no, "custom", 999900 - rows[i].fen,
		            paying(mem, pay_code(MEMBER), rows[i].most)),
		       201, talloc_asprintf(mem, "\"price_fen\":999900,\"pay_points\":%lld,"
		                                 "\"pay_points_fen\":%lld", (long long)rows[i].most,
		                            (long long)rows[i].fen));
		assert_int_equal(available(MEMBER), 60000 - rows[i].most);
		expect(refund(mem, rows[i].no, "R", 999900 - rows[i].fen, ""), 201,
		       talloc_asprintf(mem, "\"points_returned\":%lld", (long long)rows[i].most));
		assert_int_equal(available(MEMBER), 60000);
		prove(MEMBER);
	}
	plan->pay.cap = PAY_CAP_PRICE;
	talloc_free(mem);
}

/* Vector 14: of ¥1,000, ¥200 by coupon and ¥50 by points: earns on ¥750. */
static void
test_only_money_earns(void **state)
{
	void *mem = talloc_new(NULL);
	const char *code = coupon(mem, MEMBER, 20000, 0, 0);
	char *pays = paying(mem, pay_code(MEMBER), 500);
	char *more = talloc_asprintf(mem, "%s,\"coupon_codes\":[\"%.5s-%s\"]", pays, code, code + 5);
	char *dry = talloc_asprintf(mem, "%s,\"dry_run\":true", more), *answer;
	int64_t before = available(MEMBER);
	struct request *r;

	(void)state;
	expect(book(mem, "V14", "domestic", 75000, dry), 200, "\"points\":750");
	assert_int_equal(available(MEMBER), before);
	r = book(mem, "V14", "domestic", 75000, more);
	expect(r, 201, "\"points\":750");
	expect(r, 201, "\"price_fen\":100000,\"pay_points\":500,\"pay_points_fen\":5000");
	expect(r, 201, talloc_asprintf(mem, "\"coupons\":[{\"code\":\"%s\",\"fen\":20000", code));
	assert_int_equal(available(MEMBER), before - 500);
	/* The same again, and with another number: code and coupon are spent. */
	answer = talloc_strdup(mem, r->out.data);
	r = call(mem, "/api/v1/orders", r->body);
	expect(r, 200, "\"replayed\":true");
	assert_memory_equal(r->out.data, answer, strlen(answer) - 1);
	assert_int_equal(available(MEMBER), before - 500);
	expect(book(mem, "V14-2", "domestic", 75000, pays), 422,
	       "\"field\":\"pay_code\"");
	expect(book(mem, "V14-2", "domestic", 75000,
	            talloc_asprintf(mem, ",\"coupon_codes\":[\"%s\"]", code)), 422,
	       "\"coupon_used\"");
	expect(call(mem, "/api/v1/orders/V14-2", NULL), 404, NULL);
	prove(MEMBER);
	talloc_free(mem);
}

static void
test_refunds_give_money_first(void **state)
{
	void *mem = talloc_new(NULL);
	const char *code;
	int64_t before = available(MEMBER);
	char *named;

	(void)state;
	/* Part refunds give money only, unless they name more. */
	code = strstr(call(mem, "/api/v1/orders/V14", NULL)->out.data, "\"code\":\"") + 8;
	code = talloc_strndup(mem, code, strcspn(code, "\""));
	expect(refund(mem, "V14", "1", 25000, ""), 201, "\"points_taken\":250,\"debt\":0}");
	expect(refund(mem, "V14", "2", 25000, ",\"points\":501"), 422, "\"field\":\"points\"");
	expect(refund(mem, "V14", "2", 25000, ",\"coupon\":\"ABCDEF\""), 422, "\"field\":\"coupon\"");
	expect(refund(mem, "V14", "2", 25000, ",\"points\":300"), 201,
	       "\"points_returned\":300,\"coupons_returned\":[]");
	expect(refund(mem, "V14", "2", 25000, ",\"points\":300"), 200,
	       "\"points_returned\":300,\"coupons_returned\":[],\"replayed\":true");
	expect(refund(mem, "V14", "2", 25000, ""), 409, "\"conflict\"");
	assert_int_equal(available(MEMBER), before + 300);
	/* The last refund gives back what is left, the coupon too. */
	named = talloc_asprintf(mem, "\"points_returned\":200,\"coupons_returned\":[\"%s\"]", code);
	expect(refund(mem, "V14", "3", 25000, ""), 201, named);
	assert_int_equal(available(MEMBER), before + 500);
	expect(call(mem, "/api/v1/orders/V14", NULL), 200,
	       "\"pay_points_returned\":500,\"coupons\":[{");
	expect(call(mem, "/api/v1/orders/V14", NULL), 200, "\"fen\":20000,\"returned\":true");
	expect(book(mem, "V14-3", "domestic", 5000,
	            talloc_asprintf(mem, ",\"coupon_codes\":[\"%s\"]", code)), 201,
	       "\"price_fen\":25000");
	expect(refund(mem, "V14-3", "1", 1000, talloc_asprintf(mem, ",\"coupon\":\"%s\"", code)), 201,
	       "\"points_returned\":0,\"coupons_returned\":[\"");
	expect(refund(mem, "V14-3", "2", 1000, talloc_asprintf(mem, ",\"coupon\":\"%s\"", code)), 422,
	       "\"field\":\"coupon\"");
	prove(MEMBER);
	talloc_free(mem);
}

/* Points go back to the lots they came from; those past their day are gone. The
 * refund is dated by UTC: up to two Chinese days before now. */
static void
test_same_lots(void **state)
{
	void *mem = talloc_new(NULL);
	int64_t offset = clock_now() - clock_real(), before = available(MEMBER);
	char day[INSTANT_TEXT];

	(void)state;
	give(MEMBER, 1000, day_iso(day, day_of(clock_now()) + 2));
	expect(book(mem, "LOT", "domestic", 0, paying(mem, pay_code(MEMBER), 1500)), 201,
	       "\"points\":0");
	assert_int_equal(available(MEMBER), before - 500);
	clock_set_offset(offset + 5 * 86400);
	expect(refund(mem, "LOT", "1", 0, ""), 201, "\"points_returned\":1500");
	assert_int_equal(available(MEMBER), before);
	expect(refund(mem, "LOT", "2", 0, ""), 409, "\"ended\"");
	clock_set_offset(offset);
	prove(MEMBER);
	talloc_free(mem);
}

/* A refund that came before its order gives back what it names. */
static void
test_parked_refund(void **state)
{
	void *mem = talloc_new(NULL);
	int64_t before = available(MEMBER);
	const char *code = coupon(mem, MEMBER, 0, 1000, 3000);

	(void)state;
	expect(refund(mem, "PARK", "1", 5000, ",\"points\":200"), 202, "\"parked\":true");
	expect(refund(mem, "PARK", "1", 5000, ",\"points\":200"), 202, "\"parked\":true");
	expect(refund(mem, "PARK", "1", 5000, ",\"points\":100"), 409, "\"conflict\"");
	/* 10 % of ¥150, at most ¥30: ¥15. */
	expect(book(mem, "PARK", "domestic", 8500,
	            talloc_asprintf(mem, "%s,\"coupon_codes\":[\"%s\"]",
	                            paying(mem, pay_code(MEMBER), 500), code)), 201,
	       "\"price_fen\":15000");
	assert_int_equal(available(MEMBER), before - 300);
	expect(call(mem, "/api/v1/orders/PARK", NULL), 200, "\"pay_points_returned\":200");
	expect(refund(mem, "PARK", "2", 3500, ""), 201, "\"points_returned\":300");
	assert_int_equal(available(MEMBER), before);
	prove(MEMBER);
	talloc_free(mem);
}

static void
test_what_is_refused(void **state)
{
	static const struct {
		const char *more, *part;
	} rows[] = {
		{ ",\"pay_code\":\"12345678\"", "\"field\":\"pay_points\"" },
		{ ",\"pay_points\":500", "\"field\":\"pay_code\"" },
		{ ",\"pay_points\":-1", "\"field\":\"pay_points\"" },
		{ ",\"pay_points\":\"500\"", "\"field\":\"pay_points\"" },
		{ ",\"pay_code\":\"1234567\",\"pay_points\":500", "\"field\":\"pay_code\"" },
		{ ",\"pay_code\":12345678,\"pay_points\":500", "\"field\":\"pay_code\"" },
		{ ",\"coupon_codes\":\"X\"", "\"field\":\"coupon_codes\"" },
		{ ",\"coupon_codes\":[\"!\"]", "\"field\":\"coupon_codes\"" },
		{ ",\"coupon_codes\":[\"ABCD\",\"AB-CD\"]", "\"field\":\"coupon_codes\"" },
		{ ",\"coupon_codes\":[\"ABCD\"]", "\"coupon_unknown\"" },
	};
	void *mem = talloc_new(NULL);
	const char *others = coupon(mem, OTHER, 5000, 0, 0);
	int64_t before = available(MEMBER);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect(book(mem, "NO", "domestic", 100000, rows[i].more), 422, rows[i].part);
	/* Not a whole step, below the least, more than the price, more than there is. */
	expect(book(mem, "NO", "domestic", 100000, paying(mem, pay_code(MEMBER), 750)), 422,
	       "pay_points_not_allowed");
	expect(book(mem, "NO", "domestic", 0, paying(mem, pay_code(MEMBER), 100000)), 422,
	       "points_short");
	/* Another member's code and coupon. */
	expect(book(mem, "NO", "domestic", 100000, paying(mem, pay_code(OTHER), 500)), 422,
	       "pay_code_wrong");
	expect(book(mem, "NO", "domestic", 100000,
	            talloc_asprintf(mem, ",\"coupon_codes\":[\"%s\"]", others)), 422,
	       "coupon_unknown");
	/* A newer code ends the one before it; five minutes end it as well. */
	char *first = paying(mem, pay_code(MEMBER), 500);
	char *second = paying(mem, pay_code(MEMBER), 500);
	expect(book(mem, "NO", "domestic", 100000, first), 422, "pay_code_wrong");
	clock_set_offset(clock_now() - clock_real() + PAY_CODE_LIFE);
	expect(book(mem, "NO", "domestic", 100000, second), 422, "pay_code_wrong");
	expect(call(mem, "/api/v1/orders/NO", NULL), 404, NULL);
	assert_int_equal(available(MEMBER), before);
	prove(MEMBER);
	talloc_free(mem);
}

/* An emergency stop: no points are taken, the code is not used up, money goes on. */
static void
test_spending_is_stopped(void **state)
{
	void *mem = talloc_new(NULL);
	char *pays = paying(mem, pay_code(MEMBER), 500);
	int64_t before = available(MEMBER);

	(void)state;
	sql("INSERT INTO stop (kind, text, text_en, reason, set_at, set_by)"
	    " VALUES ('all', 't', 't', 'r', '2026-11-22', 7)");
	sql("UPDATE stop_gate SET standing = 1");
	expect(book(mem, "STOP", "domestic", 100000, pays), 422, "\"code\":\"spending_stopped\"");
	expect(call(mem, "/api/v1/quotes",
	            "{\"member\":\"" MEMBER "\",\"category\":\"custom\",\"amount_fen\":999900}"),
	       200, "\"most_points\":0,");
	expect(call(mem, "/api/v1/quotes",
	            "{\"member\":\"" MEMBER "\",\"category\":\"custom\",\"amount_fen\":999900}"),
	       200, "\"spending_stopped\":true");
	assert_int_equal(available(MEMBER), before);
	sql("DELETE FROM stop");
	sql("UPDATE stop_gate SET standing = 0");
	expect(book(mem, "STOP", "domestic", 100000, pays), 201, "\"pay_points\":500");
	prove(MEMBER);
	talloc_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_caps_of_a_custom_tour),
		cmocka_unit_test(test_only_money_earns),
		cmocka_unit_test(test_refunds_give_money_first),
		cmocka_unit_test(test_same_lots),
		cmocka_unit_test(test_parked_refund),
		cmocka_unit_test(test_what_is_refused),
		cmocka_unit_test(test_spending_is_stopped),
	};

	return cmocka_run_group_tests(tests, set_up_pay, tear_down_pay);
}
