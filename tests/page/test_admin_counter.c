/* Redeeming at the counter: with the one-time code of the member and never without,
 * once, with channel and clerk kept; guesses wait. */
#include "page/desk_world.h"

#include "service/counter.h"
#include "service/pay_code.h"

#define MANY 8
#define FORM "0123456789abcdefghijABCDEFGHIJ_"

static const struct db_sql used_by = {
	"SELECT used_by FROM pay_code WHERE member_id = ? ORDER BY ends_at DESC LIMIT 1", "i", "s"};
static char code_of_many[PAY_CODE_TEXT];

static const char *pay_code(uint64_t member)
{
	struct service_env env = env_of(db(), test_mem());
	struct person_id id = {member, 1};
	struct pay_code_shown *shown = talloc_zero(test_mem(), struct pay_code_shown);
	int64_t wait_s;

	env.config = desk_portal.config;
	assert_int_equal(pay_code_make(&env, id, &wait_s), PAY_CODE_OK);
	assert_int_equal(pay_code_latest(&env, id, shown), DB_OK);
	return shown->code;
}

static const char *asking(const char *item, const char *code, char last)
{
	static char body[400];

	snprintf(body, sizeof body, "item=%s&quantity=1&code=%s&form_id=" FORM "%c", item, code, last);
	return body;
}

static int64_t points(uint64_t member)
{
	return account(member).available;
}

static void a_clerk_redeems_with_the_code(void **state)
{
	uint64_t member = rich_member(1000), who;
	const char *code = pay_code(member);
	char no[20], *by;
	struct redemption row;
	struct browser b;

	(void)state;
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/counter"), 200);
	assert_shows(&b, "Tea · 300 pts");
	assert_hides(&b, "value=\"walk\""); /* trips are the member's own */
	assert_int_equal(browser_post(&b, "/admin/counter", asking("mug", code, 'a')), 303);
	assert_int_equal(strncmp(b.location, "/admin/redemptions/R", 20), 0);
	snprintf(no, sizeof no, "%.11s", b.location + 19);
	row = row_of(member, no);
	assert_true(row.desk);
	assert_int_equal(row.clerk_id, who);
	assert_string_equal(row.clerk, "Li Na");
	assert_int_equal(row.person_id, 1);
	assert_int_equal(points(member), 700);
	assert_int_equal(desk_logged(who, "redemption_counter", member), 1);
	assert_int_equal(db_one(db(), test_mem(), &used_by, (int64_t)member, &by), DB_OK);
	assert_string_equal(by, talloc_asprintf(test_mem(), "counter:%s", no));
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_shows(&b, "at our counter, by Li Na");
	/* sent again it is the same one; another form finds the code used */
	assert_int_equal(browser_post(&b, "/admin/counter", asking("mug", code, 'a')), 303);
	assert_int_equal(browser_post(&b, "/admin/counter", asking("mug", code, 'b')), 422);
	assert_shows(&b, "wrong, was used, or is over");
	assert_int_equal(points(member), 700);
	prove(member);
	browser_close(&b);
}

static void nothing_without_the_code(void **state)
{
	uint64_t member = rich_member(100);
	const char *code = pay_code(member);
	struct browser b;

	(void)state;
	desk_open(&b, "clerk");
	assert_int_equal(browser_post(&b, "/admin/counter", asking("mug", "", 'a')), 422);
	assert_int_equal(browser_post(&b, "/admin/counter", asking("mug", "1234567", 'a')), 422);
	assert_int_equal(browser_post(&b, "/admin/counter", asking("mug", code, 'c')), 422);
	assert_shows(&b, "too few points"); /* refused: the code stays good */
	assert_shows(&b, "value=\"mug\" selected");
	assert_int_equal(browser_post(&b, "/admin/counter", asking("nothing", code, 'd')), 422);
	assert_int_equal(browser_post(&b, "/admin/counter", asking("pen", code, 'e')), 303);
	assert_int_equal(points(member), 50);
	code = pay_code(member);
	clock_set_offset(clock_now() + PAY_CODE_LIFE + 1 - clock_real());
	assert_int_equal(browser_post(&b, "/admin/counter", asking("pen", code, 'f')), 422);
	assert_int_equal(points(member), 50);
	assert_int_equal(browser_post(&b, "/admin/counter",
	                              "item=pen&quantity=1&code=12345678&form_id=x"), 400);
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, "/admin/counter"), 200);
	assert_int_equal(browser_post(&b, "/admin/counter", asking("pen", code, 'g')), 403);
	browser_close(&b);
	desk_open(&b, "merchant");
	assert_int_equal(browser_get(&b, "/admin/counter"), 403);
	browser_close(&b);
}

static void who_guesses_waits(void **state)
{
	struct browser b;
	char digits[9];
	int status = 422, tries = 0;

	(void)state;
	desk_open(&b, "clerk");
	while (status == 422 && tries < 30) {
		snprintf(digits, sizeof digits, "%08d", ++tries);
		status = browser_post(&b, "/admin/counter", asking("pen", digits, 'h'));
	}
	assert_int_equal(status, 429);
	assert_int_equal(tries, 11);
	browser_close(&b);
}

static int redeem_at_once(struct database *own, uint64_t clerk, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	char form[] = FORM "X0";
	struct counter_asked asked = {.staff_id = clerk + (uint64_t)i, .clerk = "Li",
	                              .code = code_of_many, .form_id = form, .item = "pen",
	                              .quantity = 1, .recipient = "", .phone = "", .address = ""};
	struct redeem_answer answer;
	enum counter_outcome outcome;
	int64_t wait_s;

	env.config = desk_portal.config;
	form[sizeof form - 2] = (char)('0' + i);
	do
		outcome = counter_redeem(&env, plans, &asked, &answer, &wait_s);
	while (outcome == COUNTER_TRY_AGAIN);
	talloc_free(mem);
	return outcome == COUNTER_ANSWERED ? 100 + (int)answer.outcome : (int)outcome;
}

static void one_code_is_one_redemption(void **state)
{
	uint64_t member = rich_member(1000);

	(void)state;
	snprintf(code_of_many, sizeof code_of_many, "%s", pay_code(member));
	together(MANY, redeem_at_once, 900000);
	assert_int_equal(count(MANY, 100 + REDEEM_OK), 1);
	assert_int_equal(count(MANY, COUNTER_CODE), MANY - 1);
	assert_int_equal(points(member), 950);
	prove(member);
	prove_item("pen");
}

static int set_up(void **state)
{
	int failed = desk_setup(state);

	if (failed)
		return failed;
	simple_item("mug", ITEM_GOODS, 300, 5);
	simple_item("pen", ITEM_GOODS, 50, 50);
	simple_item("walk", ITEM_TRIP, 50, 50);
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
		CASE(a_clerk_redeems_with_the_code), CASE(nothing_without_the_code),
		CASE(who_guesses_waits), CASE(one_code_is_one_redemption),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
