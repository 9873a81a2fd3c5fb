/* A worker that dies between any two statements of a redemption or a step, and
 * a database that dies there: nothing is half done, and the same form sent
 * again has its one effect. The client library's calls are counted on their way
 * to the server; at the one that is told, somebody dies. */
#include "service/redeem_support.h"

#include <dlfcn.h>

/* As <mysql.h> declares them; its one door is store/db.c. */
struct st_mysql;
struct st_mysql_stmt;
int mysql_query(struct st_mysql *link, const char *text);
int mysql_stmt_execute(struct st_mysql_stmt *statement);

static int calls;      /* so far, in this process */
static int die_at;     /* before this one; 0 = live */
static bool base_dies; /* the database does, not we */

static void on_the_way(void)
{
	if (++calls != die_at)
		return;
	kill(base_dies ? harness.server : getpid(), SIGKILL);
	harness_nap(50);
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

struct deed {
	uint64_t member;
	const char *item, *no; /* to redeem, or to cancel by the company */
	const char *form;
};

static int do_it(struct database *own, const struct deed *deed)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	struct redeem_asked asked = asks(deed->member, deed->item, 1, deed->form);
	struct step_asked step = { .member_id = deed->member, .redemption_no = deed->no,
		.step = STEP_COMPANY, .reason = "recalled", .staff_id = 7 };
	struct redeem_answer answer;
	int done;

	if (deed->no) {
		enum step_outcome outcome = redemption_step(&env, plans, &step, NULL);

		done = outcome == STEP_OK || outcome == STEP_REPEATED;
	} else {
		done = redeem_item(&env, plans, &asked, &answer) == REDEEM_ANSWERED &&
		       answer.outcome == REDEEM_OK;
	}
	talloc_free(mem);
	return done;
}

/* Runs the deed in a process of its own that dies, or whose database dies,
 * before call AT (0 = never). How many calls it came to; 0 when it died. */
static int try_deed(const struct deed *deed, int at, bool base)
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
		base_dies = base;
		(void)do_it(own, deed);
		*told = calls;
		_exit(0);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (base)
		harness_restart(SIGKILL);
	return *told;
}

static void whole(const struct deed *deed, int64_t before, int64_t after)
{
	int64_t available = account(deed->member).available;

	if (available != before && available != after)
		fail_msg("%lld points: neither %lld nor %lld", (long long)available,
		         (long long)before, (long long)after);
	prove(deed->member);
	prove_item(deed->item ? deed->item : deed->no);
}

/* Lives once to learn how many calls there are; then dies before every STEP-th,
 * does the same again and has the effect. READY makes a fresh member each time. */
static void at_every_call(struct deed deed, uint64_t (*ready)(struct deed *), int64_t cost,
                          int step, bool base)
{
	int all;

	deed.form = "lives";
	deed.member = ready(&deed);
	all = try_deed(&deed, 0, false);
	assert_in_range(all, 15, 60);
	for (int at = 1; at <= all; at += step) {
		char form[24];
		int64_t before;
		int came_to;

		snprintf(form, sizeof form, "%d-%d", (int)base, at);
		deed.form = form;
		deed.member = ready(&deed);
		before = account(deed.member).available;
		came_to = try_deed(&deed, at, base);
		assert_true(base ? came_to >= at : came_to == 0);
		whole(&deed, before, before - cost);
		assert_true(do_it(db(), &deed));
		assert_int_equal(account(deed.member).available, before - cost);
		prove(deed.member);
	}
}

static uint64_t with_points(struct deed *deed)
{
	(void)deed;
	return rich_member(1000);
}

static void deaths_while_a_voucher_is_redeemed(void **state)
{
	struct deed deed = { .item = "ticket" };

	(void)state;
	at_every_call(deed, with_points, 10, 1, false);
}

static void deaths_while_goods_are_redeemed(void **state)
{
	struct deed deed = { .item = "lamp" };

	(void)state;
	at_every_call(deed, with_points, 300, 1, false);
}

static char ended[REDEMPTION_NO];

static uint64_t with_a_voucher(struct deed *deed)
{
	uint64_t m = rich_member(1000);

	strcpy(ended, redeemed(m, "ticket", 1).redemption_no);
	deed->no = ended;
	return m;
}

static void deaths_while_the_company_cancels(void **state)
{
	struct deed deed = { .item = "ticket" };

	(void)state;
	at_every_call(deed, with_a_voucher, -10, 1, false);
}

static void the_database_dies_under_a_redemption(void **state)
{
	struct deed deed = { .item = "ticket" };

	(void)state;
	at_every_call(deed, with_points, 10, 3, true);
}

static int kills_setup(void **state)
{
	int failed = shop_setup(state);

	simple_item("lamp", ITEM_GOODS, 300, 500);
	simple_item("ticket", ITEM_VOUCHER, 10, 0);
	sql("INSERT INTO item_code (item, code, added_at) SELECT 'ticket', CONCAT('T', seq),"
	    " '2026-11-22' FROM seq_1_to_500");
	sql("UPDATE item_stock SET `left` = 500 WHERE item = 'ticket'");
	return failed;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deaths_while_a_voucher_is_redeemed),
		cmocka_unit_test(deaths_while_goods_are_redeemed),
		cmocka_unit_test(deaths_while_the_company_cancels),
		cmocka_unit_test(the_database_dies_under_a_redemption),
	};

	return cmocka_run_group_tests(tests, kills_setup, NULL);
}
