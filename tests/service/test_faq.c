/* Questions and answers: kept, moved, shown; many hands at once lose nothing. */
#include "service/redeem_support.h"

#include "base/text.h"

#include "service/faq.h"

#define HANDS 8

static const struct db_sql logged = {
	"SELECT COUNT(*) FROM staff_action WHERE staff_id = ? AND action LIKE 'faq\\_%'", "i", "i"};
static const struct db_sql versions = {
	"SELECT version FROM faq WHERE faq_id = ?", "i", "i"};
static const struct db_sql twins = {
	"SELECT COUNT(*) FROM faq a JOIN faq b USING (topic, place) WHERE a.faq_id < b.faq_id"
	" AND a.faq_id <> ?", "i", "i"};

static struct service_env faq_env(struct database *own, void *mem)
{
	return (struct service_env){.db = own, .mem = mem, .now = clock_now()};
}

static struct faq question(const char *topic, const char *ask)
{
	return (struct faq){.topic = topic, .ask = ask, .ask_en = ask, .answer = "一行\n二行",
	                    .answer_en = "One {life_months}"};
}

/* A new one of TOPIC; its id. */
static uint64_t made(const char *topic, uint64_t staff_id)
{
	struct service_env env = faq_env(db(), test_mem());
	struct faq f = question(topic, "why?");

	assert_int_equal(faq_keep(&env, &f, staff_id), FAQ_OK);
	assert_true(f.faq_id > 0);
	return f.faq_id;
}

static struct faq read_back(uint64_t id)
{
	struct faq f;

	assert_int_equal(faq_read(db(), test_mem(), id, &f), DB_OK);
	return f;
}

static void the_first_ones_are_there(void **state)
{
	struct faq *rows;
	int n, topics = 0;

	(void)state;
	assert_int_equal(faq_list(db(), test_mem(), true, &rows, &n), DB_OK);
	assert_true(n >= 10);
	for (int i = 0; i < n; i++) {
		assert_true(text_among(rows[i].topic, faq_topics));
		assert_true(rows[i].ask[0] && rows[i].ask_en[0]);
		assert_null(strstr(rows[i].answer, "\\n"));
	}
	for (int t = 0; faq_topics[t]; t++)
		for (int i = 0; i < n; i++)
			if (strcmp(rows[i].topic, faq_topics[t]) == 0) {
				topics++;
				break;
			}
	assert_int_equal(topics, 7);
}

static void kept_by_version(void **state)
{
	struct service_env env = faq_env(db(), test_mem());
	uint64_t id = made("tiers", 71);
	struct faq f = read_back(id);

	(void)state;
	assert_false(f.shown); /* nobody sees what was not looked at */
	assert_int_equal(f.version, 1);
	f.answer = "first";
	assert_int_equal(faq_keep(&env, &f, 71), FAQ_OK);
	f.answer = "second"; /* from the page before */
	assert_int_equal(faq_keep(&env, &f, 72), FAQ_CHANGED);
	assert_string_equal(read_back(id).answer, "first");
	f.version = 2;
	f.topic = "pages";
	assert_int_equal(faq_keep(&env, &f, 72), FAQ_OK);
	assert_string_equal(read_back(id).topic, "pages");
	assert_int_equal(number(&twins, 0), 0); /* it stands at the end there */
	f.faq_id = 999999;
	assert_int_equal(faq_keep(&env, &f, 72), FAQ_UNKNOWN);
	assert_int_equal(number(&logged, 71), 2);
	assert_int_equal(number(&logged, 72), 1);
}

static void moved_and_shown(void **state)
{
	struct service_env env = faq_env(db(), test_mem());
	uint64_t one = made("draws", 73), two = made("draws", 73);
	int64_t place = read_back(two).place;

	(void)state;
	assert_true(read_back(one).place < place);
	assert_int_equal(faq_take_step(&env, two, FAQ_UP, 73), FAQ_OK);
	assert_true(read_back(two).place < read_back(one).place);
	assert_int_equal(faq_take_step(&env, one, FAQ_DOWN, 73), FAQ_OK); /* the last: stays */
	assert_int_equal(read_back(one).place, place);
	assert_int_equal(faq_take_step(&env, one, FAQ_SHOW, 73), FAQ_OK);
	assert_int_equal(faq_take_step(&env, one, FAQ_SHOW, 73), FAQ_OK);
	assert_true(read_back(one).shown);
	assert_int_equal(read_back(one).version, 1); /* its text is what it was */
	assert_int_equal(faq_take_step(&env, one, FAQ_HIDE, 73), FAQ_OK);
	assert_false(read_back(one).shown);
	assert_int_equal(faq_take_step(&env, 999999, FAQ_UP, 73), FAQ_UNKNOWN);
	assert_int_equal(number(&logged, 73), 2 + 1 + 2); /* what changed nothing is not told */
}

static int edit(struct database *own, uint64_t id, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = faq_env(own, mem);
	struct faq f = question("points", talloc_asprintf(mem, "hand %d", i));
	enum faq_outcome outcome;

	f.faq_id = id;
	f.version = 1;
	do {
		outcome = faq_keep(&env, &f, 80);
	} while (outcome == FAQ_TRY_AGAIN);
	talloc_free(mem);
	return (int)outcome;
}

static void one_of_many_editors_wins(void **state)
{
	uint64_t id = made("points", 79);

	(void)state;
	together(HANDS, edit, id);
	assert_int_equal(count(HANDS, FAQ_OK), 1);
	assert_int_equal(count(HANDS, FAQ_CHANGED), HANDS - 1);
	assert_int_equal(number(&versions, id), 2);
	assert_int_equal(number(&logged, 80), 1);
}

static int shuffle(struct database *own, uint64_t id, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = faq_env(own, mem);
	struct faq f = question("rewards", "new");
	enum faq_outcome outcome = FAQ_OK;

	for (int turn = 0; turn < 5; turn++)
		do {
			outcome = i % 2 ? faq_take_step(&env, id, turn % 2 ? FAQ_UP : FAQ_DOWN, 81)
			                : (f.faq_id = 0, faq_keep(&env, &f, 81));
		} while (outcome == FAQ_TRY_AGAIN);
	talloc_free(mem);
	return (int)outcome;
}

static void many_movers_keep_an_order(void **state)
{
	uint64_t id = made("rewards", 79);

	(void)state;
	together(HANDS, shuffle, id);
	assert_int_equal(count(HANDS, FAQ_OK), HANDS);
	assert_int_equal(number(&twins, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_ones_are_there),
		cmocka_unit_test(kept_by_version),
		cmocka_unit_test(moved_and_shown),
		cmocka_unit_test(one_of_many_editors_wins),
		cmocka_unit_test(many_movers_keep_an_order),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
