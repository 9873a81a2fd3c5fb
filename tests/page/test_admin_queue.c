/* The desk's queues: redemptions one by one and many at once, coupons looked up,
 * claims answered and booked, files of orders tried and run, partners' keys. */
#include "page/desk_world.h"

#include "service/claim.h"
#include "service/partner.h"

static const struct db_sql waiting = {
	"SELECT COUNT(*) FROM outbox WHERE member_id = ? AND kind = 'claim_answered'", "i", "i"
};
static const struct db_sql available = {
	"SELECT CAST(available AS SIGNED) FROM account WHERE member_id = ?", "i", "i"
};
static const struct db_sql orders = {
	"SELECT COUNT(*) FROM order_head WHERE member_id = ?", "i", "i"
};

static void goods(const char *code, struct redeem_answer *answer, uint64_t member)
{
	struct redeem_asked asked = asks(member, code, 1, code);

	asked.recipient = "Lin Xiaohe";
	asked.phone = "13800000001";
	asked.address = "1 Lake Road, Hangzhou";
	assert_int_equal(redeem_over(db(), &asked, answer), REDEEM_OK);
}

static void one_redemption_is_shipped(void **state)
{
	uint64_t member = rich_member(1000), who;
	struct redeem_answer made;
	struct browser b;
	char url[80];

	(void)state;
	simple_item("mug", ITEM_GOODS, 300, 5);
	goods("mug", &made, member);
	who = desk_open(&b, "clerk");
	snprintf(url, sizeof url, "/admin/redemptions/%s", made.redemption_no);
	assert_int_equal(browser_get(&b, "/admin/redemptions"), 200);
	assert_shows(&b, made.redemption_no);
	assert_hides(&b, "Lake Road"); /* addresses stand on the one page that is logged */
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "1 Lake Road, Hangzhou");
	assert_int_equal(desk_logged(who, "redemption_view", member), 1);
	assert_int_equal(browser_post(&b, url, "step=reject&reason="), 422);
	assert_shows(&b, "Write a reason first");
	assert_int_equal(browser_post(&b, url, "step=fly"), 400);
	assert_int_equal(browser_post(&b, url, "step=ship&carrier=SF&tracking_no=SF-77"), 303);
	assert_int_equal(row_of(member, made.redemption_no).state, REDEMPTION_SHIPPED);
	assert_string_equal(row_of(member, made.redemption_no).tracking_no, "SF-77");
	assert_int_equal(desk_logged(who, "redemption_ship", member), 1);
	assert_int_equal(browser_post(&b, url, "step=ship&carrier=SF&tracking_no=SF-78"), 303);
	assert_string_equal(row_of(member, made.redemption_no).tracking_no, "SF-77");
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "value=\"SF-77\"");
	assert_int_equal(browser_post(&b, url, "step=number&carrier=SF&tracking_no=SF-79"), 303);
	assert_string_equal(row_of(member, made.redemption_no).tracking_no, "SF-79");
	assert_int_equal(desk_logged(who, "redemption_number", member), 1);
	assert_int_equal(browser_post(&b, url, "step=reject&reason=late"), 422);
	assert_shows(&b, "Not possible in its present state");
	snprintf(url, sizeof url, "/admin/redemptions/%s/company", made.redemption_no);
	assert_int_equal(browser_post(&b, url, "reason=broken"), 403);
	browser_close(&b);
	desk_open(&b, "manager");
	assert_int_equal(browser_post(&b, url, "reason=broken"), 303);
	assert_int_equal(number(&available, member), 1000);
	assert_string_equal(row_of(member, made.redemption_no).ended_by, "company");
	assert_int_equal(browser_get(&b, "/admin/redemptions/RNONE"), 404);
	browser_close(&b);
}

static void many_at_once_each_say_what_became(void **state)
{
	struct redeem_answer made[3];
	uint64_t members[3], who;
	struct browser b;
	char form[256];

	(void)state;
	for (int i = 0; i < 3; i++) {
		char code[16];

		members[i] = rich_member(500);
		snprintf(code, sizeof code, "bulk-%d", i);
		simple_item(code, ITEM_GOODS, 100, 5);
		goods(code, &made[i], members[i]);
	}
	assert_int_equal(stepped(members[2], made[2].redemption_no, STEP_CANCEL, "", 0), STEP_OK);
	who = desk_open(&b, "clerk");
	snprintf(form, sizeof form, "no=%s&no=%s&no=%s&no=RNONE&step=approve&reason=",
	         made[0].redemption_no, made[1].redemption_no, made[2].redemption_no);
	assert_int_equal(browser_post(&b, "/admin/redemptions", form), 200);
	assert_shows(&b, "2 of 4 done");
	assert_shows(&b, "Not possible in its present state");
	assert_shows(&b, "There is no such redemption");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(row_of(members[i], made[i].redemption_no).state, REDEMPTION_APPROVED);
		assert_int_equal(desk_logged(who, "redemption_approve", members[i]), 1);
	}
	assert_int_equal(browser_post(&b, "/admin/redemptions", form), 200);
	assert_shows(&b, "0 of 4 done");
	assert_shows(&b, "Was so already");
	assert_int_equal(browser_post(&b, "/admin/redemptions", "step=approve&reason="), 200);
	assert_shows(&b, "Nothing was ticked");
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, "/admin/redemptions"), 200);
	assert_hides(&b, "value=\"approve\"");
	assert_int_equal(browser_post(&b, "/admin/redemptions", form), 403);
	browser_close(&b);
}

static void a_coupon_is_looked_up(void **state)
{
	uint64_t member = rich_member(500), who;
	struct coupon coupon = {.member_id = member, .source = "staff", .kind = COUPON_KIND_PERCENT,
	                        .name = "券", .name_en = "Tenth off", .percent_bp = 1000,
	                        .issued_at = clock_now(), .expires_on = DAY_NEVER};
	struct browser b;
	char form[64];

	(void)state;
	assert_int_equal(coupon_issue(db(), test_mem(), &coupon), DB_OK);
	who = desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, "/admin/coupons"), 200);
	snprintf(form, sizeof form, "code=%.5s+-+%s", coupon.code, coupon.code + 5);
	assert_int_equal(browser_post(&b, "/admin/coupons", form), 200);
	assert_shows(&b, "Tenth off");
	assert_shows(&b, "10 % off");
	assert_int_equal(desk_logged(who, "coupon_view", member), 1);
	assert_int_equal(browser_post(&b, "/admin/coupons", "code=AAAA"), 422);
	assert_shows(&b, "There is no such coupon");
	assert_int_equal(browser_post(&b, "/admin/coupons", "code="), 422);
	assert_int_equal(desk_logged(who, "coupon_view", member), 1);
	browser_close(&b);
}

/* The reference of the member's only claim. */
static const char *claim_of(uint64_t member)
{
	struct claim *claims;
	int n;

	assert_int_equal(claim_list(db(), test_mem(), member, 5, &claims, &n), DB_OK);
	assert_int_equal(n, 1);
	return claims[0].claim_no;
}

static void a_claim_is_booked_and_answered(void **state)
{
	struct service_env env = env_of(db(), test_mem());
	uint64_t member = rich_member(0), who;
	struct browser b;
	char url[80], book[96];

	(void)state;
	assert_int_equal(claim_file(&env, member, "M-1", "paid in cash"), CLAIM_OK);
	assert_int_equal(claim_file(&env, member, "m-1", "again"), CLAIM_SAME);
	who = desk_open(&b, "clerk");
	snprintf(url, sizeof url, "/admin/claims/%s", claim_of(member));
	snprintf(book, sizeof book, "%s/book", url);
	assert_int_equal(browser_get(&b, "/admin/claims"), 200);
	assert_shows(&b, "M-1");
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "paid in cash");
	assert_shows(&b, "No order of that number is booked");
	assert_int_equal(desk_logged(who, "claim_view", member), 1);
	assert_int_equal(browser_post(&b, book, "order_no=M-1&category=moon&paid=&paid_at="), 422);
	assert_int_equal(number(&orders, member), 0);
	assert_int_equal(browser_post(&b, book, "order_no=M-1&category=domestic&paid=200"
	                              "&paid_at=2026-11-01T10%3A00&completed_at=2026-11-02T10%3A00"), 303);
	assert_int_equal(number(&available, member), 200);
	assert_int_equal(desk_logged(who, "claim_book", member), 1);
	assert_int_equal(browser_post(&b, book, "order_no=M-1&category=domestic&paid=300"
	                              "&paid_at=2026-11-01T10%3A00&completed_at="), 422);
	assert_shows(&b, "booked with other figures");
	assert_int_equal(browser_post(&b, url, "verdict=granted&answer="), 422);
	assert_int_equal(browser_post(&b, url, "verdict=granted&answer=Added"), 303);
	assert_int_equal(number(&waiting, member), 1);
	assert_int_equal(desk_logged(who, "claim_answer", member), 1);
	assert_int_equal(browser_post(&b, url, "verdict=refused&answer=No"), 409);
	assert_int_equal(desk_logged(who, "claim_answer", member), 1);
	assert_int_equal(browser_post(&b, book, "order_no=M-2&category=domestic&paid=300"
	                              "&paid_at=2026-11-01T10%3A00&completed_at="), 422);
	assert_int_equal(number(&orders, member), 1);
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, url), 200);
	assert_hides(&b, "name=\"verdict\"");
	assert_int_equal(browser_post(&b, url, "verdict=granted&answer=x"), 403);
	browser_close(&b);
}

static void claims_have_a_limit(void **state)
{
	struct service_env env = env_of(db(), test_mem());
	uint64_t member = rich_member(0);
	char order_no[16];

	(void)state;
	for (int i = 0; i < CLAIM_OPEN_MAX; i++) {
		snprintf(order_no, sizeof order_no, "L-%d", i);
		assert_int_equal(claim_file(&env, member, order_no, "x"), CLAIM_OK);
	}
	assert_int_equal(claim_file(&env, member, "L-99", "x"), CLAIM_MANY);
	assert_int_equal(claim_file(&env, 999999, "L-1", "x"), CLAIM_UNKNOWN);
}

#define HEAD "order_no,member,category,paid_fen,paid_at,travel_end,completed_at,refunded_fen,refunded_at\n"

static void a_file_is_tried_then_run(void **state)
{
	uint64_t member = rich_member(0), who;
	struct browser b;
	char *file, url[512];

	(void)state;
	file = talloc_asprintf(test_mem(), HEAD "F-1,M%07llu,domestic,50000,2026-11-01T10:00:00+08:00,,"
	                       "2026-11-02T10:00:00+08:00,,\nF-2,M0000001,domestic,1,2026-11-01T10:00:00"
	                       "+08:00,,,,\n=F,M%07llu,domestic,1,2026-11-01T10:00:00+08:00,,,,\n",
	                       (unsigned long long)member, (unsigned long long)member);
	who = desk_open(&b, "clerk");
	assert_int_equal(desk_upload(&b, "/admin/orders", "file", "o.csv", "a,b\n1,2\n", 8), 422);
	assert_shows(&b, "file-error");
	assert_int_equal(desk_upload(&b, "/admin/orders", "file", "o.csv", HEAD, strlen(HEAD)), 422);
	assert_shows(&b, "There are no orders");
	assert_int_equal(desk_upload(&b, "/admin/orders", "file", "o.csv", file, strlen(file)), 303);
	snprintf(url, sizeof url, "%s", b.location);
	assert_int_equal(number(&orders, member), 0);
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "nothing is booked yet");
	assert_shows(&b, "There is no such member");
	assert_int_equal(browser_post(&b, url, ""), 303);
	assert_int_equal(number(&orders, member), 1);
	assert_int_equal(number(&available, member), 500);
	assert_int_equal(desk_logged(who, "orders_try", 0), 1);
	assert_int_equal(desk_logged(who, "orders_run", 0), 1);
	assert_int_equal(desk_logged(who, "orders_done", 0), 1);
	assert_int_equal(browser_post(&b, url, ""), 303);
	assert_int_equal(number(&available, member), 500);
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "known already");
	assert_int_equal(browser_get(&b, talloc_asprintf(test_mem(), "%s/result.csv", url)), 200);
	assert_shows(&b, "2,F-1,same,");
	assert_shows(&b, "3,F-2,refused,\"no such member\"");
	assert_shows(&b, "4,'=F,refused,");
	assert_int_equal(browser_get(&b, "/admin/orders/UNONE"), 404);
	assert_int_equal(browser_post(&b, "/admin/orders/UNONE", ""), 404);
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, url), 200);
	assert_int_equal(browser_post(&b, url, ""), 403);
	assert_int_equal(desk_upload(&b, "/admin/orders", "file", "o.csv", file, strlen(file)), 403);
	browser_close(&b);
}

/* The newest secret's birth as the page's form carries it. */
static const char *made_at(const char *partner)
{
	struct partner_row *rows;
	int n;

	assert_int_equal(partner_list(db(), test_mem(), clock_real(), &rows, &n), DB_OK);
	for (int i = 0; i < n; i++)
		if (strcmp(rows[i].partner, partner) == 0)
			return talloc_asprintf(test_mem(), "made=%lld", (long long)rows[i].made_at);
	fail_msg("no partner %s", partner);
	return NULL;
}

static void keys_are_made_rotated_and_blocked(void **state)
{
	struct partner_key key = {0};
	struct browser b;
	const char *made;
	uint64_t who = desk_open(&b, "manager");

	(void)state;
	assert_int_equal(browser_post(&b, "/admin/partners", "partner=Bad+Name&title="), 422);
	assert_int_equal(browser_post(&b, "/admin/partners", "partner=import&title=x"), 422);
	assert_int_equal(browser_post(&b, "/admin/partners", "partner=sunny&title=Sunny+Tours"), 200);
	assert_shows(&b, "shown this once only");
	assert_int_equal(browser_post(&b, "/admin/partners", "partner=sunny&title=Again"), 422);
	assert_int_equal(browser_get(&b, "/admin/partners"), 200);
	assert_shows(&b, "Sunny Tours");
	assert_hides(&b, "shown this once only");
	made = made_at("sunny");
	sql("UPDATE partner_key SET created_at = created_at - INTERVAL 1 DAY WHERE key_name = 'sunny'");
	assert_int_equal(browser_post(&b, "/admin/partners/sunny/rotate", made), 409);
	made = made_at("sunny");
	assert_int_equal(browser_post(&b, "/admin/partners/sunny/rotate", made), 200);
	assert_shows(&b, "shown this once only");
	assert_int_equal(browser_post(&b, "/admin/partners/sunny/rotate", made), 409); /* reloaded */
	assert_int_equal(partner_key_find(db(), test_mem(), "sunny", clock_real(), &key), DB_OK);
	assert_int_equal(key.n, 2);
	assert_int_equal(browser_post(&b, "/admin/partners/sunny/block", ""), 303);
	assert_int_equal(partner_key_find(db(), test_mem(), "sunny", clock_real(), &key), DB_OK);
	assert_string_equal(key.state, "blocked");
	assert_int_equal(browser_post(&b, "/admin/partners/sunny/open", ""), 303);
	assert_int_equal(browser_post(&b, "/admin/partners/nobody/block", ""), 404);
	assert_int_equal(desk_logged(who, "partner_add", 0), 1);
	assert_int_equal(desk_logged(who, "partner_rotate", 0), 1);
	assert_int_equal(desk_logged(who, "partner_block", 0), 1);
	browser_close(&b);
	desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/partners"), 200);
	assert_hides(&b, "/rotate");
	assert_int_equal(browser_post(&b, "/admin/partners/sunny/rotate", made), 403);
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_redemption_is_shipped),
		cmocka_unit_test(many_at_once_each_say_what_became),
		cmocka_unit_test(a_coupon_is_looked_up),
		cmocka_unit_test(a_claim_is_booked_and_answered),
		cmocka_unit_test(claims_have_a_limit),
		cmocka_unit_test(a_file_is_tried_then_run),
		cmocka_unit_test(keys_are_made_rotated_and_blocked),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
