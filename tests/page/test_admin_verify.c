/* The counter: a merchant sees the voucher in hand and nothing else, takes it once
 * however many ask, and who guesses codes waits longer and longer. */
#include "page/desk_world.h"

#include "service/reference.h"
#include "service/voucher.h"

#define MANY 16
#define CAFE "Corner Coffee"

static struct coupon taken; /* what many take at once */
static uint64_t taker;

static uint64_t merchant(struct browser *b, const char *partner)
{
	uint64_t id = desk_open(b, "merchant");

	sql("UPDATE staff SET partner = '%s' WHERE staff_id = %llu", partner, (unsigned long long)id);
	return id;
}

static enum db give_work(struct database *own, void *arg)
{
	return coupon_issue(own, test_mem(), arg);
}

/* A coupon of ours: ¥50 from ¥200 up, or CHANGE it. */
static struct coupon ours(uint64_t member, enum coupon_kind kind)
{
	struct coupon c = {.member_id = member, .source = "staff", .kind = kind, .name = "出行券",
	                   .name_en = "Travel coupon", .fen = kind == COUPON_KIND_AMOUNT ? 5000 : 0,
	                   .percent_bp = kind == COUPON_KIND_PERCENT ? 1000 : 0, .item = "",
	                   .issued_at = clock_now(), .expires_on = day("2027-02-22")};

	return c;
}

static const char *given(struct coupon c)
{
	assert_int_equal(db_transact(db(), give_work, &c), DB_OK);
	return c.code;
}

/* A voucher of the café, redeemed by MEMBER; its code. */
static const char *voucher(uint64_t member, const char *code)
{
	sql("INSERT INTO item_code (item, code, added_at) VALUES ('coffee', '%s', '2026-01-01')", code);
	redeemed(member, "coffee", 1);
	return code;
}

static const char *taking(const char *code, const char *more)
{
	static char body[300];

	snprintf(body, sizeof body, "code=%s%s", code, more);
	return body;
}

static struct coupon now(uint64_t member, const char *code)
{
	struct coupon c;

	assert_int_equal(coupon_read(db(), test_mem(), member, code, &c), DB_OK);
	return c;
}

static void a_merchant_takes_a_voucher(void **state)
{
	uint64_t member = rich_member(1000), who;
	const char *code = voucher(member, "CAF-001/x");
	char no[16];
	struct browser b;

	(void)state;
	snprintf(no, sizeof no, "M%07llu", (unsigned long long)member);
	who = merchant(&b, "cafe");
	assert_int_equal(browser_get(&b, "/admin/"), 303);
	assert_string_equal(b.location, "/admin/verify");
	assert_int_equal(browser_get(&b, "/admin/verify"), 200);
	assert_shows(&b, CAFE);
	assert_int_equal(browser_post(&b, "/admin/verify", "code="), 422);
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "")), 200);
	assert_shows(&b, "¥10");
	assert_shows(&b, "Use this voucher");
	assert_hides(&b, no);
	assert_hides(&b, "Lin"); /* the member's name */
	assert_hides(&b, "@example.net");
	assert_hides(&b, "/admin/redemptions");
	assert_int_equal(desk_logged(who, "coupon_view", member), 1);
	assert_int_equal(now(member, code).state, COUPON_STATE_ISSUED);
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "&use=1&ref=V23456789AB")), 303);
	assert_string_equal(b.location, "/admin/verify?done=voucher_used&took=1000");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_shows(&b, "works no more");
	assert_shows(&b, "¥10");
	assert_string_equal(now(member, code).used_by, "cafe");
	assert_string_equal(now(member, code).used_order, "V23456789AB");
	assert_int_equal(desk_logged(who, "coupon_use", member), 1);
	/* the same form again is the same use; another form is none */
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "&use=1&ref=V23456789AB")), 303);
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "&use=1&ref=V23456789AC")), 422);
	assert_shows(&b, "has been used");
	assert_hides(&b, "name=\"use\"");
	assert_int_equal(desk_logged(who, "coupon_use", member), 1);
	browser_close(&b);
}

static void another_shops_voucher_is_unknown(void **state)
{
	uint64_t member = rich_member(1000);
	const char *code = voucher(member, "CAF-002");
	struct browser b;

	(void)state;
	merchant(&b, "books");
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "")), 422);
	assert_shows(&b, "no such voucher that could be used here");
	assert_hides(&b, "Tea");
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "&use=1&ref=V23456789AB")), 422);
	assert_int_equal(now(member, code).state, COUPON_STATE_ISSUED);
	browser_close(&b);
	/* nor by a merchant whose partner was blocked, or who has none */
	sql("UPDATE partner SET state = 'blocked' WHERE partner = 'cafe'");
	merchant(&b, "cafe");
	assert_int_equal(browser_get(&b, "/admin/verify"), 200);
	assert_hides(&b, "name=\"code\"");
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "&use=1&ref=V23456789AB")), 422);
	browser_close(&b);
	sql("UPDATE partner SET state = 'active' WHERE partner = 'cafe'");
	merchant(&b, "");
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "&use=1&ref=V23456789AB")), 422);
	browser_close(&b);
	assert_int_equal(now(member, code).state, COUPON_STATE_ISSUED);
}

static void ours_ask_for_the_bill(void **state)
{
	uint64_t member = rich_member(0);
	struct coupon c = ours(member, COUPON_KIND_AMOUNT);
	const char *plain = given(c), *least, *percent;
	struct browser b;

	(void)state;
	c.min_fen = 20000;
	least = given(c);
	percent = given(ours(member, COUPON_KIND_PERCENT));
	merchant(&b, "cafe");
	assert_int_equal(browser_post(&b, "/admin/verify", taking(plain, "")), 200);
	assert_hides(&b, "name=\"amount\"");
	assert_int_equal(browser_post(&b, "/admin/verify", taking(plain, "&use=1&ref=V23456789A2")), 303);
	assert_int_equal(now(member, plain).used_fen, 5000);
	assert_int_equal(browser_post(&b, "/admin/verify", taking(least, "")), 200);
	assert_shows(&b, "name=\"amount\"");
	assert_int_equal(
		browser_post(&b, "/admin/verify", taking(least, "&use=1&ref=V23456789A3&amount=199.99")), 422);
	assert_shows(&b, "value=\"199.99\"");
	assert_int_equal(
		browser_post(&b, "/admin/verify", taking(least, "&use=1&ref=V23456789A3&amount=200")), 303);
	assert_int_equal(browser_post(&b, "/admin/verify", taking(percent, "&use=1&ref=V23456789A4")), 422);
	assert_int_equal(
		browser_post(&b, "/admin/verify", taking(percent, "&use=1&ref=V23456789A4&amount=88")), 303);
	assert_string_equal(b.location, "/admin/verify?done=voucher_used&took=880");
	assert_int_equal(browser_post(&b, "/admin/verify", taking(percent, "&use=1&ref=nonsense")), 422);
	browser_close(&b);
}

static void who_guesses_waits(void **state)
{
	uint64_t member = rich_member(0);
	const char *code = given(ours(member, COUPON_KIND_AMOUNT));
	struct browser b, other;
	int status = 0, tries = 0;

	(void)state;
	merchant(&b, "cafe");
	while (tries < 40 && (status = browser_post(&b, "/admin/verify", "code=23456789ABCDEFGH")) == 422)
		tries++;
	assert_int_equal(status, 429);
	assert_int_equal(tries, 10);
	/* the right code waits too; others do not */
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "")), 429);
	assert_shows(&b, "Too many wrong codes");
	merchant(&other, "cafe");
	assert_int_equal(browser_post(&other, "/admin/verify", taking(code, "")), 200);
	/* each wait is twice the one before */
	for (int64_t wait_s = 1; wait_s <= 64; wait_s *= 2) {
		clock_set_offset(clock_now() + wait_s / 2 - clock_real());
		assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "")), 429);
		clock_set_offset(clock_now() + wait_s - clock_real());
		assert_int_equal(browser_post(&b, "/admin/verify", "code=23456789ABCDEFGH"), 422);
	}
	clock_set_offset(clock_now() + 200 - clock_real());
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "")), 200);
	browser_close(&b);
	browser_close(&other);
}

static int take_at_once(struct database *own, uint64_t member, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	struct voucher_counter counter;
	char ref[REFERENCE_TEXT];
	enum coupon_outcome outcome;
	int64_t fen;

	(void)member;
	(void)i;
	reference_draw('V', ref);
	do {
		if (voucher_counter_of(&env, taker, true, &counter) != DB_OK)
			return COUPON_FAILED;
		outcome = voucher_use(&env, &counter, &taken, ref, 0, &fen);
	} while (outcome == COUPON_TRY_AGAIN);
	talloc_free(mem);
	return (int)outcome;
}

static void many_at_once_are_one(void **state)
{
	uint64_t member = rich_member(1000);
	struct browser b;

	(void)state;
	taker = merchant(&b, "cafe");
	taken = now(member, voucher(member, "CAF-003"));
	together(MANY, take_at_once, member);
	assert_int_equal(count(MANY, COUPON_OK), 1);
	assert_int_equal(count(MANY, COUPON_USED), MANY - 1);
	assert_int_equal(desk_logged(taker, "coupon_use", member), 1);
	browser_close(&b);
}

static void our_own_staff_take_ours(void **state)
{
	uint64_t member = rich_member(1000);
	const char *code = given(ours(member, COUPON_KIND_AMOUNT)), *theirs = voucher(member, "CAF-004");
	struct browser b;

	(void)state;
	desk_open(&b, "clerk");
	assert_int_equal(browser_post(&b, "/admin/verify", taking(theirs, "")), 422);
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "&use=1&ref=V23456789A5")), 303);
	assert_string_equal(now(member, code).used_by, VOUCHER_DESK);
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, "/admin/verify"), 200);
	assert_int_equal(browser_post(&b, "/admin/verify", taking(code, "")), 403);
	browser_close(&b);
}

static void merchants_open_nothing_else(void **state)
{
	static const char *const rooms[] = {"/admin/members", "/admin/coupons", "/admin/redemptions",
	                                    "/admin/orders", "/admin/audit", "/admin/staff", NULL};
	struct browser b;

	(void)state;
	merchant(&b, "cafe");
	for (int i = 0; rooms[i]; i++) {
		assert_int_equal(browser_get(&b, rooms[i]), 403);
		assert_hides(&b, "href=\"/admin/members\"");
	}
	assert_int_equal(browser_get(&b, "/admin/password"), 200);
	browser_close(&b);
}

static void managers_make_merchants(void **state)
{
	struct browser b;
	char url[64];
	uint64_t clerk;
	struct staff s;

	(void)state;
	clerk = desk_open(&b, "clerk");
	browser_close(&b);
	desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, "/admin/staff"), 200);
	assert_shows(&b, CAFE);
	assert_int_equal(browser_post(&b, "/admin/staff",
	                              "email=shop%40example.com&name=Wang&role=merchant&partner="), 422);
	assert_shows(&b, "Choose a partner");
	assert_int_equal(browser_post(&b, "/admin/staff",
	                              "email=shop%40example.com&name=Wang&role=merchant&partner=cafe"), 200);
	assert_int_equal(staff_find(db(), test_mem(), "shop@example.com", &s), DB_OK);
	assert_string_equal(s.role, "merchant");
	assert_string_equal(s.partner, "cafe");
	snprintf(url, sizeof url, "/admin/staff/%llu", (unsigned long long)s.staff_id);
	assert_int_equal(browser_post(&b, url, "role=clerk&partner=cafe"), 303);
	assert_int_equal(staff_read(db(), test_mem(), s.staff_id, &s), DB_OK);
	assert_string_equal(s.partner, "");
	snprintf(url, sizeof url, "/admin/staff/%llu", (unsigned long long)clerk);
	assert_int_equal(browser_post(&b, url, "role=merchant&partner=nobody"), 422);
	assert_int_equal(browser_post(&b, url, "role=merchant&partner=books"), 303);
	assert_int_equal(staff_read(db(), test_mem(), clerk, &s), DB_OK);
	assert_string_equal(s.role, "merchant");
	browser_close(&b);
}

static int set_up(void **state)
{
	struct item item = plain_item("coffee", ITEM_VOUCHER, 10);
	int failed = desk_setup(state);

	if (failed)
		return failed;
	item.supplier = CAFE;
	store_item(&item, -1);
	sql("INSERT INTO partner (partner, name, created_at) VALUES ('cafe', '" CAFE
	    "', '2026-01-01'), ('books', 'Old Books', '2026-01-01')");
	return 0;
}

static int before(void **state)
{
	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	return 0;
}

#define CASE(test) cmocka_unit_test_setup(test, before)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_merchant_takes_a_voucher), CASE(another_shops_voucher_is_unknown),
		CASE(ours_ask_for_the_bill),      CASE(who_guesses_waits),
		CASE(many_at_once_are_one),       CASE(our_own_staff_take_ours),
		CASE(merchants_open_nothing_else), CASE(managers_make_merchants),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
