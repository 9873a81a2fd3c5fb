/* Fulfilment papers: a file of waybills does all or nothing, and the same again does
 * nothing; miles go into one file each, whoever asks at once; the clock tells the
 * latest first. */
#include "service/redeem_support.h"

#include "service/fulfil.h"
#include "store/fulfil.h"

#define STAFF 7

static struct waybill_report report;

static enum waybill_outcome sent(const char *text)
{
	struct service_env env = env_of(db(), test_mem());
	char error[160] = "";

	return waybills_run(&env, plans, STAFF, text, strlen(text), &report, error);
}

static const char *placed(uint64_t member, const char *item)
{
	struct redeem_answer answer = redeemed(member, item, 1);

	return talloc_strdup(test_mem(), answer.redemption_no);
}

static int64_t noticed(uint64_t member, const char *kind)
{
	static const struct db_sql posted = {
		"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind = ?", "is", "i"};
	int64_t n = 0;

	assert_int_equal(db_one(db(), NULL, &posted, (int64_t)member, kind, &n), DB_OK);
	return n;
}

static char *line(const char *no, const char *carrier, const char *number)
{
	return talloc_asprintf(test_mem(), "%s,%s,%s\n", no, carrier, number);
}

#define HEAD "redemption_no,carrier,waybill\n"

static void each_parcel_is_sent_once(void **state)
{
	uint64_t m = rich_member(5000);
	const char *a, *b, *file;

	(void)state;
	simple_item("box", ITEM_GOODS, 100, 50);
	a = placed(m, "box");
	b = placed(m, "box");
	assert_int_equal(stepped(m, b, STEP_APPROVE, "", STAFF), STEP_OK);
	file = talloc_asprintf(test_mem(), HEAD "%s%s%s", line(a, "顺丰速运", "SF1001"),
	                       line(b, "EMS", "EA-2002"), line("R0000000000", "", ""));
	assert_int_equal(sent(file), WAYBILLS_DONE);
	assert_int_equal(report.sent, 2);
	assert_int_equal(report.same, 0);
	assert_int_equal(row_of(m, a).state, REDEMPTION_SHIPPED);
	assert_string_equal(row_of(m, a).carrier, "顺丰速运");
	assert_string_equal(row_of(m, b).tracking_no, "EA-2002");
	assert_int_equal(noticed(m, "redemption_shipped"), 2);
	assert_int_equal(sent(file), WAYBILLS_DONE);
	assert_int_equal(report.sent, 0);
	assert_int_equal(report.same, 2);
	assert_int_equal(noticed(m, "redemption_shipped"), 2);
}

/* One bad line, and nothing of the file is done; each says what it is. */
static void a_bad_line_stops_the_file(void **state)
{
	uint64_t m = rich_member(5000);
	const char *good, *gone, *miles, *sent_before, *bare;

	(void)state;
	simple_item("mug", ITEM_GOODS, 100, 50);
	simple_item("air", ITEM_MILES, 100, 50);
	good = placed(m, "mug");
	gone = placed(m, "mug");
	sent_before = placed(m, "mug");
	bare = placed(m, "mug");
	miles = placed(m, "air");
	assert_int_equal(stepped(m, gone, STEP_CANCEL, "", 0), STEP_OK);
	assert_int_equal(stepped(m, sent_before, STEP_SHIP, "", STAFF), STEP_OK); /* SF, 1 */
	const struct {
		const char *text;
		enum waybill what;
	} bad[] = {
		{line("R1234567890", "SF", "SF77"), WAYBILL_NO},
		{line("", "SF", "SF77"), WAYBILL_NO},
		{line(good, "EMS", "E-99"), WAYBILL_TWICE},
		{line(bare, "SF", ""), WAYBILL_HALF},
		{line(bare, "", "SF77"), WAYBILL_HALF},
		{line(bare, "SF", "7.73E+14"), WAYBILL_NUMBER},
		{line(bare, "SF", "123"), WAYBILL_NUMBER},
		{line(bare, "12345678901234567890123456789012345678901", "SF77"), WAYBILL_CARRIER},
		{line(miles, "SF", "SF77"), WAYBILL_KIND},
		{line(gone, "SF", "SF77"), WAYBILL_ENDED},
		{line(sent_before, "SF", "SF77"), WAYBILL_OTHER},
		{"R1,SF,SF77,too,many\n", WAYBILL_BROKEN},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(sent(talloc_asprintf(test_mem(), HEAD "%s%s", line(good, "SF", "SF10"),
		                                      bad[i].text)), WAYBILLS_BAD);
		assert_int_equal(report.bad, 1);
		assert_int_equal(report.lines[1].what, bad[i].what);
		assert_int_equal(report.lines[1].line, 3);
		assert_int_equal(row_of(m, good).state, REDEMPTION_PLACED);
	}
	assert_int_equal(sent("redemption_no,carrier\nR1,SF\n"), WAYBILLS_TABLE);
	assert_int_equal(sent(""), WAYBILLS_TABLE);
	assert_int_equal(sent(HEAD), WAYBILLS_LONG);
}

/* Miles that are approved go into one file; the member cannot take them back then. */
static void miles_go_to_the_airline_once(void **state)
{
	uint64_t m = rich_member(5000);
	struct service_env env = env_of(db(), test_mem());
	const char *first, *second, *waits;
	struct miles_row *rows;
	int64_t batch = 0, waiting = 0;
	int n;

	(void)state;
	simple_item("miles", ITEM_MILES, 100, 50);
	first = placed(m, "miles");
	second = placed(m, "miles");
	waits = placed(m, "miles");
	assert_int_equal(stepped(m, first, STEP_APPROVE, "", STAFF), STEP_OK);
	assert_int_equal(stepped(m, second, STEP_APPROVE, "", STAFF), STEP_OK);
	assert_int_equal(miles_waiting(db(), &waiting), DB_OK);
	assert_int_equal(waiting, 2);
	assert_int_equal(miles_export(&env, STAFF, &batch), DB_OK);
	assert_int_equal(miles_rows(db(), test_mem(), batch, &rows, &n), DB_OK);
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].points, 100);
	assert_int_equal(row_of(m, first).miles_batch, batch);
	assert_int_equal(row_of(m, waits).miles_batch, 0);
	assert_int_equal(miles_export(&env, STAFF, &batch), DB_NONE);
	assert_int_equal(miles_rows(db(), test_mem(), 999999, &rows, &n), DB_NONE);
	assert_int_equal(stepped(m, first, STEP_CANCEL, "", 0), STEP_TOO_LATE);
	assert_int_equal(stepped(m, waits, STEP_CANCEL, "", 0), STEP_OK);
	assert_int_equal(stepped(m, first, STEP_ISSUE, "", STAFF), STEP_OK);
	prove(m);
}

static int export(struct database *own, uint64_t member, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	int64_t batch;
	enum db got = miles_export(&env, STAFF, &batch);

	(void)member;
	(void)i;
	talloc_free(mem);
	return got == DB_OK ? 1 : got == DB_NONE ? 2 : 0;
}

static void a_rush_makes_one_file(void **state)
{
	uint64_t m = rich_member(5000);
	int made = 0;

	(void)state;
	for (int i = 0; i < 6; i++)
		assert_int_equal(stepped(m, placed(m, "miles"), STEP_APPROVE, "", STAFF), STEP_OK);
	together(8, export, m);
	for (int i = 0; i < 8; i++)
		made += told[i] == 1;
	assert_int_equal(made, 1);
}

static void the_clock_tells_the_latest_first(void **state)
{
	struct fulfil_kind kinds[FULFIL_KINDS];
	struct redemption *rows;
	int32_t today = day_of(clock_now());
	int n, late;

	(void)state;
	assert_int_equal(fulfil_clock(db(), today, day_start(today - 30), kinds, &n), DB_OK);
	assert_true(n >= 2);
	for (int i = 0; i < n; i++)
		assert_int_equal(kinds[i].overdue, 0);
	assert_int_equal(fulfil_late(db(), test_mem(), today, 50, &rows, &late), DB_OK);
	assert_int_equal(late, 0);
	today += 60;
	assert_int_equal(fulfil_clock(db(), today, 0, kinds, &n), DB_OK);
	assert_int_equal(kinds[0].overdue, kinds[0].waiting);
	for (int i = 1; i < n; i++)
		assert_true(kinds[i - 1].overdue >= kinds[i].overdue);
	for (int i = 0; i < n; i++)
		if (kinds[i].category == ITEM_GOODS) {
			assert_int_equal(kinds[i].sent, 3);
			assert_int_equal(kinds[i].in_time, 3);
		}
	assert_int_equal(fulfil_late(db(), test_mem(), today, 50, &rows, &late), DB_OK);
	assert_true(late > 2);
	for (int i = 1; i < late; i++)
		assert_true(rows[i - 1].promised_on <= rows[i].promised_on);
	assert_int_equal(fulfil_parcels(db(), test_mem(), 50, &rows, &n), DB_OK);
	assert_int_equal(n, 2); /* the mugs of the bad files */
	assert_int_equal(rows[0].category, ITEM_GOODS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_parcel_is_sent_once),
		cmocka_unit_test(a_bad_line_stops_the_file),
		cmocka_unit_test(miles_go_to_the_airline_once),
		cmocka_unit_test(a_rush_makes_one_file),
		cmocka_unit_test(the_clock_tells_the_latest_first),
	};

	return cmocka_run_group_tests(tests, shop_setup, NULL);
}
