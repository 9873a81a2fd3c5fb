/* The desk's questions and answers: written by a manager, read by the others; two who
 * write lose nothing; a figure there is not is refused with words; members see it. */
#include "page/desk_world.h"

#include "page/help.h"
#include "rule/faq.h"
#include "service/faq.h"

#define TEXTS "topic=tiers&ask_en=Why+%3Cb%3E&ask=%E4%B8%BA%E4%BB%80%E4%B9%88&answer=%E4%B8%80%0A%E4%BA%8C"
#define GOOD TEXTS "&answer_en=So+%7Blife_months%7D.&act=save"

static struct faq newest(void)
{
	struct faq *rows, last = {0};
	int n;

	assert_int_equal(faq_list(db(), test_mem(), false, &rows, &n), DB_OK);
	for (int i = 0; i < n; i++)
		if (rows[i].faq_id > last.faq_id)
			last = rows[i];
	return last;
}

/* /help as members get it, in English. */
static char *members_see(const char *target)
{
	static struct route rows[4];
	static const char *const pages[] = {"help"};
	static struct portal portal;
	struct web_app app = {.program = "member", .routes = rows, .n = 1, .app = &portal,
	                      .render = desk_render, .problem = desk_problem,
	                      .csrf_key = portal.csrf_key, .csrf_key_len = sizeof portal.csrf_key};
	struct view *desk_view = desk_portal.view;
	struct request *r = request_new(test_mem(), "GET", target);
	char *body;

	rows[0] = help_routes[0];
	portal = (struct portal){.program = "member", .config = desk_portal.config, .db = db(),
	                         .plans = plans, .view = view_open("templates", pages, 1)};
	desk_portal.view = portal.view; /* for desk_render() */
	request_set_header(r, "Cookie", "lang=en");
	web_handle(&app, r);
	assert_int_equal(r->status, 200);
	body = talloc_strdup(test_mem(), r->out.data);
	desk_portal.view = desk_view;
	view_close(portal.view);
	return body;
}

static void written_shown_and_read(void **state)
{
	struct browser b;
	uint64_t who = desk_open(&b, "manager");
	char url[64], path[80];
	struct faq f;

	(void)state;
	assert_int_equal(browser_get(&b, "/admin/faq"), 200);
	assert_shows(&b, "Do points end?");
	assert_int_equal(browser_get(&b, "/admin/faq/new"), 200);
	assert_shows(&b, "{life_months}");
	assert_int_equal(browser_post(&b, "/admin/faq/new", TEXTS "&answer_en=%7Blife%7D"), 422);
	assert_shows(&b, "There is no figure &quot;life&quot;");
	assert_shows(&b, "Why &lt;b&gt;"); /* what was typed stays */
	assert_int_equal(browser_post(&b, "/admin/faq/new", "topic=wizard&ask=&answer="), 422);
	assert_shows(&b, "topic-error");
	assert_shows(&b, "ask_en-error");
	assert_shows(&b, "answer_en-error");
	assert_int_equal(browser_post(&b, "/admin/faq/new", TEXTS "&answer_en=a&act=preview"), 200);
	assert_shows(&b, "<p>一</p><p>二</p>");
	assert_int_equal(desk_logged(who, "faq_add", 0), 0); /* looking keeps nothing */
	assert_int_equal(browser_post(&b, "/admin/faq/new", GOOD), 303);
	f = newest();
	snprintf(url, sizeof url, "/admin/faq/%llu", (unsigned long long)f.faq_id);
	assert_string_equal(f.answer_en, "So {life_months}.");
	assert_null(strstr(members_see("/help"), "Why &lt;b&gt;"));
	snprintf(path, sizeof path, "%s/step", url);
	assert_int_equal(browser_post(&b, path, "step=show"), 303);
	assert_non_null(strstr(members_see("/help"), "<summary>Why &lt;b&gt;</summary>"));
	assert_null(strstr(members_see("/help"), "{life_months}"));
	assert_int_equal(browser_post(&b, path, "step=up"), 303);
	assert_int_equal(browser_post(&b, path, "step=away"), 400);
	assert_int_equal(desk_logged(who, "faq_add", 0) + desk_logged(who, "faq_show", 0) +
	                         desk_logged(who, "faq_move", 0), 3);
	assert_int_equal(browser_get(&b, "/admin/faq/999"), 404);
	assert_int_equal(browser_get(&b, "/admin/faq/x"), 404);
	browser_close(&b);
}

static void two_writers(void **state)
{
	struct browser b;
	char url[64];

	(void)state;
	desk_open(&b, "manager");
	assert_int_equal(browser_post(&b, "/admin/faq/new", GOOD), 303);
	snprintf(url, sizeof url, "/admin/faq/%llu", (unsigned long long)newest().faq_id);
	assert_int_equal(browser_post(&b, url, TEXTS "&answer_en=Hers&version=1&act=save"), 303);
	assert_int_equal(browser_post(&b, url, TEXTS "&answer_en=Mine&version=1&act=save"), 409);
	assert_shows(&b, "Somebody else has saved this question");
	assert_shows(&b, "<p>Hers</p>"); /* both texts are there */
	assert_shows(&b, "\nMine</textarea>");
	assert_shows(&b, "name=\"version\" value=\"2\"");
	assert_string_equal(newest().answer_en, "Hers");
	assert_int_equal(browser_post(&b, url, TEXTS "&answer_en=&version=1&act=save"), 422);
	assert_shows(&b, "name=\"version\" value=\"1\""); /* a mistake does not win the race */
	assert_int_equal(browser_post(&b, url, TEXTS "&answer_en=Mine&version=2&act=save"), 303);
	assert_string_equal(newest().answer_en, "Mine");
	browser_close(&b);
}

static void who_may(void **state)
{
	static const char *const roles[] = {"clerk", "auditor", "merchant"};
	struct browser b;

	(void)state;
	for (int i = 0; i < 3; i++) {
		int wanted = i < 2 ? 200 : 403;

		desk_open(&b, roles[i]);
		assert_int_equal(browser_get(&b, "/admin/faq"), wanted);
		assert_int_equal(browser_get(&b, "/admin/faq/1"), wanted);
		assert_hides(&b, "<textarea");
		assert_int_equal(browser_get(&b, "/admin/faq/new"), i == 1 ? 200 : 403);
		assert_int_equal(browser_post(&b, "/admin/faq/new", GOOD), 403);
		assert_int_equal(browser_post(&b, "/admin/faq/1", GOOD "&version=1"), 403);
		assert_int_equal(browser_post(&b, "/admin/faq/1/step", "step=hide"), 403);
		browser_close(&b);
	}
}

static void members_search(void **state)
{
	char *page = members_see("/help?q=OWE");

	(void)state;
	assert_non_null(strstr(page, "Why do I owe points?"));
	assert_non_null(strstr(page, " open>"));
	assert_null(strstr(page, "The text is too small."));
	page = members_see("/help?q=%3Cscript%3E");
	assert_non_null(strstr(page, "Nothing found"));
	assert_non_null(strstr(page, "value=\"&lt;script&gt;\""));
	page = members_see("/help");
	assert_non_null(strstr(page, "href=\"#points\""));
	assert_non_null(strstr(page, "<h2 id=\"points\">"));
	assert_null(strstr(page, " open>"));
}

/* Each placeholder of the first questions is one there is. */
static void the_first_texts_are_sound(void **state)
{
	char *page = members_see("/help");
	const char *text = strstr(page, "<main");
	struct faq *rows;
	int n;

	(void)state;
	assert_null(strchr(text, '{'));
	assert_int_equal(faq_list(db(), test_mem(), true, &rows, &n), DB_OK);
	for (int i = 0; i < n; i++) {
		char name[FAQ_NAME];

		assert_true(faq_is_known(rows[i].answer, name) && faq_is_known(rows[i].answer_en, name));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_texts_are_sound),
		cmocka_unit_test(members_search),
		cmocka_unit_test(written_shown_and_read),
		cmocka_unit_test(two_writers),
		cmocka_unit_test(who_may),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
