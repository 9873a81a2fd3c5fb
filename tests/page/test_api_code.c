/* Codes at the partner API: who guesses them is slowed, then blocked, alone;
 * coupons used and released at the desk. */
#include "page/pay_world.h"

/* Goes on guessing, each time once the wait is over, until the key has to wait
 * for LEAST seconds. How long that is. */
static int64_t
guess_until(void *mem, int64_t wait_s, int64_t least)
{
	for (int i = 0; i < 20 && wait_s < least; i++) {
		struct request *r = NULL;

		clock_set_offset(clock_now() - clock_real() + wait_s);
		for (int j = 0; j < 2; j++)
			r = book(mem, "GUESS", "domestic", 100000,
			         ",\"pay_code\":\"00000000\",\"pay_points\":500");
		if (r->status == 429)
			assert_true(int_parse(answer_header(r, "Retry-After"), &wait_s));
	}
	return wait_s;
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
	wait_s = guess_until(mem, wait_s, 16);
	/* The right code does not help now, coupons neither; what has no code goes on. */
	expect(book(mem, "GUESS", "domestic", 100000, right), 429, "slow_down");
	expect(call(mem, "/api/v1/coupons/ABCD/use", "{\"order_no\":\"X\",\"amount_fen\":1}"), 429,
	       "slow_down");
	expect(book(mem, "PLAIN", "domestic", 100000, ""), 201, NULL);
	expect(call_how(mem, "/api/v1/coupons/ABCD/use", "{\"order_no\":\"X\",\"amount_fen\":1}",
	                &other), 404, "coupon_unknown");
	/* Whoever goes on guessing waits ever longer: at last the key is blocked for a
	 * quarter of an hour. */
	wait_s = guess_until(mem, wait_s, 890);
	assert_in_range(wait_s, 890, 900);
	expect(book(mem, "GUESS", "domestic", 100000, right), 429, "slow_down");
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guessing_blocks_the_key_alone),
		cmocka_unit_test(test_coupons_at_the_desk),
	};

	return cmocka_run_group_tests(tests, set_up_pay, tear_down_pay);
}
