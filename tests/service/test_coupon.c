/* Coupons: given out once, used once whoever asks, given back by their user. */
#include "service/redeem_support.h"

#include <string.h>

#include "rule/code.h"
#include "store/address.h"

#define MANY 64

static void *mem;
static char code[CODE_TEXT]; /* of the coupon that many ask for */
static char redemption[REDEMPTION_NO]; /* it came from */

enum { USED_IT = 1, CANCELLED_IT = 2 };

static int set_up(void **state)
{
	(void)state;
	mem = talloc_new(NULL);
	now_is("2026-11-22T12:00:00+08:00");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	TALLOC_FREE(mem);
	return 0;
}

struct giving {
	struct coupon *coupon;
};

static enum db give_work(struct database *own, void *arg)
{
	struct giving *g = arg;

	return coupon_issue(own, mem, g->coupon);
}

/* A coupon of ¥50 from ¥200 up, for the first three months; CHANGE it before. */
static struct coupon coupon_made(uint64_t member_id)
{
	return (struct coupon){.member_id = member_id, .source = "staff", .kind = COUPON_KIND_AMOUNT,
	                       .name = "出行券", .name_en = "Travel coupon", .fen = 5000,
	                       .min_fen = 20000, .categories = "domestic,hotel", .points = 500,
	                       .issued_at = clock_now(), .expires_on = day("2027-02-22")};
}

static const char *give(struct coupon c)
{
	struct giving g = {&c};

	assert_int_equal(db_transact(db(), give_work, &g), DB_OK);
	return c.code;
}

static enum coupon_state state_of(uint64_t member_id, const char *text)
{
	struct coupon c;

	assert_int_equal(coupon_read(db(), mem, member_id, text, &c), DB_OK);
	return c.state;
}

static enum coupon_outcome use(const char *partner, const char *text, const char *order,
                               int64_t amount, int64_t *fen)
{
	struct service_env env = env_of(db(), mem);

	return coupon_use(&env, partner, text, order, amount, fen);
}

static enum coupon_outcome release(const char *partner, const char *text, const char *order)
{
	struct service_env env = env_of(db(), mem);

	return coupon_release(&env, partner, text, order);
}

/* 16 characters of the alphabet, the last one checking the others; never the
 * same twice; the code leads to its member. */
static void a_fresh_code(void **state)
{
	uint64_t m = member_make(), owner;
	const char *first = give(coupon_made(m)), *second = give(coupon_made(m));

	(void)state;
	assert_int_equal(strlen(first), CODE_RANDOM + 1);
	assert_true(code_checks(first));
	assert_string_not_equal(first, second);
	assert_int_equal(coupon_owner(db(), first, &owner), DB_OK);
	assert_int_equal(owner, m);
	assert_int_equal(state_of(m, first), COUPON_STATE_ISSUED);
	assert_int_equal(coupon_owner(db(), "NOBODYS", &owner), DB_NONE);
}

/* Two suppliers may have printed one code; a code of ours is nobody else's. */
static void given_codes(void **state)
{
	uint64_t a = member_make(), b = member_make();
	struct coupon voucher = coupon_made(a), ours = coupon_made(b);
	struct giving g = {&ours};
	struct coupon read;

	(void)state;
	voucher.kind = COUPON_KIND_VOUCHER;
	voucher.code = "CINEMA-1";
	give(voucher);
	voucher.member_id = b;
	give(voucher);
	assert_int_equal(coupon_read(db(), mem, b, "CINEMA-1", &read), DB_OK);
	ours.code = "CINEMA-1";
	assert_int_equal(db_transact(db(), give_work, &g), DB_DUP);
}

static void used_once(void **state)
{
	uint64_t m = member_make();
	const char *c = give(coupon_made(m));
	struct coupon read;
	int64_t fen;

	(void)state;
	assert_int_equal(use("desk", c, "O-1", 19999, &fen), COUPON_MIN);
	assert_int_equal(use("desk", c, "O-1", 20000, &fen), COUPON_OK);
	assert_int_equal(fen, 5000);
	assert_int_equal(use("desk", c, "O-1", 20000, &fen), COUPON_REPEATED);
	assert_int_equal(fen, 5000);
	assert_int_equal(use("desk", c, "O-2", 20000, &fen), COUPON_USED);
	assert_int_equal(use("other", c, "O-1", 20000, &fen), COUPON_USED);
	assert_int_equal(use("desk", "NOSUCHCODE", "O-1", 20000, &fen), COUPON_UNKNOWN);
	assert_int_equal(coupon_read(db(), mem, m, c, &read), DB_OK);
	assert_int_equal(read.state, COUPON_STATE_USED);
	assert_string_equal(read.used_by, "desk");
	assert_string_equal(read.used_order, "O-1");
	assert_int_equal(read.used_fen, 5000);
	assert_in_range(clock_now() - read.used_at, 0, 60);
}

/* Released by the partner that used it, for the same order, and by nobody else. */
static void released_by_its_user(void **state)
{
	uint64_t m = member_make();
	const char *c = give(coupon_made(m));
	int64_t fen;

	(void)state;
	assert_int_equal(release("desk", c, "O-1"), COUPON_UNKNOWN);
	assert_int_equal(use("desk", c, "O-1", 30000, &fen), COUPON_OK);
	assert_int_equal(release("other", c, "O-1"), COUPON_USED);
	assert_int_equal(release("desk", c, "O-2"), COUPON_USED);
	assert_int_equal(state_of(m, c), COUPON_STATE_USED);
	assert_int_equal(release("desk", c, "O-1"), COUPON_OK);
	assert_int_equal(state_of(m, c), COUPON_STATE_ISSUED);
	assert_int_equal(release("desk", c, "O-1"), COUPON_REPEATED);
	assert_int_equal(use("other", c, "O-9", 30000, &fen), COUPON_OK);
	assert_int_equal(release("desk", c, "O-1"), COUPON_USED);
}

/* Worth nothing from the first second after its last day, job or no job. */
static void over(void **state)
{
	uint64_t m = member_make();
	const char *c = give(coupon_made(m)), *late = give(coupon_made(m));
	uint64_t *due;
	int64_t fen;
	int n;

	(void)state;
	now_is("2027-02-22T23:59:00+08:00");
	assert_int_equal(use("desk", late, "O-5", 30000, &fen), COUPON_OK);
	now_is("2027-02-23T00:00:00+08:00");
	assert_int_equal(state_of(m, c), COUPON_STATE_ISSUED);
	assert_int_equal(use("desk", c, "O-1", 30000, &fen), COUPON_EXPIRED);
	assert_int_equal(release("desk", late, "O-5"), COUPON_OK);
	assert_int_equal(state_of(m, late), COUPON_STATE_EXPIRED);
	assert_int_equal(coupon_due(db(), mem, day("2027-02-23"), m - 1, 5, &due, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(due[0], m);
	assert_int_equal(coupon_expire(db(), m, day("2027-02-23")), DB_OK);
	assert_int_equal(db_affected(db()), 1);
	assert_int_equal(state_of(m, c), COUPON_STATE_EXPIRED);
	assert_int_equal(coupon_due(db(), mem, day("2027-02-23"), m - 1, 5, &due, &n), DB_OK);
	assert_int_equal(n, 0);
}

static void judged(void **state)
{
	struct coupon c = coupon_made(1);
	int32_t today = day("2026-11-22");
	int64_t fen;

	(void)state;
	c.state = COUPON_STATE_ISSUED;
	assert_int_equal(coupon_judge(&c, "hotel", 20000, today, &fen), COUPON_OK);
	assert_int_equal(coupon_judge(&c, "domestic", 20000, today, &fen), COUPON_OK);
	assert_int_equal(coupon_judge(&c, "dome", 20000, today, &fen), COUPON_CATEGORY);
	assert_int_equal(coupon_judge(&c, "outbound", 20000, today, &fen), COUPON_CATEGORY);
	c.min_fen = 0;
	assert_int_equal(coupon_judge(&c, "", 3000, today, &fen), COUPON_OK);
	assert_int_equal(fen, 3000); /* never more than the price */
	assert_int_equal(coupon_judge(&c, "", 0, today, &fen), COUPON_MIN);
	c.kind = COUPON_KIND_PERCENT;
	c.percent_bp = 1000;
	assert_int_equal(coupon_judge(&c, "", 12345, today, &fen), COUPON_OK);
	assert_int_equal(fen, 1234); /* rounded down */
	c.ceiling_fen = 800;
	assert_int_equal(coupon_judge(&c, "", 12345, today, &fen), COUPON_OK);
	assert_int_equal(fen, 800);
	c.state = COUPON_STATE_CANCELLED;
	assert_int_equal(coupon_judge(&c, "", 12345, today, &fen), COUPON_CANCELLED);
	assert_int_equal(fen, 0);
	c.state = COUPON_STATE_ISSUED;
	c.kind = COUPON_KIND_VOUCHER;
	assert_int_equal(coupon_judge(&c, "", 12345, today, &fen), COUPON_UNKNOWN);
}

static int use_at_once(struct database *own, uint64_t member, int i)
{
	struct service_env env = env_of(own, mem);
	char order[16];
	int64_t fen;
	enum coupon_outcome outcome;

	(void)member;
	snprintf(order, sizeof order, "T-%d", i);
	do
		outcome = coupon_use(&env, i % 2 ? "east" : "west", code, order, 30000, &fen);
	while (outcome == COUPON_TRY_AGAIN);
	return (int)outcome;
}

/* 64 hands of two partners: one of them gets it. */
static void at_once(void **state)
{
	uint64_t m = member_make();
	struct coupon read;

	(void)state;
	snprintf(code, sizeof code, "%s", give(coupon_made(m)));
	together(MANY, use_at_once, m);
	assert_int_equal(count(MANY, COUPON_OK), 1);
	assert_int_equal(count(MANY, COUPON_USED), MANY - 1);
	assert_int_equal(coupon_read(db(), mem, m, code, &read), DB_OK);
	assert_int_equal(told[atoi(read.used_order + 2)], COUPON_OK);
}

/* Half of them use it, half cancel what it was redeemed as: points and coupon
 * are never both had. */
static int use_or_cancel(struct database *own, uint64_t member, int i)
{
	struct service_env env = env_of(own, mem);
	struct step_asked asked = {.member_id = member, .redemption_no = redemption,
	                           .step = STEP_CANCEL, .reason = "", .carrier = "",
	                           .tracking_no = ""};
	enum step_outcome outcome;

	if (i % 2)
		return use_at_once(own, member, i) == COUPON_OK ? USED_IT : 0;
	do
		outcome = redemption_step(&env, plans, &asked, NULL);
	while (outcome == STEP_TRY_AGAIN);
	return outcome == STEP_OK ? CANCELLED_IT : 0;
}

static void used_or_cancelled(void **state)
{
	(void)state;
	simple_item("coupon", ITEM_COUPON, 0, -1);
	for (int round = 0; round < 4; round++) {
		uint64_t m = rich_member(1000);
		struct redeem_answer got = redeemed(m, "coupon", 5);
		struct coupon *list;
		int n, used;

		assert_int_equal(coupon_of_redemption(db(), mem, m, got.redemption_no, &list, &n),
		                 DB_OK);
		snprintf(code, sizeof code, "%s", list[0].code);
		snprintf(redemption, sizeof redemption, "%s", got.redemption_no);
		together(16, use_or_cancel, m);
		used = count(16, USED_IT);
		assert_int_equal(used + count(16, CANCELLED_IT), 1);
		assert_int_equal(state_of(m, code),
		                 used ? COUPON_STATE_USED : COUPON_STATE_CANCELLED);
		assert_int_equal(account(m).available, used ? 500 : 1000);
		prove(m);
	}
}

static void address_books(void **state)
{
	uint64_t m = member_make(), other = member_make();
	struct address latest, *list;
	int64_t now = clock_now();
	int n;

	(void)state;
	assert_int_equal(address_latest(db(), mem, m, &latest), DB_NONE);
	for (int i = 0; i < ADDRESS_BOOK + 3; i++)
		assert_int_equal(address_keep(db(), m, "陈明", "13800000001",
		                              talloc_asprintf(mem, "桂林路 %d 号", i), now + i), DB_OK);
	assert_int_equal(address_list(db(), mem, m, &list, &n), DB_OK);
	assert_int_equal(n, ADDRESS_BOOK);
	assert_string_equal(list[0].address, "桂林路 12 号");
	assert_string_equal(list[9].address, "桂林路 3 号");
	assert_int_equal(address_keep(db(), m, "陈明", "13800000001", "桂林路 5 号", now + 99), DB_OK);
	assert_int_equal(address_latest(db(), mem, m, &latest), DB_OK);
	assert_string_equal(latest.address, "桂林路 5 号");
	assert_int_equal(address_forget(db(), other, latest.address_no), DB_NONE);
	assert_int_equal(address_forget(db(), m, latest.address_no), DB_OK);
	assert_int_equal(address_list(db(), mem, m, &list, &n), DB_OK);
	assert_int_equal(n, ADDRESS_BOOK - 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_fresh_code), CASE(given_codes), CASE(used_once), CASE(released_by_its_user),
		CASE(over), CASE(judged), CASE(at_once), CASE(used_or_cancelled), CASE(address_books),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
