/* The newsletter for anyone: nothing comes before the address is proved by a
 * POST; what was agreed to is kept; a letter goes to each reader once. */
#include "page/account_portal.h"

#include "page/newsletter.h"
#include "rule/plan.h"
#include "service/mail_choice.h"
#include "service/newsletter.h"

static const struct db_sql wanted = {
	"SELECT COUNT(*) FROM mail_choice WHERE topic = 'news' AND wanted = 1", "", "i"};
static const struct db_sql letters_to = {
	"SELECT COUNT(*) FROM outbox WHERE kind = 'news' AND address = ?", "s", "i"};
static const struct db_sql all_letters = {
	"SELECT COUNT(*) FROM outbox WHERE kind = 'news'", "", "i"};
static const struct db_sql confirms_to = {
	"SELECT COUNT(*) FROM outbox WHERE kind = 'news_confirm' AND address = ?", "s", "i"};

static int set_up(void **state)
{
	const char *pages[40] = {"error"};
	int n = 1;

	open_portal(state);
	for (const struct route *row = newsletter_routes; row->path; row++)
		routes[app.n++] = *row;
	for (int i = 0; i < app.n; i++)
		if (routes[i].template && n < 40)
			pages[n++] = routes[i].template;
	view_close(portal.view);
	portal.view = view_open("templates", pages, n);
	return portal.view ? 0 : -1;
}

static int64_t to(const struct db_sql *sql, const char *address)
{
	int64_t n = -1;

	assert_int_equal(db_one(portal.db, NULL, sql, address, &n), DB_OK);
	return n;
}

static int64_t wants(void)
{
	struct service_env env = accounts_env();

	return accounts_count(&env, &wanted);
}

static void ask(struct browser *b, const char *form)
{
	assert_int_equal(browser_get(b, "/newsletter"), 200);
	assert_int_equal(browser_post(b, "/newsletter", form), 303);
	assert_string_equal(b->location, "/newsletter?done=sent");
}

/* The path of the link that the newest message to ADDRESS carries. */
static const char *link_to(const char *address)
{
	static char path[80];
	struct service_env env = accounts_env();

	snprintf(path, sizeof path, "/newsletter/%s", accounts_token(&env, address));
	return path;
}

static void asked_for_and_proved(void **state)
{
	struct browser b;
	int64_t before = wants();
	char *mail, link[256], first[256];

	(void)state;
	browser_open(&b, &app, "192.0.2.51");
	assert_int_equal(browser_get(&b, "/newsletter"), 200);
	assert_int_equal(browser_post(&b, "/newsletter", "email=nobody&consent="), 422);
	assert_non_null(strstr(b.body, "email-error"));
	assert_non_null(strstr(b.body, "consent-error"));
	assert_non_null(strstr(b.body, "value=\"nobody\""));
	ask(&b, "email=+Reader%40Example.com&consent=1");
	mail = mailed(".eml");
	link_in(mail, link);
	assert_string_equal(link, link_to("reader@example.com"));
	talloc_free(mail);
	/* what a scanner does changes nothing, and names nobody */
	for (int i = 0; i < 5; i++)
		assert_int_equal(browser_get(&b, link), 200);
	assert_null(strstr(b.body, "reader@"));
	assert_int_equal(wants(), before);
	assert_int_equal(browser_post(&b, link, ""), 303);
	assert_string_equal(b.location, "/newsletter/confirmed");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_int_equal(wants(), before + 1);
	assert_int_equal(browser_post(&b, link, ""), 303); /* again is the same */
	assert_int_equal(wants(), before + 1);
	/* asked anew: only the latest link works */
	snprintf(first, sizeof first, "%s", link);
	ask(&b, "email=reader%40example.com&consent=1");
	assert_int_equal(browser_get(&b, first), 404);
	assert_int_equal(browser_get(&b, link_to("reader@example.com")), 200);
	browser_close(&b);
}

static void bad_links_say_nothing(void **state)
{
	struct browser b;
	char link[80];

	(void)state;
	browser_open(&b, &app, "192.0.2.52");
	ask(&b, "email=late%40example.com&consent=1");
	snprintf(link, sizeof link, "%s", link_to("late@example.com"));
	assert_int_equal(browser_get(&b, "/newsletter/x"), 404);
	assert_non_null(strstr(b.body, "/newsletter\""));
	link[20] = link[20] == 'A' ? 'B' : 'A';
	assert_int_equal(browser_get(&b, link), 404);
	assert_int_equal(browser_post(&b, link, ""), 404);
	snprintf(link, sizeof link, "%s", link_to("late@example.com"));
	clock_set_offset(TEST_NOW + 8 * 86400 - clock_real());
	assert_int_equal(browser_get(&b, link), 404);
	assert_int_equal(browser_post(&b, link, ""), 404);
	clock_set_offset(TEST_NOW - clock_real());
	browser_close(&b);
}

/* A member's address turns on the member's own choice: one letter, not two. */
static void a_members_address_is_the_members(void **state)
{
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "both@example.com", NULL, true);
	struct browser b;
	bool chosen = false;

	(void)state;
	browser_open(&b, &app, "192.0.2.53");
	ask(&b, "email=both%40example.com&consent=1");
	assert_int_equal(mail_choice_wants(&env, id, MAIL_NEWS, &chosen), DB_OK);
	assert_false(chosen);
	assert_int_equal(browser_post(&b, link_to("both@example.com"), ""), 303);
	assert_int_equal(mail_choice_wants(&env, id, MAIL_NEWS, &chosen), DB_OK);
	assert_true(chosen);
	browser_close(&b);
}

static void a_mailbox_is_not_flooded(void **state)
{
	struct browser b;

	(void)state;
	browser_open(&b, &app, "192.0.2.54");
	for (int i = 0; i < 12; i++)
		ask(&b, "email=poor%40example.com&consent=1");
	assert_true(to(&confirms_to, "poor@example.com") >= 1);
	assert_true(to(&confirms_to, "poor@example.com") <= 6);
	browser_close(&b);
}

static struct plan *two_tiers(void)
{
	static struct plan plan = {.n_tiers = 2};

	strcpy(plan.tiers[0].code, "standard");
	strcpy(plan.tiers[1].code, "gold");
	return &plan;
}

static uint64_t letter(const struct service_env *env, const char *tier)
{
	struct newsletter l = {.subject = "题目", .subject_en = "Subject", .text = "一\n二",
	                       .text_en = "One\nTwo", .link = "/help", .tier = tier, .staff_id = 1};
	struct newsletter read;

	assert_int_equal(newsletter_keep(env, &l), NEWSLETTER_OK);
	assert_int_equal(newsletter_read(env->db, env->mem, l.newsletter_id, &read), DB_OK);
	assert_int_equal(newsletter_begin(env, l.newsletter_id, read.version + 1, 1),
	                 NEWSLETTER_CHANGED);
	assert_int_equal(newsletter_begin(env, l.newsletter_id, read.version, 1), NEWSLETTER_OK);
	assert_int_equal(newsletter_begin(env, l.newsletter_id, read.version, 1), NEWSLETTER_CHANGED);
	return l.newsletter_id;
}

static void each_reader_gets_it_once(void **state)
{
	struct service_env env = accounts_env();
	struct plan *plans[] = {two_tiers()};
	struct plan_book book = {1, plans};
	struct newsletter read;
	struct newsletter_figures figures;
	int64_t before = accounts_count(&env, &all_letters), readers = wants();
	uint64_t id;
	char *mail, link[256];
	bool more;

	(void)state;
	for (int i = 0; i < 450; i++) { /* three batches */
		struct person_id reader = {900000 + (uint64_t)i, PERSON_HOLDER};

		assert_int_equal(mail_choice_set(&env, reader, MAIL_NEWS, true), DB_OK);
	}
	id = letter(&env, "");
	for (int i = 0; i < 2; i++) { /* a run that ends behind its first batch, and the next */
		assert_int_equal(newsletter_post(&env, &book, i == 0 ? 1 : 100, &more), DB_OK);
		assert_int_equal(more, i == 0);
	}
	/* those 450 have no address any more: they are passed over */
	assert_int_equal(accounts_count(&env, &all_letters), before + readers);
	assert_int_equal(to(&letters_to, "both@example.com"), 1);
	assert_int_equal(to(&letters_to, "reader@example.com"), 1);
	assert_int_equal(newsletter_read(env.db, env.mem, id, &read), DB_OK);
	assert_string_equal(read.state, "sent");
	assert_int_equal(read.posted, readers);
	assert_int_equal(newsletter_figures(env.db, &read, &figures), DB_OK);
	assert_int_equal(figures.waiting, readers);
	mail = mailed(".eml");
	link_in(mail, link);
	assert_string_equal(link, "/help");
	assert_non_null(strstr(mail, "List-Unsubscribe-Post"));
	talloc_free(mail);
	assert_int_equal(newsletter_figures(env.db, &read, &figures), DB_OK);
	assert_int_equal(figures.sent, readers);
	assert_int_equal(figures.waiting, 0);
}

static void a_tiers_letter_is_for_its_members(void **state)
{
	static const struct db_sql rise = {
		"UPDATE account SET tier = 'gold' WHERE member_id = ?", "i", ""};
	struct service_env env = accounts_env();
	struct plan *plans[] = {two_tiers()};
	struct plan_book book = {1, plans};
	struct person_id gold = accounts_member(&env, "gold@example.com", NULL, true);
	bool more;

	(void)state;
	assert_int_equal(db_run(env.db, &rise, (int64_t)gold.member_id), DB_OK);
	assert_int_equal(mail_choice_set(&env, gold, MAIL_NEWS, true), DB_OK);
	letter(&env, "gold");
	assert_int_equal(newsletter_post(&env, &book, 100, &more), DB_OK);
	assert_int_equal(to(&letters_to, "gold@example.com"), 1);
	assert_int_equal(to(&letters_to, "both@example.com"), 1); /* the first letter's only */
	assert_int_equal(to(&letters_to, "reader@example.com"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asked_for_and_proved),
		cmocka_unit_test(bad_links_say_nothing),
		cmocka_unit_test(a_members_address_is_the_members),
		cmocka_unit_test(a_mailbox_is_not_flooded),
		cmocka_unit_test(each_reader_gets_it_once),
		cmocka_unit_test(a_tiers_letter_is_for_its_members),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
