/* /pay: who gets a code, what the page shows, how often. */
#include "page/account_portal.h"

#include "base/secret.h"
#include "page/pay.h"
#include "service/chain.h"
#include "service/pay_code.h"
#include "service/spend.h"
#include "store/db_text.h"
#include "store/pay_code.h"
#include "store/plan.h"

static struct plan_book *book;

static void
sql(const char *text)
{
	if (db_text(portal.db, text, NULL) != DB_OK)
		fail_msg("%s: %s", text, db_text_error(portal.db));
}

static void
give(struct person_id id, int64_t points)
{
	struct points_answer answer;

	assert_int_equal(credit_points(portal.db, book, id.member_id, SOURCE_TASK, "1", points, false,
	                               clock_now(), &answer), POINTS_DONE);
}

static void
later(int64_t seconds)
{
	clock_set_offset(clock_now() - clock_real() + seconds);
}

static void
code_is_shown_until_it_ends(void **state)
{
	struct browser b;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "pay@example.com", NULL, true);
	char code[PAY_CODE_TEXT];
	uint8_t hash[SHA256_BYTES];
	const char *at;

	(void)state;
	browser_open(&b, &app, "192.0.2.31");
	sign_in(&b, "pay%40example.com", PASSWORD_FORM);
	assert_int_equal(browser_get(&b, "/pay"), 200);
	assert_non_null(strstr(b.body, "500 分起就能抵，再攒 500 分"));
	assert_null(strstr(b.body, "action=\"/pay\""));
	give(id, 1700);
	assert_int_equal(browser_get(&b, "/pay"), 200);
	assert_null(strstr(b.body, "pay-digits"));
	assert_non_null(strstr(b.body, "1,500 分，值 ¥150"));
	assert_int_equal(browser_post(&b, "/pay", ""), 303);
	assert_string_equal(b.location, "/pay");
	assert_int_equal(browser_get(&b, "/pay"), 200);
	at = strstr(b.body, "pay-digits\" value=\"");
	assert_non_null(at);
	snprintf(code, sizeof code, "%.8s", at + strlen("pay-digits\" value=\""));
	later(60);
	assert_int_equal(browser_get(&b, "/pay"), 200);
	assert_non_null(strstr(b.body, code));
	assert_true(strstr(b.body, "4 分 0 秒") != NULL || strstr(b.body, "3 分 59 秒") != NULL);
	/* An order takes it: the page leads there. */
	assert_true(pay_code_hash(portal.config, code, hash));
	assert_int_equal(pay_code_take(portal.db, id.member_id, hash, "desk:T-9", clock_now()), DB_OK);
	assert_int_equal(pay_code_take(portal.db, id.member_id, hash, "desk:T-9", clock_now()),
	                 DB_NONE);
	assert_int_equal(browser_get(&b, "/pay"), 200);
	assert_null(strstr(b.body, code));
	assert_non_null(strstr(b.body, "/orders/T-9"));
	assert_int_equal(browser_post(&b, "/pay", ""), 303);
	later(PAY_CODE_LIFE);
	assert_int_equal(browser_get(&b, "/pay"), 200);
	assert_null(strstr(b.body, "pay-digits"));
	assert_non_null(strstr(b.body, "上一个码到时间了"));
	browser_close(&b);
}

static void
only_who_may_spend(void **state)
{
	struct browser b;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "owes@example.com", NULL, true);
	char text[160];

	(void)state;
	give(id, 1000);
	browser_open(&b, &app, "192.0.2.32");
	sign_in(&b, "owes%40example.com", PASSWORD_FORM);
	snprintf(text, sizeof text, "UPDATE person SET role = 'user', may_spend = 0 WHERE member_id = %llu",
	         (unsigned long long)id.member_id);
	sql(text);
	assert_int_equal(browser_get(&b, "/pay"), 200);
	assert_non_null(strstr(b.body, "由户主安排"));
	assert_null(strstr(b.body, "action=\"/pay\""));
	assert_int_equal(browser_post(&b, "/pay", ""), 403);
	snprintf(text, sizeof text, "UPDATE person SET role = 'holder' WHERE member_id = %llu",
	         (unsigned long long)id.member_id);
	sql(text);
	assert_int_equal(browser_post(&b, "/pay", ""), 303);
	snprintf(text, sizeof text, "UPDATE account SET debt = 30 WHERE member_id = %llu",
	         (unsigned long long)id.member_id);
	sql(text);
	assert_int_equal(browser_get(&b, "/pay"), 200);
	assert_non_null(strstr(b.body, "还有 30 分欠分"));
	assert_null(strstr(b.body, "pay-digits"));
	assert_int_equal(browser_post(&b, "/pay", ""), 403);
	browser_close(&b);
}

static void
asking_too_often_waits(void **state)
{
	struct browser b;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "often@example.com", NULL, true);
	int made = 0, waits = 0;

	(void)state;
	give(id, 1000);
	browser_open(&b, &app, "192.0.2.33");
	sign_in(&b, "often%40example.com", PASSWORD_FORM);
	for (int i = 0; i < 14; i++) {
		int status;

		assert_int_equal(browser_get(&b, "/pay"), 200);
		status = browser_post(&b, "/pay", "");
		made += status == 303;
		waits += status == 429;
		later(1);
	}
	assert_int_equal(made + waits, 14);
	assert_in_range(made, 5, 12);
	/* The last code stands on the page all the same. */
	assert_int_equal(browser_get(&b, "/pay"), 200);
	assert_non_null(strstr(b.body, "pay-digits"));
	browser_close(&b);
}

static int
set_up(void **state)
{
	static const char *const pages[] = {"error", "sign_in", "pay", NULL};
	char *text = talloc_zero_size(NULL, 65536);
	FILE *file = fopen("schema/plans/travel.hdf", "r");
	const char *all[4];
	int64_t version;
	int n = 0;

	chain_use_key("chain", 5);
	if (open_portal(state) != 0 || file == NULL || fread(text, 1, 65535, file) == 0)
		return -1;
	fclose(file);
	assert_int_equal(plan_store(portal.db, "travel", PLAN_FIRST_DAY, text, clock_now(), &version),
	                 DB_OK);
	talloc_free(text);
	assert_int_equal(plan_book_load(portal.db, NULL, &book), DB_OK);
	portal.plans = book;
	routes[app.n++] = pay_routes[0];
	while (pages[n] != NULL) {
		all[n] = pages[n];
		n++;
	}
	view_close(portal.view);
	view_close(mail_view);
	open_view(all, n);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(code_is_shown_until_it_ends),
		cmocka_unit_test(only_who_may_spend),
		cmocka_unit_test(asking_too_often_waits),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
