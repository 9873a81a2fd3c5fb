/* The emergency stop: whoever spends is told, nothing slips through a rush, what was
 * spent stays, and lifting opens everything again. */
#include "service/draw_support.h"

#include "service/event.h"
#include "service/pay_code.h"
#include "service/stop.h"

#define BUYERS 64
#define MANAGER 7

static struct stop asks_stop(enum stop_kind kind, const char *item, uint64_t draw_id)
{
	return (struct stop){ .kind = kind, .item = item, .draw_id = draw_id, .text = "歇一会儿",
		.text_en = "Paused", .reason = "wrong price" };
}

static enum stop_outcome try_stop(enum stop_kind kind, const char *item, uint64_t draw_id,
                                  int64_t *id)
{
	struct service_env env = here();
	struct stop s = asks_stop(kind, item, draw_id);

	return stop_set(&env, MANAGER, &s, id);
}

static int64_t stopped(enum stop_kind kind, const char *item, uint64_t draw_id)
{
	int64_t id = 0;

	assert_int_equal(try_stop(kind, item, draw_id, &id), STOP_OK);
	return id;
}

static void lifted(int64_t id)
{
	struct service_env env = here();

	assert_int_equal(stop_end(&env, MANAGER, id, "checked"), STOP_OK);
}

static enum redeem_outcome buys(uint64_t member, const char *item, const char *form)
{
	struct redeem_asked asked = asks(member, item, 1, form);
	struct redeem_answer answer;

	return redeem_over(db(), &asked, &answer);
}

static int64_t logged(const char *action, const char *subject)
{
	static const struct db_sql count = {
		"SELECT COUNT(*) FROM staff_action WHERE action = ? AND subject = ? AND staff_id = 7",
		"ss", "i"
	};
	int64_t n = 0;

	assert_int_equal(db_one(db(), NULL, &count, action, subject, &n), DB_OK);
	return n;
}

static void an_item_stops_alone(void **state)
{
	uint64_t m = rich_member(1000);
	int64_t id, again;

	(void)state;
	simple_item("lamp", ITEM_GOODS, 100, 50);
	simple_item("tree", ITEM_DONATION, 100, -1);
	assert_int_equal(buys(m, "lamp", "the-form-before"), REDEEM_OK);
	id = stopped(STOP_ITEM, "lamp", 0);
	assert_int_equal(try_stop(STOP_ITEM, "lamp", 0, &again), STOP_STANDS);
	assert_int_equal(buys(m, "lamp", NULL), REDEEM_STOPPED);
	assert_int_equal(buys(m, "tree", NULL), REDEEM_OK);
	/* The form that had its effect answers as it did. */
	assert_int_equal(buys(m, "lamp", "the-form-before"), REDEEM_OK);
	assert_int_equal(account(m).available, 800);
	assert_int_equal(item_now("lamp").left, 49);
	lifted(id);
	assert_int_equal(buys(m, "lamp", NULL), REDEEM_OK);
	assert_int_equal(logged("stop_set", "lamp"), 1);
	assert_int_equal(logged("stop_lift", "lamp"), 1);
	prove(m);
	prove_item("lamp");
}

static void what_is_not_there_cannot_stop(void **state)
{
	struct draw draft = draft_of(DRAW_CUTOFF);
	struct service_env env = here();
	int64_t id = 0, n = 9;

	(void)state;
	assert_int_equal(try_stop(STOP_ITEM, "nothing", 0, &id), STOP_UNKNOWN);
	assert_int_equal(try_stop(STOP_DRAW, "", add_draw(&draft), &id), STOP_UNKNOWN);
	assert_int_equal(stop_end(&env, MANAGER, 99999, "checked"), STOP_UNKNOWN);
	id = stopped(STOP_ALL, "", 0);
	lifted(id);
	assert_int_equal(stop_end(&env, MANAGER, id, "checked"), STOP_LIFTED);
	assert_int_equal(stop_count(db(), &n), DB_OK);
	assert_int_equal(n, 0);
	assert_int_equal(logged("stop_set", "all"), 1);
}

static void a_draw_stops_alone(void **state)
{
	uint64_t m = rich_member(1000);
	uint64_t one = running_draw(DRAW_CUTOFF, 100, 1), other = running_draw(DRAW_INSTANT, 100, 2);
	int64_t id = stopped(STOP_DRAW, "", one);

	(void)state;
	assert_int_equal(entered(m, one, 1, NULL).outcome, DRAW_STOPPED);
	assert_int_equal(entered(m, other, 1, NULL).outcome, DRAW_OK);
	lifted(id);
	assert_int_equal(entered(m, one, 1, NULL).outcome, DRAW_OK);
	assert_int_equal(account(m).available, 800);
	prove(m);
}

/* An event of COST points with PLACES. */
static int64_t event_of(int64_t cost, int64_t places)
{
	struct service_env env = here();
	int64_t now = env.now, no = 0;
	struct member_event e = {
		.state = "draft", .name = "品茶", .name_en = "Tea", .text = "t", .text_en = "",
		.place = "上海", .place_en = "", .starts_at = now + 9 * DAY, .ends_at = now + 10 * DAY,
		.open_from = INSTANT_NONE, .open_until = now + 8 * DAY, .back_until = now + 7 * DAY,
		.tier = "", .kind = "", .places = places, .per_member = 2, .cost_points = cost,
		.reason = "", .created_at = now, .version = 1};

	assert_int_equal(event_new(&env, MANAGER, &e, &no), EVENT_DONE);
	assert_int_equal(event_open(&env, MANAGER, no), EVENT_DONE);
	return no;
}

static struct signup_answer joins(uint64_t member, int64_t no)
{
	struct service_env env = here();
	struct signup_asked asked = {.member_id = member, .person_id = 1, .event_no = no, .seats = 1,
	                             .shown_cost = -1};
	struct signup_answer answer;

	event_sign_up(&env, plans, &asked, &answer);
	return answer;
}

static enum order_outcome pays(uint64_t member, const char *no, int64_t points)
{
	struct order_facts facts = facts_of(member, no, 90000, "2026-11-22T12:00:00+08:00");
	struct order_answer answer;

	facts.pay_points = points;
	return order_book(db(), plans, test_mem(), &facts, NULL, &answer);
}

static void all_spending_stops(void **state)
{
	uint64_t m = rich_member(5000), draw = running_draw(DRAW_CUTOFF, 100, 1);
	int64_t dear = event_of(100, 5), wait_s = 0, id, free;
	struct service_env env = here();
	struct points_answer answer;

	(void)state;
	free = event_of(0, 5);
	simple_item("any", ITEM_GOODS, 100, 50);
	id = stopped(STOP_ALL, "", 0);
	assert_int_equal(buys(m, "any", NULL), REDEEM_STOPPED);
	assert_int_equal(buys(m, "tree", NULL), REDEEM_STOPPED);
	assert_int_equal(entered(m, draw, 1, NULL).outcome, DRAW_STOPPED);
	assert_int_equal(joins(m, dear).verdict, EVENT_STOPPED);
	assert_int_equal(joins(m, free).outcome, EVENT_DONE);
	assert_int_equal(pays(m, "W-1", 500), ORDER_PAY_STOPPED);
	assert_int_equal(pays(m, "W-1", 0), ORDER_DONE);
	assert_int_equal(pay_code_make(&env, (struct person_id){m, 1}, &wait_s), PAY_CODE_STOPPED);
	assert_int_equal(spend_points(db(), plans, m, "x", 5, clock_now(), &answer), POINTS_STOPPED);
	assert_int_equal(account(m).available, 5000);
	lifted(id);
	assert_int_equal(buys(m, "any", NULL), REDEEM_OK);
	assert_int_equal(entered(m, draw, 1, NULL).outcome, DRAW_OK);
	assert_int_equal(joins(m, dear).outcome, EVENT_DONE);
	assert_int_equal(pay_code_make(&env, (struct person_id){m, 1}, &wait_s), PAY_CODE_OK);
	prove(m);
}

/* The list moves up by itself, and would spend: it waits for the end of the stop. */
static void the_waiting_list_waits(void **state)
{
	uint64_t first = rich_member(500), next = rich_member(500);
	int64_t no = event_of(100, 1), id;
	struct service_env env = here();
	struct signup_answer answer;
	struct signup row;
	int moved = 0, ended = 0;

	(void)state;
	assert_false(joins(first, no).waiting);
	assert_true(joins(next, no).waiting);
	id = stopped(STOP_ALL, "", 0);
	event_leave(&env, plans, first, no, &answer);
	assert_int_equal(answer.outcome, EVENT_DONE);
	assert_int_equal(account(first).available, 500);
	assert_int_equal(signup_read(db(), test_mem(), next, no, &row), DB_OK);
	assert_string_equal(row.state, "waiting");
	assert_int_equal(account(next).available, 500);
	lifted(id);
	assert_int_equal(event_sweep(&env, plans, &moved, &ended), DB_OK);
	assert_int_equal(signup_read(db(), test_mem(), next, no, &row), DB_OK);
	assert_string_equal(row.state, "going");
	assert_int_equal(account(next).available, 400);
	prove(next);
}

static uint64_t buyers[BUYERS];
static const char *wanted;
static uint64_t rush_draw;

static int64_t spends(struct database *own)
{
	static const struct db_sql count = {
		"SELECT COUNT(*) FROM entry WHERE member_id >= ? AND kind = 4", "i", "i"
	};
	int64_t n = -1;

	assert_int_equal(db_one(own, NULL, &count, (int64_t)buyers[0], &n), DB_OK);
	return n;
}

/* Buys (or enters) until told that it is stopped; how often it worked. */
static int buy_on(struct database *own, uint64_t member, int i)
{
	(void)member;
	for (int bought = 0;; bought++) {
		void *mem = talloc_new(NULL);
		struct service_env env = draw_env(own, mem);
		struct redeem_asked asked = asks(buyers[i], wanted, 1, NULL);
		struct draw_asked ticket = wants(buyers[i], rush_draw, 1, NULL);
		struct redeem_answer answer = { 0 };
		struct draw_answer drawn = { 0 };
		bool ok, over, enters = rush_draw != 0 && bought % 2 == 1;

		if (enters) {
			ok = draw_enter(&env, plans, &ticket, &drawn) == DRAW_ANSWERED;
			over = drawn.outcome == DRAW_STOPPED;
			ok = ok && drawn.outcome == DRAW_OK;
		} else {
			ok = redeem_item(&env, plans, &asked, &answer) == REDEEM_ANSWERED;
			over = answer.outcome == REDEEM_STOPPED;
			ok = ok && answer.outcome == REDEEM_OK;
		}
		talloc_free(mem);
		if (!ok)
			return over ? bought : -1000;
	}
}

/* In a process of its own: stops KIND in the middle of the rush and counts, once it is
 * answered, how many spends there are. */
static pid_t stopper(enum stop_kind kind, volatile int64_t *seen)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid > 0)
		return pid;
	struct database *own = test_connect();
	struct service_env env = draw_env(own, talloc_new(NULL));
	struct stop s = asks_stop(kind, kind == STOP_ITEM ? wanted : "", 0);
	int64_t id = 0;

	/* It stops also where the rush does not come, so that the buyers end. */
	for (int i = 0; i < 10000 && spends(own) < 3 * BUYERS; i++)
		usleep(2000);
	if (stop_set(&env, MANAGER, &s, &id) == STOP_OK)
		*seen = spends(own);
	_exit(0);
}

static void rush(enum stop_kind kind)
{
	volatile int64_t *seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE,
	                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int64_t sum = 0;
	pid_t pid;

	assert_true(seen != MAP_FAILED);
	*seen = -1;
	for (int i = 0; i < BUYERS; i++)
		buyers[i] = rich_member(1000000);
	pid = stopper(kind, seen);
	together(BUYERS, buy_on, 0);
	waitpid(pid, NULL, 0);
	for (int i = 0; i < BUYERS; i++) {
		assert_true(told[i] >= 0);
		sum += told[i];
		prove(buyers[i]);
	}
	/* What was there when the stop was answered is all there is. */
	assert_true(*seen >= 3 * BUYERS);
	assert_int_equal(spends(db()), *seen);
	assert_int_equal(sum, *seen);
	prove_item(wanted);
	munmap((void *)(uintptr_t)seen, sizeof *seen);
}

static void nothing_slips_through_a_rush_on_an_item(void **state)
{
	(void)state;
	simple_item("hot", ITEM_GOODS, 10, 1000000);
	wanted = "hot";
	rush(STOP_ITEM);
}

static void nothing_slips_through_a_rush_on_all(void **state)
{
	(void)state;
	simple_item("hotter", ITEM_DONATION, 10, -1);
	wanted = "hotter";
	rush_draw = running_draw(DRAW_CUTOFF, 100, 1);
	rush(STOP_ALL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_stops_alone),
		cmocka_unit_test(what_is_not_there_cannot_stop),
		cmocka_unit_test(a_draw_stops_alone),
		cmocka_unit_test(all_spending_stops),
		cmocka_unit_test(the_waiting_list_waits),
		cmocka_unit_test(nothing_slips_through_a_rush_on_an_item),
		cmocka_unit_test(nothing_slips_through_a_rush_on_all),
	};

	return cmocka_run_group_tests(tests, draw_setup, NULL);
}
