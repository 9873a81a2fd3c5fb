/* The catalogue in files and by night: every row accounted for, stock never set
 * back, coupons that end, wishes that come back. */
#include "job/job_support.h"

#include "store/coupon.h"
#include "store/item.h"
#include "store/wish.h"

#define HEADER \
	"code,category,name,name_en,cost_points,stock,per_member,min_tier,from,until,value_fen\n"
#define CATALOGUE(text) import_text(job_import_catalogue, "c.csv", HEADER text)

static const struct db_sql MESSAGES = {
	"SELECT COUNT(*) FROM outbox WHERE kind = 'wish_back'", "", "i" };
static const struct db_sql WITH_STATE = {
	"SELECT COUNT(*) FROM coupon WHERE state = ?", "s", "i" };

static struct item item(const char *code)
{
	struct item found;

	assert_int_equal(DB_OK, item_read(job.db, job.mem, plan_on(job.plans, day_of(clock_now())), code,
	                                  &found));
	return found;
}

static int64_t messages(void)
{
	int64_t n = -1;

	assert_int_equal(DB_OK, db_one(job.db, NULL, &MESSAGES, &n));
	return n;
}

static enum db stock(struct database *db, void *arg)
{
	int64_t left, *to = arg;
	enum db got = item_stock_lock(db, "pen", &left);

	return got == DB_OK ? item_stock_set(db, "pen", *to) : got;
}

static void set_stock(int64_t to)
{
	assert_int_equal(DB_OK, db_transact(job.db, stock, &to));
}

static void items_come_in_with_their_limits(void **state)
{
	struct item i;

	(void)state;
	assert_int_equal(JOB_DONE, CATALOGUE(
	                 "pen,goods,钢笔,Fountain pen,300,20,2,silver,2026-11-01,2026-12-31,3000\n"
	                 "trees,donation,种树,,100,,,,,,\n"));
	assert_string_equal("created: ", outcome("c.csv", 1));
	assert_string_equal("created: ", outcome("c.csv", 2));
	i = item("pen");
	assert_int_equal(ITEM_GOODS, i.category);
	assert_int_equal(ITEM_LIVE, i.state);
	assert_string_equal("Fountain pen", item_name(&i, "en"));
	assert_int_equal(300, i.cost_points);
	assert_int_equal(20, i.left);
	assert_int_equal(2, i.per_member);
	assert_int_equal(-1, i.per_order);
	assert_string_equal("silver", i.min_tier);
	assert_int_equal(3000, i.value_fen);
	/* Open from the first instant of the first day to the last of the last. */
	assert_int_equal(2026, civil_of(day_of(i.open_from)).year);
	assert_int_equal(1, civil_of(day_of(i.open_from)).day);
	assert_int_equal(31, civil_of(day_of(i.open_until - 1)).day);
	assert_int_equal(1, civil_of(day_of(i.open_until)).day);
	i = item("trees");
	assert_int_equal(-1, i.left);
	assert_int_equal(-1, i.per_member);
	assert_int_equal(INSTANT_NONE, i.open_from);
	assert_string_equal("种树", item_name(&i, "en"));
}

static void the_same_file_again_changes_nothing(void **state)
{
	(void)state;
	set_stock(7);
	assert_int_equal(JOB_DONE, CATALOGUE(
	                 "pen,goods,钢笔,Fountain pen,300,20,2,silver,2026-11-01,2026-12-31,3000\n"
	                 "trees,donation,种树,,100,,,,,,\n"));
	assert_string_equal("same: ", outcome("c.csv", 1));
	assert_int_equal(7, item("pen").left);
	assert_int_equal(1, item("pen").version);
}

static void rows_are_judged_one_by_one(void **state)
{
	static const char file[] =
		"pen,goods,钢笔,Fountain pen,301,20,2,silver,2026-11-01,2026-12-31,3000\n"
		"cup,goods,杯子,,100,,,,,,\n"
		"cup,goods,杯子,,100,,,,,,\n"
		"Cup,goods,杯子,,100,,,,,,\n"
		"coupon,coupon,券,,100,,,,,,1000\n"
		"bag,purse,包,,100,,,,,,\n"
		"bag,goods,,,100,,,,,,\n"
		"bag,goods,包,,0,,,,,,\n"
		"bag,goods,包,,,,,,,,\n"
		"bag,goods,包,,100,-1,,,,,\n"
		"bag,goods,包,,100,,0,,,,\n"
		"bag,goods,包,,100,,,platinum,,,\n"
		"bag,goods,包,,100,,,,soon,,\n"
		"bag,goods,包,,100,,,,2026-12-31,2026-12-01,\n"
		"bag,goods,包,,100,,,,,,x\n"
		"bag,coupon,券,,100,,,,,,\n"
		"bag,goods,包,,100\n";
	static const char *const want[] = {
		"refused: the code exists with other data: edit it at the staff desk", "created: ",
		"refused: code stands twice in the file", "refused: code must have 1 to 32 of a-z, 0-9 and -",
		"refused: coupon is the plan's own; its row is always there",
		"refused: category must be goods, virtual, service, trip, coupon, voucher, miles or donation",
		"refused: name must have 1 to 80 characters",
		"refused: cost_points must be a whole number, 1 or more",
		"refused: cost_points must be a whole number, 1 or more",
		"refused: stock must be a whole number, 0 or more; empty = unlimited",
		"refused: per_member must be a whole number, 1 or more; empty = no limit",
		"refused: the plan has no such min_tier", "refused: from and until must be days like 2026-12-31",
		"refused: until lies before from", "refused: value_fen must be a whole number, 0 or more",
		"refused: a coupon needs value_fen or coupon_percent_bp",
		"refused: other number of fields than the header" };
	struct item none;

	(void)state;
	assert_int_equal(JOB_FINDING, import_text(job_import_catalogue, "c.csv",
	                                          talloc_asprintf(job.mem, HEADER "%s", file)));
	for (int i = 0; i < (int)(sizeof want / sizeof *want); i++)
		assert_string_equal(want[i], outcome("c.csv", i + 1));
	assert_int_equal(300, item("pen").cost_points);
	assert_int_equal(DB_NONE, item_read(job.db, job.mem, NULL, "bag", &none));
}

static void what_an_operator_may_add(void **state)
{
	static const char more[] =
		"code,category,name,name_en,cost_points,stock,per_member,min_tier,from,until,value_fen,"
		"per_order,min_balance,supplier,campaign,text,coupon_percent_bp,coupon_ceiling_fen\n"
		"tenth,coupon,九折券,10 % off,300,,,,,,,1,50,途悦,spring,\"第一段\n\n第二段\",1000,8000\n";
	struct item i;

	(void)state;
	assert_int_equal(JOB_DONE, import_text(job_import_catalogue, "c.csv", more));
	i = item("tenth");
	assert_int_equal(1, i.per_order);
	assert_int_equal(50, i.min_balance);
	assert_string_equal("spring", i.campaign);
	assert_string_equal("第一段\n\n第二段", i.text);
	assert_int_equal(1000, i.coupon_percent_bp);
	assert_int_equal(8000, i.coupon_ceiling_fen);
	assert_int_equal(0, i.coupon_fen);
	assert_int_equal(JOB_DONE, import_text(job_import_catalogue, "c.csv", more));
	assert_string_equal("same: ", outcome("c.csv", 1));
	/* A coupon of an amount is worth its value. */
	assert_int_equal(JOB_DONE, CATALOGUE("fifty,coupon,五十元券,,450,,,,,,5000\n"));
	assert_int_equal(5000, item("fifty").coupon_fen);
	assert_int_equal(JOB_USAGE, import_text(job_import_catalogue, "c.csv", "code,name\nx,y\n"));
}

static void a_dry_run_changes_nothing(void **state)
{
	struct item none;
	char *path = file_of("dry.csv", HEADER "hat,goods,帽子,,100,5,,,,,\n",
	                     strlen(HEADER "hat,goods,帽子,,100,5,,,,,\n"));

	(void)state;
	assert_int_equal(JOB_DONE, run_job(&job, job_import_catalogue, path, "--dry-run", NULL));
	assert_string_equal("created: ", outcome("dry.csv", 1));
	assert_int_equal(DB_NONE, item_read(job.db, job.mem, NULL, "hat", &none));
	assert_int_equal(JOB_DONE, run_job(&job, job_import_catalogue, path, NULL));
	assert_int_equal(5, item("hat").left);
}

static void the_plan_has_its_coupon(void **state)
{
	struct item i;

	(void)state;
	assert_int_equal(JOB_DONE, run_job(&job, job_plan_load, "--from", "2026-11-23",
	                                   "schema/plans/rewards.hdf", NULL));
	i = item(ITEM_OF_PLAN);
	assert_int_equal(ITEM_COUPON, i.category);
	assert_int_equal(100, i.cost_points);
	assert_int_equal(1000, i.coupon_fen);
	/* A second time it is there already. */
	assert_int_equal(JOB_DONE, run_job(&job, job_plan_load, "--from", "2026-11-24",
	                                   "schema/plans/travel.hdf", NULL));
}

static uint64_t member(const char *number)
{
	uint64_t id = 0;
	int64_t found = 0;
	static const struct db_sql ID = { "SELECT member_id FROM member WHERE member_no = ?", "s", "i" };

	assert_int_equal(DB_OK, db_one(job.db, NULL, &ID, number, &found));
	id = (uint64_t)found;
	return id;
}

struct given {
	uint64_t member_id;
	const char *code;
	int32_t expires_on;
};

static enum db give(struct database *db, void *arg)
{
	const struct given *g = arg;
	struct coupon c = { .member_id = g->member_id, .code = g->code, .source = "staff",
		.kind = COUPON_KIND_AMOUNT, .name = "券", .fen = 1000, .state = COUPON_STATE_ISSUED,
		.issued_at = clock_now(), .expires_on = g->expires_on, .used_at = INSTANT_NONE };
	enum db got = coupon_claim(db, g->code, g->member_id);

	return got == DB_OK ? coupon_add(db, &c) : got;
}

static int64_t coupons(const char *state)
{
	int64_t n = -1;

	assert_int_equal(DB_OK, db_one(job.db, NULL, &WITH_STATE, state, &n));
	return n;
}

static void coupons_end_after_their_last_day(void **state)
{
	int32_t today = day_of(clock_now());
	struct given given[3];

	(void)state;
	assert_int_equal(JOB_DONE, import_text(job_import_members, "m.csv", MEMBER_HEADER
	                 "M1000001,甲,,a@example.test,,,\nM1000002,乙,,,,,\n"));
	given[0] = (struct given){ member("M1000001"), "AAAA", today - 1 };
	given[1] = (struct given){ member("M1000001"), "BBBB", today };
	given[2] = (struct given){ member("M1000002"), "CCCC", today - 40 };
	for (int i = 0; i < 3; i++)
		assert_int_equal(DB_OK, db_transact(job.db, give, &given[i]));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "coupons", "--on", "2026-11-01", NULL));
	assert_int_equal(2, coupons("issued"));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "coupons", NULL));
	assert_non_null(strstr(printed(), "coupons: 1 members, 1 rows"));
	assert_int_equal(2, coupons("expired"));
	assert_int_equal(1, coupons("issued"));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "coupons", NULL));
	assert_non_null(strstr(printed(), "coupons: 0 members, 0 rows"));
}

static void wishes_that_come_back_are_told_once(void **state)
{
	uint64_t one = member("M1000001");

	(void)state;
	set_stock(3);
	assert_int_equal(DB_OK, wish_add(job.db, one, "pen", false, clock_now()));
	assert_int_equal(DB_OK, wish_add(job.db, one, "trees", false, clock_now()));
	assert_int_equal(DB_OK, wish_add(job.db, member("M1000002"), "pen", false, clock_now()));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "wishes", NULL));
	assert_int_equal(0, messages());
	set_stock(0);
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "wishes", NULL));
	assert_non_null(strstr(printed(), "wishes: 0 members told, 2 wait"));
	assert_int_equal(0, messages());
	set_stock(5);
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "wishes", NULL));
	assert_non_null(strstr(printed(), "wishes: 2 members told"));
	/* The second has no proven address. */
	assert_int_equal(1, messages());
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "wishes", NULL));
	assert_int_equal(1, messages());
	/* Gone once more, back once more: told once more. Not who wants no word. */
	assert_int_equal(DB_OK, wish_tell(job.db, member("M1000002"), "pen", false));
	set_stock(0);
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "wishes", NULL));
	assert_non_null(strstr(printed(), "wishes: 0 members told, 1 wait"));
	set_stock(5);
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "wishes", NULL));
	assert_int_equal(2, messages());
}


int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_come_in_with_their_limits),
		cmocka_unit_test(the_same_file_again_changes_nothing),
		cmocka_unit_test(rows_are_judged_one_by_one),
		cmocka_unit_test(what_an_operator_may_add),
		cmocka_unit_test(a_dry_run_changes_nothing),
		cmocka_unit_test(the_plan_has_its_coupon),
		cmocka_unit_test(coupons_end_after_their_last_day),
		cmocka_unit_test(wishes_that_come_back_are_told_once),
	};

	return cmocka_run_group_tests(tests, job_setup, NULL);
}
