/* Draws are drawn once, by chance anyone can recompute: the independent verifier
 * agrees with every draw, two runners give one result, and so does one that is
 * killed between any two statements. */
#include "service/draw_support.h"

#include <dlfcn.h>

/* As <mysql.h> declares them; its one door is store/db.c. */
struct st_mysql;
struct st_mysql_stmt;
int mysql_query(struct st_mysql *link, const char *text);
int mysql_stmt_execute(struct st_mysql_stmt *statement);

static int calls;  /* so far, in this process */
static int die_at; /* before this one; 0 = live */

static void on_the_way(void)
{
	if (++calls == die_at)
		kill(getpid(), SIGKILL);
}

int mysql_query(struct st_mysql *link, const char *text)
{
	int (*real)(struct st_mysql *, const char *);
	void *found = dlsym(RTLD_NEXT, "mysql_query");

	memcpy(&real, &found, sizeof real);
	on_the_way();
	return real(link, text);
}

int mysql_stmt_execute(struct st_mysql_stmt *statement)
{
	int (*real)(struct st_mysql_stmt *);
	void *found = dlsym(RTLD_NEXT, "mysql_stmt_execute");

	memcpy(&real, &found, sizeof real);
	on_the_way();
	return real(statement);
}

static void the_verifier_agrees(void **state)
{
	static const int crowds[] = { 1, 2, 7, 40 };
	uint64_t members[40];

	(void)state;
	for (size_t i = 0; i < sizeof crowds / sizeof *crowds; i++) {
		uint64_t id = running_draw(DRAW_CUTOFF, 5000, 2);
		struct draw_winner *winners;
		struct draw_reserve *reserves;
		int n, n_reserves, rest = crowds[i] - 2;

		crowd(id, crowds[i], 1000, members);
		assert_int_equal(run_draw(id), DRAW_RUN_NOT_YET);
		later(DAY + HOUR);
		assert_int_equal(run_draw(id), DRAW_RUN_OK);
		assert_int_equal(verified(id), 0);
		n = winners_of(id, &winners);
		assert_int_equal(n, crowds[i] < 2 ? 1 : 2);
		assert_int_equal(draw_reserves(db(), test_mem(), id, &reserves, &n_reserves), DB_OK);
		assert_int_equal(n_reserves, rest < 0 ? 0 : rest > 2 ? 2 : rest);
		assert_int_equal(run_draw(id), DRAW_RUN_REPEATED);
		assert_int_equal(verified(id), 0);
	}
}

static void the_verifier_sees_what_was_altered(void **state)
{
	uint64_t members[7], id = running_draw(DRAW_CUTOFF, 5000, 2);

	(void)state;
	crowd(id, 7, 1000, members);
	later(DAY + HOUR);
	assert_int_equal(run_draw(id), DRAW_RUN_OK);
	sql("UPDATE draw_winner SET ticket_no = 1000 WHERE draw_id = %llu AND win_no = 1",
	    (unsigned long long)id);
	assert_int_equal(verified(id), 1);
}

static void nobody_entered(void **state)
{
	uint64_t id = running_draw(DRAW_CUTOFF, 5000, 2);
	struct draw_winner *winners;

	(void)state;
	later(DAY + HOUR);
	assert_int_equal(run_draw(id), DRAW_RUN_OK);
	assert_int_equal(winners_of(id, &winners), 0);
	assert_int_equal(verified(id), 0);
	run_all();
	assert_true(draw_of(id).settled);
}

static void a_public_value_goes_in(void **state)
{
	struct draw draft = draft_of(DRAW_CUTOFF);
	struct service_env env = here();
	uint64_t members[9], id;
	struct draw drawn;

	(void)state;
	draft.public_source = "福彩 3D 当日开奖号";
	id = add_draw(&draft);
	add_prize(id, PRIZE_GOODS, 9000, 1);
	add_prize(id, PRIZE_GOODS, 20000, 3);
	publish(id);
	crowd(id, 9, 1000, members);
	assert_int_equal(draw_public(&env, STAFF_ID, id, "847"), DRAW_STAFF_TOO_LATE);
	later(DAY);
	assert_int_equal(run_draw(id), DRAW_RUN_NOT_YET);
	assert_true(draw_of(id).has_list); /* frozen and published */
	later(HOUR);
	assert_int_equal(run_draw(id), DRAW_RUN_NO_VALUE);
	assert_int_equal(draw_public(&env, STAFF_ID, id, " "), DRAW_STAFF_NO_REASON);
	assert_int_equal(draw_public(&env, STAFF_ID, id, "847"), DRAW_STAFF_OK);
	assert_int_equal(draw_public(&env, STAFF_ID, id, "848"), DRAW_STAFF_TOO_LATE);
	assert_int_equal(run_draw(id), DRAW_RUN_OK);
	drawn = draw_of(id);
	assert_string_equal(drawn.public_value, "847");
	assert_int_equal(verified(id), 0);
	sql("UPDATE draw SET public_value = '848' WHERE draw_id = %llu", (unsigned long long)id);
	assert_int_equal(verified(id), 1);
}

static void a_lost_key_draws_nothing(void **state)
{
	uint64_t member, id = running_draw(DRAW_CUTOFF, 5000, 1);

	(void)state;
	crowd(id, 1, 1000, &member);
	later(DAY + HOUR);
	sql("UPDATE draw SET seed_sealed = CONCAT(SUBSTR(seed_sealed, 1, 71), 'x') WHERE draw_id = %llu",
	    (unsigned long long)id);
	assert_int_equal(run_draw(id), DRAW_RUN_FAILED);
	assert_int_equal(draw_of(id).state, DRAW_FROZEN);
	assert_false(draw_of(id).has_seed);
}

static uint64_t shared_draw;

static int run_one(struct database *own, uint64_t member, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = draw_env(own, mem);

	(void)member;
	(void)i;
	return (int)draw_run(&env, shared_draw);
}

static void eight_runners_draw_once(void **state)
{
	uint64_t members[20];
	struct draw_winner *winners;

	(void)state;
	shared_draw = running_draw(DRAW_CUTOFF, 5000, 3);
	crowd(shared_draw, 20, 1000, members);
	later(DAY + HOUR);
	together(8, run_one, 0);
	assert_int_equal(count(8, DRAW_RUN_OK), 1);
	assert_int_equal(count(8, DRAW_RUN_REPEATED), 7);
	assert_int_equal(winners_of(shared_draw, &winners), 3);
	assert_int_equal(verified(shared_draw), 0);
}

/* Does WORK in a process that dies before call AT (0 = lives); how many calls it
 * came to. */
static int try_work(void (*work)(struct database *own), int at)
{
	int status = 0;
	pid_t pid;

	told = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(told != MAP_FAILED);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		struct database *own = test_connect();

		log_open("child", LOG_ERROR + 1);
		if (db_text(own, "DO 1", NULL) != DB_OK)
			_exit(1);
		calls = 0;
		die_at = at;
		work(own);
		*told = calls;
		_exit(0);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return *told;
}

static void work_run(struct database *own)
{
	(void)run_one(own, 0, 0);
}

static void work_all(struct database *own)
{
	void *mem = talloc_new(NULL);
	struct service_env env = draw_env(own, mem);
	struct draw_done done;

	draw_run_all(&env, plans, &done);
	talloc_free(mem);
}

static uint64_t shared_member;

static void work_enter(struct database *own)
{
	void *mem = talloc_new(NULL);
	struct service_env env = draw_env(own, mem);
	struct draw_asked asked = wants(shared_member, shared_draw, 2, "killed");
	struct draw_answer answer;

	(void)draw_enter(&env, plans, &asked, &answer);
	talloc_free(mem);
}

static void due_draw(int n, uint64_t *members)
{
	shared_draw = running_draw(DRAW_CUTOFF, 5000, 2);
	crowd(shared_draw, n, 1000, members);
	later(DAY + HOUR);
}

static void deaths_while_it_is_drawn(void **state)
{
	uint64_t members[6];
	struct draw_winner *winners;
	int all;

	(void)state;
	due_draw(6, members);
	all = try_work(work_run, 0);
	assert_in_range(all, 20, 60);
	for (int at = 1; at <= all; at++) {
		due_draw(6, members);
		assert_int_equal(try_work(work_run, at), 0);
		run_draw(shared_draw);
		assert_int_equal(draw_of(shared_draw).state, DRAW_DRAWN);
		assert_int_equal(winners_of(shared_draw, &winners), 2);
		if (at % 4 == 0)
			assert_int_equal(verified(shared_draw), 0);
	}
}

static void deaths_while_a_ticket_is_taken(void **state)
{
	int all;

	(void)state;
	shared_draw = running_draw(DRAW_CUTOFF, 5000, 2);
	shared_member = rich_member(1000);
	all = try_work(work_enter, 0);
	assert_in_range(all, 20, 60);
	for (int at = 1; at <= all; at++) {
		int64_t before = draw_of(shared_draw).tickets, left;

		shared_member = rich_member(1000);
		assert_int_equal(try_work(work_enter, at), 0);
		left = account(shared_member).available;
		assert_true(left == 800 || left == 1000);
		assert_int_equal(draw_of(shared_draw).tickets - before, left == 800 ? 2 : 0);
		prove(shared_member);
		assert_int_equal(entered(shared_member, shared_draw, 2, "killed").outcome, DRAW_OK);
		assert_int_equal(account(shared_member).available, 800);
		assert_int_equal(draw_of(shared_draw).tickets, before + 2);
		prove(shared_member);
	}
}

/* A draw of points, and one that is cancelled: killed anywhere, all get theirs. */
static void deaths_while_it_is_settled(void **state)
{
	struct service_env env = here();
	struct draw draft = draft_of(DRAW_CUTOFF);
	int all = 1;

	(void)state;
	run_all();
	for (int at = 0; at <= all; at += at == 0 ? 1 : 3) {
		uint64_t winner = rich_member(1000), back = rich_member(1000), points, cancelled;

		draft = draft_of(DRAW_CUTOFF);
		points = add_draw(&draft);
		cancelled = add_draw(&draft);
		add_prize(points, PRIZE_POINTS, 300, 1);
		add_prize(cancelled, PRIZE_COUPON, 300, 1);
		publish(points);
		publish(cancelled);
		entered(winner, points, 1, NULL);
		entered(back, cancelled, 2, NULL);
		assert_int_equal(draw_cancel(&env, STAFF_ID, cancelled, "no guide"), DRAW_STAFF_OK);
		later(DAY + HOUR);
		env.now = clock_now();
		if (at == 0)
			all = try_work(work_all, 0);
		else
			try_work(work_all, at);
		run_all();
		assert_int_equal(account(winner).available, 1200);
		assert_int_equal(account(back).available, 1000);
		assert_int_equal(notices(winner, "draw_won_gift"), 1);
		assert_int_equal(notices(back, "draw_cancelled"), 1);
		assert_true(draw_of(points).settled && draw_of(cancelled).settled);
		prove(winner);
		prove(back);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_verifier_agrees),
		cmocka_unit_test(the_verifier_sees_what_was_altered),
		cmocka_unit_test(nobody_entered),
		cmocka_unit_test(a_public_value_goes_in),
		cmocka_unit_test(eight_runners_draw_once),
		cmocka_unit_test(deaths_while_it_is_drawn),
		cmocka_unit_test(deaths_while_a_ticket_is_taken),
		cmocka_unit_test(deaths_while_it_is_settled),
		cmocka_unit_test(a_lost_key_draws_nothing),
	};

	return cmocka_run_group_tests(tests, draw_setup, NULL);
}
