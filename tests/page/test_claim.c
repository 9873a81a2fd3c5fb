/* A member says which trip's points are missing: filed once, answered, told; and
 * nothing of it is anybody else's. */
#include "page/account_portal.h"

#include "page/claim.h"
#include "service/claim.h"

static int set_up(void **state)
{
	const char *pages[32] = {"error", "claim"};
	int n = 2;

	open_portal(state);
	for (const struct route *row = claim_routes; row->path; row++)
		routes[app.n++] = *row;
	for (int i = 0; i < app.n; i++)
		if (routes[i].template && n < 32)
			pages[n++] = routes[i].template;
	view_close(portal.view);
	portal.view = view_open("templates", pages, n);
	return portal.view ? 0 : -1;
}

static struct person_id signed_in(struct browser *b, const char *email, const char *client)
{
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, email, NULL, true);
	char login[64];

	assert_int_equal(person_set_lang(env.db, id, "en"), DB_OK);
	snprintf(login, sizeof login, "%.*s%%40example.com", (int)strcspn(email, "@"), email);
	browser_open(b, &app, client);
	sign_in(b, login, PASSWORD_FORM);
	return id;
}

static void a_claim_is_filed_once(void **state)
{
	struct browser b;

	(void)state;
	signed_in(&b, "lin@example.com", "192.0.2.31");
	assert_int_equal(browser_get(&b, "/orders/claim?order_no=T-77"), 200);
	assert_non_null(strstr(b.body, "value=\"T-77\""));
	assert_int_equal(browser_post(&b, "/orders/claim", "order_no=+T-77&text=%3Cb%3E+by+card"), 303);
	assert_string_equal(b.location, "/orders/claim?done=sent");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_non_null(strstr(b.body, "We have it."));
	assert_non_null(strstr(b.body, "&lt;b&gt; by card"));
	assert_int_equal(browser_post(&b, "/orders/claim", "order_no=T-77&text=again"), 422);
	assert_non_null(strstr(b.body, "looking into that order already"));
	assert_non_null(strstr(b.body, "again")); /* what was typed is kept */
	assert_int_equal(browser_post(&b, "/orders/claim", "order_no=&text="), 422);
	assert_non_null(strstr(b.body, "order_no-error"));
	assert_non_null(strstr(b.body, "text-error"));
	browser_close(&b);
}

static void an_answer_is_shown_and_told(void **state)
{
	struct service_env env = accounts_env();
	struct browser b, other;
	struct person_id id = signed_in(&b, "mei@example.com", "192.0.2.32");
	struct claim *claims;
	char *mail, link[256];
	int n;

	(void)state;
	assert_int_equal(browser_get(&b, "/orders/claim"), 200);
	assert_int_equal(browser_post(&b, "/orders/claim", "order_no=T-78&text=by+cash"), 303);
	assert_int_equal(claim_list(env.db, env.mem, id.member_id, 5, &claims, &n), DB_OK);
	assert_int_equal(claim_answer(&env, 1, claims[0].claim_no, true, "Added today"), CLAIM_OK);
	assert_int_equal(claim_answer(&env, 1, claims[0].claim_no, false, "No"), CLAIM_ANSWERED);
	assert_int_equal(claim_answer(&env, 1, "CNONE", false, "No"), CLAIM_UNKNOWN);
	assert_int_equal(browser_get(&b, "/orders/claim"), 200);
	assert_non_null(strstr(b.body, "Added today"));
	assert_non_null(strstr(b.body, "Points added"));
	mail = mailed(".eml");
	link_in(mail, link);
	assert_string_equal(link, "/orders/claim"); /* the words stand behind the sign-in */
	talloc_free(mail);
	signed_in(&other, "wu@example.com", "192.0.2.33");
	assert_int_equal(browser_get(&other, "/orders/claim"), 200);
	assert_null(strstr(other.body, "T-78"));
	browser_close(&other);
	browser_close(&b);
}

static void strangers_sign_in_first(void **state)
{
	struct browser b;

	(void)state;
	browser_open(&b, &app, "192.0.2.34");
	assert_int_equal(browser_get(&b, "/orders/claim"), 303);
	assert_string_equal(b.location, "/sign-in?next=/orders/claim");
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_claim_is_filed_once),
		cmocka_unit_test(an_answer_is_shown_and_told),
		cmocka_unit_test(strangers_sign_in_first),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
