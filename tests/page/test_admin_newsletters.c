/* The desk's newsletters: written in both languages, tried on oneself, sent by a
 * manager who has read them; two editors do not overwrite each other. */
#include "page/desk_world.h"

#include "store/newsletter.h"

#define LETTER \
	"subject=%E6%96%B0&subject_en=New&text=%E4%B8%80%0A%E4%BA%8C&text_en=One%0A%3Cb%3ETwo" \
	"&link=%2Fcatalogue&tier=gold"

static const struct db_sql tries = {
	"SELECT COUNT(*) FROM outbox WHERE kind = 'news_try' AND member_id = ?", "i", "i"};

static struct newsletter newest(void)
{
	struct newsletter *list, l;
	int n;

	assert_int_equal(newsletter_list(db(), test_mem(), 1, &list, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(newsletter_read(db(), test_mem(), list[0].newsletter_id, &l), DB_OK);
	return l;
}

static void written_tried_and_sent(void **state)
{
	struct browser b;
	struct newsletter l;
	uint64_t who;
	char url[64], path[96];

	(void)state;
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/newsletters"), 200);
	assert_shows(&b, "No letter yet.");
	assert_int_equal(browser_get(&b, "/admin/newsletters/new"), 200);
	assert_int_equal(browser_post(&b, "/admin/newsletters/new",
	                              "subject=&subject_en=New&text=a&text_en=&link=http%3A%2F%2Fx.test"
	                              "&tier=wizard"), 422);
	assert_shows(&b, "subject-error");
	assert_shows(&b, "text_en-error");
	assert_shows(&b, "link-error");
	assert_shows(&b, "tier-error");
	assert_shows(&b, "value=\"New\"");
	assert_int_equal(browser_post(&b, "/admin/newsletters/new", LETTER), 303);
	l = newest();
	assert_string_equal(l.text_en, "One\n<b>Two");
	assert_string_equal(l.tier, "gold");
	snprintf(url, sizeof url, "/admin/newsletters/%llu", (unsigned long long)l.newsletter_id);
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "<p>&lt;b&gt;Two</p>");
	assert_hides(&b, "name=\"sure\""); /* a manager sends it */
	snprintf(path, sizeof path, "%s/try", url);
	assert_int_equal(browser_post(&b, path, ""), 303);
	assert_int_equal(number(&tries, 0), 1);
	snprintf(path, sizeof path, "%s/send", url);
	assert_int_equal(browser_post(&b, path, "version=1&sure=1"), 403);
	assert_int_equal(browser_post(&b, url, LETTER "X&version=1"), 422); /* no such tier */
	assert_int_equal(browser_post(&b, url, LETTER "&version=1"), 303);
	assert_int_equal(browser_post(&b, url, LETTER "&version=1"), 409); /* the page before */
	assert_shows(&b, "Somebody else has changed this letter");
	assert_true(desk_logged(who, "newsletter_edit", 0) >= 2);
	browser_close(&b);
	who = desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, url), 200);
	assert_int_equal(browser_post(&b, path, "version=2"), 422);
	assert_shows(&b, "sure-error");
	assert_int_equal(browser_post(&b, path, "version=1&sure=1"), 409);
	assert_int_equal(browser_post(&b, path, "version=2&sure=1"), 303);
	assert_string_equal(newest().state, "sending");
	assert_int_equal(desk_logged(who, "newsletter_send", 0), 1);
	assert_int_equal(browser_post(&b, path, "version=3&sure=1"), 409);
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "Figures");
	assert_hides(&b, "name=\"subject\""); /* what is on its way is not changed */
	browser_close(&b);
}

static void who_may_look(void **state)
{
	struct browser b;

	(void)state;
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, "/admin/newsletters"), 200);
	assert_int_equal(browser_post(&b, "/admin/newsletters/new", LETTER), 403);
	assert_int_equal(browser_get(&b, "/admin/newsletters/999"), 404);
	assert_int_equal(browser_get(&b, "/admin/newsletters/x"), 404);
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written_tried_and_sent),
		cmocka_unit_test(who_may_look),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
