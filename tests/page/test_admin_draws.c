/* Draws at the desk: a draft becomes a published draw or says what it lacks, what
 * stands afterwards, winners handed their prizes, and who may do which. */
#include "page/desk_world.h"
#include "service/draw_support.h"

static int open_desk(void **state)
{
	int failed = desk_setup(state);

	draw_config = (struct config *)(uintptr_t)desk_portal.config;
	return failed;
}

static char *url(uint64_t id, const char *more)
{
	return talloc_asprintf(test_mem(), "/admin/draws/%llu%s", (unsigned long long)id, more);
}

static uint64_t id_of(const char *location)
{
	unsigned long long id = 0;

	assert_int_equal(sscanf(location, "/admin/draws/%llu", &id), 1);
	return id;
}

#define BASE "kind=cutoff&tax_by=company&min_tier=&name_en=&ticket_points=50&per_member=&version="
#define LAW "&text=t&who=w&method=m&claim_how=c&delivery=d&forfeit=f&organiser=o&contact=010"
#define TIMES "&opens_at=2027-01-01T09%3A00&closes_at=2027-01-02T09%3A00" \
	"&draws_at=2027-01-02T10%3A00&claim_days=10"
#define PRIZE "kind=goods&name=%E7%AE%B1%EF%BC%8C%E5%A4%A7&value=899.5&count=2&taxable=1"

static void what_lacks_is_told(void **state)
{
	struct browser b;
	uint64_t who = desk_open(&b, "manager"), id;

	(void)state;
	assert_int_equal(browser_get(&b, "/admin/draws"), 200);
	assert_int_equal(browser_get(&b, "/admin/draws/new"), 200);
	assert_int_equal(browser_post(&b, "/admin/draws/new", BASE "1&name="), 422);
	assert_shows(&b, "name-error");
	assert_int_equal(browser_post(&b, "/admin/draws/new", BASE "1&name=N&claim_days=x"), 422);
	assert_shows(&b, "claim_days-error");
	assert_int_equal(browser_post(&b, "/admin/draws/new", BASE "1&name=N&opens_at=2027-01-02T09%3A00"
	                              "&closes_at=2027-01-01T09%3A00"), 422);
	assert_shows(&b, "closes_at-error");
	assert_int_equal(browser_post(&b, "/admin/draws/new", BASE "1&name=%3Cb%3EN"), 303);
	id = id_of(b.location);
	assert_int_equal(desk_logged(who, "draw_add", 0), 1);
	assert_int_equal(browser_get(&b, url(id, "")), 200);
	assert_shows(&b, "&lt;b&gt;N");
	assert_shows(&b, "href=\"#contact\"");
	assert_shows(&b, "At least one prize");
	assert_int_equal(browser_post(&b, url(id, "/publish"), ""), 422);
	assert_shows(&b, "Something is missing");
	assert_int_equal(browser_post(&b, url(id, ""), BASE "1&name=N" LAW TIMES), 303);
	assert_int_equal(browser_post(&b, url(id, ""), BASE "1&name=Stale" LAW TIMES), 409);
	assert_shows(&b, "value=\"Stale\"");
	assert_shows(&b, "Nothing of yours is lost");
	assert_int_equal(browser_post(&b, url(id, "/prizes/new"), "kind=coupon&name=C&value=100&count=1"),
	                 303);
	assert_int_equal(browser_get(&b, url(id, "")), 200);
	assert_shows(&b, "Prize 1: what it takes off");
	assert_int_equal(browser_post(&b, url(id, "/prizes/1/remove"), ""), 303);
	assert_int_equal(browser_post(&b, url(id, "/prizes/1/remove"), ""), 404);
	assert_int_equal(browser_post(&b, url(id, "/prizes/new"), PRIZE), 303);
	assert_int_equal(browser_get(&b, url(id, "/prizes/1")), 200);
	assert_shows(&b, "value=\"箱，大\"");
	assert_shows(&b, "value=\"899.5\"");
	assert_int_equal(browser_post(&b, url(id, "/publish"), ""), 303);
	assert_string_equal(b.location, url(id, "?done=draw_published"));
	assert_int_equal(desk_logged(who, "draw_publish", 0), 1);
	browser_close(&b);
}

static uint64_t published(struct browser *b, const char *more)
{
	uint64_t id;

	assert_int_equal(browser_post(b, "/admin/draws/new",
	                              talloc_asprintf(test_mem(), "%s%s", BASE "1&name=N" LAW TIMES, more)),
	                 303);
	id = id_of(b->location);
	assert_int_equal(browser_post(b, url(id, "/prizes/new"), PRIZE), 303);
	assert_int_equal(browser_post(b, url(id, "/publish"), ""), 303);
	return id;
}

static void what_is_published_stands(void **state)
{
	struct browser b;
	uint64_t who = desk_open(&b, "manager"), id = published(&b, "");

	(void)state;
	assert_int_equal(browser_get(&b, url(id, "")), 200);
	assert_shows(&b, "<fieldset class=\"bare\" disabled>");
	assert_hides(&b, "/publish\"");
	assert_int_equal(browser_post(&b, url(id, ""), BASE "2&name=Other" LAW TIMES), 422);
	assert_int_equal(browser_post(&b, url(id, "/prizes/new"), PRIZE), 422);
	assert_int_equal(browser_post(&b, url(id, "/publish"), ""), 422);
	assert_int_equal(browser_post(&b, url(id, "/better"), "prize_no=1&value=5"), 303);
	assert_int_equal(browser_post(&b, url(id, "/better"), "prize_no=1&value=4"), 422);
	assert_shows(&b, "members’ favour");
	assert_int_equal(browser_post(&b, url(id, "/better"), "prize_no=0&value=x"), 422);
	assert_int_equal(browser_post(&b, url(id, "/public-value"), "value=123"), 422);
	assert_int_equal(browser_post(&b, url(id, "/cancel"), "reason="), 422);
	assert_shows(&b, "reason-error");
	assert_int_equal(browser_post(&b, url(id, "/cancel"), "reason=Typhoon"), 303);
	assert_int_equal(browser_get(&b, url(id, "")), 200);
	assert_shows(&b, "Typhoon");
	assert_int_equal(browser_post(&b, url(id, "/cancel"), "reason=Again"), 422);
	assert_int_equal(desk_logged(who, "draw_cancel", 0), 1);
	browser_close(&b);
}

static void pictures_are_checked(void **state)
{
	struct browser b;
	uint64_t id;

	(void)state;
	desk_open(&b, "manager");
	assert_int_equal(browser_post(&b, "/admin/draws/new", BASE "1&name=N"), 303);
	id = id_of(b.location);
	assert_int_equal(browser_post(&b, url(id, "/prizes/new"), PRIZE), 303);
	assert_int_equal(desk_upload(&b, url(id, "/prizes/1/picture"), "picture", "p.png", "GIF89a", 6),
	                 422);
	assert_shows(&b, "picture-error");
	assert_int_equal(browser_get(&b, url(id, "/prizes/1/picture")), 404);
	assert_int_equal(browser_get(&b, url(id, "/prizes/2")), 404);
	assert_int_equal(browser_get(&b, url(id, "/prizes/new")), 200);
	assert_shows(&b, "Save the prize first");
	browser_close(&b);
}

/* A drawn draw whose winner has claimed: where staff find them. */
static char *claimed(uint64_t *id)
{
	struct service_env env = here();
	uint64_t member = rich_member(1000);
	struct draw_winner *winners;

	*id = running_draw(DRAW_CUTOFF, 90000, 1);
	entered(member, *id, 1, NULL);
	later(DAY + HOUR);
	assert_int_equal(run_draw(*id), DRAW_RUN_OK);
	env.now = clock_now();
	assert_int_equal(winners_of(*id, &winners), 1);
	assert_int_equal(draw_claim(&env, member, *id, 1, "Lin", "13912345678", "Hengshan Rd 881"),
	                 DRAW_CLAIM_OK);
	return url(*id, "/winners/1");
}

static void prizes_are_handed_out(void **state)
{
	struct browser b;
	uint64_t who, id;
	char *win = claimed(&id);

	(void)state;
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "Prizes claimed, to be delivered");
	assert_int_equal(browser_get(&b, "/admin/draws/prizes"), 200);
	assert_shows(&b, win);
	assert_int_equal(browser_get(&b, "/admin/draws/prizes?show=won"), 200);
	assert_int_equal(browser_get(&b, win), 200);
	assert_shows(&b, "Hengshan Rd 881");
	assert_shows(&b, "¥180");
	assert_hides(&b, "value=\"deliver\"");
	assert_int_equal(browser_post(&b, win, "step=deliver&text=SF1"), 422);
	assert_int_equal(browser_post(&b, win, "step=identity&text="), 303);
	assert_int_equal(browser_post(&b, win, "step=deliver&text="), 422);
	assert_shows(&b, "text-deliver-error");
	assert_int_equal(browser_post(&b, win, "step=wish&text="), 400);
	assert_int_equal(browser_post(&b, win, "step=deliver&text=SF+1"), 303);
	assert_int_equal(browser_get(&b, win), 200);
	assert_shows(&b, "SF 1");
	assert_hides(&b, "name=\"step\"");
	assert_int_equal(browser_post(&b, win, "step=forfeit&text=no"), 422);
	assert_int_equal(browser_get(&b, url(id, "/winners/2")), 404);
	assert_int_equal(browser_get(&b, url(id, "/winners")), 200);
	assert_shows(&b, "Delivered");
	assert_int_equal(browser_get(&b, url(id, "/winners.csv")), 200);
	assert_shows(&b, "\"900\",\"Yes\",\"180\"");
	assert_int_equal(desk_logged(who, "draw_file", 0), 1);
	browser_close(&b);
}

static void roles_have_limits(void **state)
{
	struct browser b;
	uint64_t id;
	char *win = claimed(&id);
	static const char *const managers[] = {"/publish", "/cancel", "/better", "/public-value",
	                                       "/prizes/new", "/prizes/1/remove", "", NULL};

	(void)state;
	desk_open(&b, "clerk");
	for (int i = 0; managers[i]; i++)
		assert_int_equal(browser_post(&b, url(id, managers[i]), ""), 403);
	assert_int_equal(browser_get(&b, "/admin/draws/new"), 403);
	assert_int_equal(browser_get(&b, url(id, "")), 200);
	assert_hides(&b, "/cancel\"");
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, win), 200);
	assert_hides(&b, "name=\"step\"");
	assert_int_equal(browser_post(&b, win, "step=identity&text="), 403);
	assert_int_equal(browser_get(&b, url(id, "/winners.csv")), 200);
	assert_int_equal(browser_get(&b, "/admin/draws/99999"), 404);
	assert_int_equal(browser_get(&b, "/admin/draws/x"), 404);
	browser_close(&b);
}

static void a_public_value_goes_in_once(void **state)
{
	struct browser b;
	uint64_t id;

	(void)state;
	desk_open(&b, "manager");
	clock_set_offset(0);
	id = published(&b, "&public_source=3D&public_source_en=3D");
	later(day_start(20820) - clock_now()); /* 2027-01-02, behind opening */
	assert_int_equal(run_draw(id), DRAW_RUN_NOT_YET);
	later(2 * DAY);
	assert_int_equal(run_draw(id), DRAW_RUN_NO_VALUE);
	browser_close(&b);
	desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, "/admin/draws"), 200);
	assert_shows(&b, "needs the public number");
	assert_int_equal(browser_post(&b, url(id, "/public-value"), "value="), 422);
	assert_int_equal(browser_post(&b, url(id, "/public-value"), "value=3+7+1"), 303);
	assert_int_equal(browser_post(&b, url(id, "/public-value"), "value=3+7+2"), 422);
	assert_int_equal(run_draw(id), DRAW_RUN_OK);
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_lacks_is_told),      cmocka_unit_test(what_is_published_stands),
		cmocka_unit_test(pictures_are_checked),    cmocka_unit_test(prizes_are_handed_out),
		cmocka_unit_test(roles_have_limits),       cmocka_unit_test(a_public_value_goes_in_once),
	};

	return cmocka_run_group_tests(tests, open_desk, NULL);
}
