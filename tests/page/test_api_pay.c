/* Orders paid with points and coupons, through the API: PROGRAMME §11 vectors
 * 8a-8c and 14, refunds (RULINGS 2), codes guessed. */
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

static struct person_id
person_of(const char *member_no)
{
	struct person_id id;

	assert_int_equal(person_find(portal.db, NULL, member_no, &id), DB_OK);
	return id;
}

static void
sql(const char *text)
{
	if (db_text(portal.db, text, NULL) != DB_OK)
		fail_msg("%s: %s", text, db_text_error(portal.db));
}

/* POINTS that end after DAY come in. */
static void
give(const char *member_no, int64_t points, const char *until)
{
	struct points_answer answer;
	int32_t day;

	assert_true(day_parse(until, &day));
	assert_int_equal(opening_book(portal.db, portal.plans, person_of(member_no).member_id, points,
	                              day, "", DAY_NONE, clock_now(), &answer), POINTS_DONE);
}

static int64_t
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

static void
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
static const char *
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
static const char *
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
static struct request *
book(void *mem, const char *no, const char *category, int64_t paid_fen, const char *more)
{
	char now[INSTANT_TEXT];

	return call(mem, "/api/v1/orders",
	            talloc_asprintf(mem, "{\"order_no\":\"%s\",\"member\":\"" MEMBER "\",\"category\":"
	                                 "\"%s\",\"paid_fen\":%lld,\"status\":\"paid\",\"paid_at\":"
	                                 "\"%s\"%s}", no, category, (long long)paid_fen,
	                            instant_utc(now, clock_now() - 60), more));
}

static char *
paying(void *mem, const char *code, int64_t points)
{
	return talloc_asprintf(mem, ",\"pay_code\":\"%s\",\"pay_points\":%lld", code,
	                       (long long)points);
}

static struct request *
refund(void *mem, const char *order_no, const char *refund_no, int64_t fen, const char *more)
{
	char now[INSTANT_TEXT];

	return call(mem, talloc_asprintf(mem, "/api/v1/orders/%s/refunds", order_no),
	            talloc_asprintf(mem, "{\"refund_no\":\"%s\",\"amount_fen\":%lld,\"refunded_at\":"
	                                 "\"%s\"%s}", refund_no, (long long)fen,
	                            instant_utc(now, (clock_now() / 86400) * 86400 - 86400), more));
}

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

/* Points go back to the lots they came from; those past their day are gone. */
static void
test_same_lots(void **state)
{
	void *mem = talloc_new(NULL);
	int64_t offset = clock_now() - clock_real(), before = available(MEMBER);
	char day[INSTANT_TEXT];

	(void)state;
	give(MEMBER, 1000, day_iso(day, day_of(clock_now()) + 3));
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

static void
test_guessing_blocks_the_key_alone(void **state)
{
	struct how other = { .key = "other", .secret = other_secret };
	void *mem = talloc_new(NULL);
	int wrong = 0, slowed = 0;
	struct request *r = NULL;
	char *right = paying(mem, pay_code(MEMBER), 500);
	int64_t wait_s = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		r = book(mem, "GUESS", "domestic", 100000,
		         talloc_asprintf(mem, ",\"pay_code\":\"%08d\",\"pay_points\":500", i));
		wrong += r->status == 422;
		slowed += r->status == 429;
	}
	assert_in_range(wrong, 5, 20);
	assert_int_equal(wrong + slowed, 100);
	assert_true(int_parse(answer_header(r, "Retry-After"), &wait_s) && wait_s > 0);
	/* The right code does not help now, coupons neither; what has no code goes on. */
	expect(book(mem, "GUESS", "domestic", 100000, right), 429, "slow_down");
	expect(call(mem, "/api/v1/coupons/ABCD/use", "{\"order_no\":\"X\",\"amount_fen\":1}"), 429,
	       "slow_down");
	expect(book(mem, "PLAIN", "domestic", 100000, ""), 201, NULL);
	expect(call_how(mem, "/api/v1/coupons/ABCD/use", "{\"order_no\":\"X\",\"amount_fen\":1}",
	                &other), 404, "coupon_unknown");
	/* Whoever goes on guessing waits ever longer: at last the key is blocked for a
	 * quarter of an hour. */
	for (int i = 0; i < 10; i++) {
		clock_set_offset(clock_now() - clock_real() + wait_s);
		r = book(mem, "GUESS", "domestic", 100000, ",\"pay_code\":\"00000000\",\"pay_points\":500");
		if (r->status == 422)
			r = book(mem, "GUESS", "domestic", 100000, right);
		expect(r, 429, NULL);
		assert_true(int_parse(answer_header(r, "Retry-After"), &wait_s));
	}
	assert_in_range(wait_s, 890, 900);
	sql("DELETE FROM slow_down");
	talloc_free(mem);
}

static void
test_coupons_at_the_desk(void **state)
{
	struct how other = { .key = "other", .secret = other_secret };
	void *mem = talloc_new(NULL);
	const char *code = coupon(mem, MEMBER, 5000, 0, 0);
	char *use = talloc_asprintf(mem, "/api/v1/coupons/%s/use", code);
	char *release = talloc_asprintf(mem, "/api/v1/coupons/%s/release", code);
	const char *a = "{\"order_no\":\"A\",\"amount_fen\":20000}";
	const char *b = "{\"order_no\":\"B\",\"amount_fen\":20000}";

	(void)state;
	expect(call(mem, use, "{\"amount_fen\":1}"), 422, "\"field\":\"order_no\"");
	expect(call(mem, use, "{\"order_no\":\"A\"}"), 422, "\"field\":\"amount_fen\"");
	expect(call(mem, "/api/v1/coupons/nothing/use", a), 404, "coupon_unknown");
	expect(call(mem, use, a), 200, "\"discount_fen\":5000,\"to_pay_fen\":15000}");
	expect(call(mem, use, a), 200, "\"discount_fen\":5000,\"to_pay_fen\":15000,\"replayed\":true");
	expect(call(mem, use, b), 409, "coupon_used");
	expect(call_how(mem, release, a, &other), 409, "coupon_used");
	expect(call(mem, release, "{\"order_no\":\"A\"}"), 200, "\"state\":\"released\"");
	expect(call(mem, use, b), 200, "\"state\":\"used\"");
	/* Used before its order came: the order counts it, and only a refund frees it. */
	expect(book(mem, "B", "domestic", 15000,
	            talloc_asprintf(mem, ",\"coupon_codes\":[\"%s\"]", code)), 201,
	       "\"price_fen\":20000");
	expect(call(mem, release, b), 409, "coupon_used");
	expect(refund(mem, "B", "1", 15000, ""), 201, code);
	expect(call(mem, use, a), 200, "\"state\":\"used\"");
	talloc_free(mem);
}

static int
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

static int
tear_down_pay(void **state)
{
	talloc_free(env.mem);
	return tear_down(state);
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
		cmocka_unit_test(test_guessing_blocks_the_key_alone),
		cmocka_unit_test(test_coupons_at_the_desk),
	};

	return cmocka_run_group_tests(tests, set_up_pay, tear_down_pay);
}
