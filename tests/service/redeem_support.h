/* What the tests of redemptions share: items in one line, members with points,
 * one redemption, and the proof that stock and redemptions agree. */
#ifndef TESTS_SERVICE_REDEEM_SUPPORT_H
#define TESTS_SERVICE_REDEEM_SUPPORT_H

#include "service/ledger_support.h"

#include "service/coupon.h"
#include "service/redeem.h"
#include "store/form_done.h"
#include "store/item.h"
#include "store/redemption.h"

static void *support_mem;

SUPPORT void support_free(void)
{
	TALLOC_FREE(support_mem);
}

/* Memory of what tests read, until the program ends. */
SUPPORT void *test_mem(void)
{
	if (!support_mem) {
		support_mem = talloc_new(NULL);
		atexit(support_free);
	}
	return support_mem;
}

SUPPORT struct service_env env_of(struct database *own, void *mem)
{
	return (struct service_env){ .db = own, .mem = mem, .now = clock_now() };
}

/* A member who can sign in and be told, with POINTS ending in two years. */
SUPPORT uint64_t rich_member(int64_t points)
{
	uint64_t id = member_make();
	struct points_answer answer;

	sql("INSERT INTO person (member_id, person_id, role, name, email, lang, state, may_spend,"
	    " email_confirmed, created_at) VALUES (%llu, 1, 'holder', 'Lin', 'm%llu@example.net',"
	    " 'zh-CN', 'active', 1, 1, '2023-01-01')", (unsigned long long)id,
	    (unsigned long long)id);
	if (points > 0)
		assert_int_equal(credit_points(db(), plans, id, SOURCE_GOODWILL, "first", points,
		                               false, clock_now(), &answer), POINTS_DONE);
	return id;
}

/* A live item; what differs is set by FORM before it is stored. */
SUPPORT struct item plain_item(const char *code, enum item_category category, int64_t cost)
{
	return (struct item){ .item = code, .category = category, .state = ITEM_LIVE,
		.name = "山茶", .name_en = "Tea", .cost_points = cost, .cut_points = -1,
		.cut_from = DAY_NONE, .cut_until = DAY_NONE, .value_fen = 1000, .per_order = -1,
		.per_member = -1, .year_value_fen = -1, .open_from = INSTANT_NONE,
		.open_until = INSTANT_NONE, .promised_days = 7, .low_stock = 5,
		.created_at = clock_now() };
}

SUPPORT void store_item(const struct item *item, int64_t left)
{
	assert_int_equal(item_add(db(), item, left), DB_OK);
}

SUPPORT void simple_item(const char *code, enum item_category category, int64_t cost, int64_t left)
{
	struct item item = plain_item(code, category, cost);

	store_item(&item, left);
}

SUPPORT struct item item_now(const char *code)
{
	struct item item;

	assert_int_equal(item_read(db(), test_mem(), plans->plans[0], code, &item), DB_OK);
	return item;
}

SUPPORT struct redeem_asked asks(uint64_t member, const char *item, int64_t quantity,
                                 const char *form)
{
	return (struct redeem_asked){ .member_id = member, .person_id = 1, .item = item,
		.quantity = quantity, .shown_cost = -1, .form_id = form, .departs_on = DAY_NONE };
}

/* Redeems over OWN; what came is told by its outcome. */
SUPPORT enum redeem_outcome redeem_over(struct database *own, const struct redeem_asked *asked,
                                        struct redeem_answer *answer)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	enum redeem_result result = redeem_item(&env, plans, asked, answer);

	answer->code = NULL; /* goes with MEM */
	talloc_free(mem);
	if (result != REDEEM_ANSWERED)
		print_error("%s: result %d\n", asked->item, (int)result);
	assert_int_equal(result, REDEEM_ANSWERED);
	return answer->outcome;
}

SUPPORT struct redeem_answer redeemed(uint64_t member, const char *item, int64_t quantity)
{
	static int n;
	char form[24];
	struct redeem_asked asked;
	struct redeem_answer answer;

	snprintf(form, sizeof form, "form-%d", n++);
	asked = asks(member, item, quantity, form);
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_OK);
	return answer;
}

SUPPORT enum step_outcome stepped(uint64_t member, const char *no, enum redeem_step step,
                                  const char *reason, uint64_t staff)
{
	struct step_asked asked = { .member_id = member, .redemption_no = no, .step = step,
		.reason = reason, .staff_id = staff, .carrier = "SF", .tracking_no = "1" };
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(db(), mem);
	enum step_outcome outcome = redemption_step(&env, plans, &asked, NULL);

	talloc_free(mem);
	return outcome;
}

SUPPORT struct redemption row_of(uint64_t member, const char *no)
{
	struct redemption row;

	assert_int_equal(redemption_read(db(), test_mem(), member, no, &row), DB_OK);
	return row;
}

/* What the item's stock row says against its redemptions. */
SUPPORT void prove_item(const char *code)
{
	struct audit *audit = audit_begin(NULL);

	assert_int_equal(audit_items(audit, db()), DB_OK);
	for (int i = 0; i < audit->n_findings; i++)
		print_error("%s: %s %s\n", code, audit->findings[i].what, audit->findings[i].detail);
	assert_int_equal(audit->n_findings, 0);
	talloc_free(audit);
}

/* Group set-up: the plan's own coupon is in the catalogue. */
SUPPORT int shop_setup(void **state)
{
	int failed = ledger_setup(state);
	struct item coupon = plain_item(ITEM_OF_PLAN, ITEM_COUPON, 0);

	coupon.value_fen = 0;
	store_item(&coupon, -1);
	return failed;
}

#endif
