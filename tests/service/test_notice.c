/* Notices: once for each cause, by mail where the holder wants it, and what the
 * books and the staff's steps have to tell. */
#include "service/redeem_support.h"

#include "service/expiry.h"
#include "service/notice.h"
#include "store/notice.h"

#define NOON "2026-11-22T12:00:00+08:00"

static const struct db_sql posted = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ?", "i", "i"};
static const struct db_sql bell = {
	"SELECT unread FROM account WHERE member_id = ?", "i", "i"};
static const struct db_sql mailed = {
	"SELECT COUNT(*) FROM outbox WHERE member_id = ? AND kind IN ('notice', 'birthday')", "i", "i"};
static const struct db_sql of_kind = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind = ?", "is", "i"};
static const struct db_sql args_of = {
	"SELECT args FROM notice WHERE member_id = ? AND kind = ? ORDER BY notice_no DESC LIMIT 1", "is",
	"s"};

struct post {
	struct service_env env;
	uint64_t member;
	const struct notice *notice;
};

static enum db post_work(struct database *own, void *arg)
{
	struct post *p = arg;

	(void)own;
	return notice_post(&p->env, p->member, p->notice);
}

static void post(uint64_t member, const struct notice *notice)
{
	struct post p = {env_of(db(), test_mem()), member, notice};

	assert_int_equal(db_transact(db(), post_work, &p), DB_OK);
}

static int64_t kinds(uint64_t member, const char *kind)
{
	int64_t n = -1;

	assert_int_equal(db_one(db(), NULL, &of_kind, (int64_t)member, kind, &n), DB_OK);
	return n;
}

static const char *args(uint64_t member, const char *kind)
{
	char *text = NULL;

	assert_int_equal(db_one(db(), test_mem(), &args_of, (int64_t)member, kind, &text), DB_OK);
	return text;
}

static void each_cause_is_told_once(void **state)
{
	uint64_t member = rich_member(0), other = rich_member(0);
	struct notice notice = {.kind = "points_ending", .link = "/planner"};
	struct notice_row *rows;
	char once[24];
	int n;

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 60; i++) {
			snprintf(once, sizeof once, "cause-%d", i);
			notice.once = once;
			post(member, &notice);
		}
	assert_int_equal(number(&posted, member), 60);
	assert_int_equal(number(&mailed, member), 60);
	assert_int_equal(number(&posted, other), 0);
	/* in pages of 25 each stands once, none is skipped */
	int64_t before = INT64_MAX;
	int64_t marked;
	int seen = 0;
	do {
		assert_int_equal(notice_list(db(), test_mem(), member, before, 25, &rows, &n), DB_OK);
		for (int i = 0; i < n; i++, seen++) {
			assert_true(rows[i].notice_no < before);
			before = rows[i].notice_no;
		}
	} while (n == 25);
	assert_int_equal(seen, 60);
	assert_int_equal(number(&bell, member), 60);
	assert_int_equal(notice_mark_read(db(), member, 0, rows[0].notice_no, clock_now(), &marked),
	                 DB_OK);
	assert_int_equal(marked, 10);
	assert_int_equal(number(&bell, member), 50);
	assert_int_equal(notice_mark_read(db(), member, 0, INT64_MAX, clock_now(), &marked), DB_OK);
	assert_int_equal(marked, 50);
	assert_int_equal(number(&bell, member), 0);
	assert_int_equal(notice_mark_read(db(), other, 0, INT64_MAX, clock_now(), &marked), DB_OK);
	assert_int_equal(marked, 0);
}

/* What is swept unread rings no more; what is younger still does. */
static void swept_ones_ring_no_more(void **state)
{
	uint64_t member = rich_member(0);
	struct notice notice = {.kind = "points_ending", .link = "/planner", .once = "old"};
	struct post old = {env_of(db(), test_mem()), member, &notice};
	int64_t now = old.env.now;

	(void)state;
	old.env.now = now - INT64_C(500) * 86400;
	assert_int_equal(db_transact(db(), post_work, &old), DB_OK);
	notice.once = "new";
	post(member, &notice);
	assert_int_equal(number(&bell, member), 2);
	assert_int_equal(notice_sweep(db(), now - INT64_C(400) * 86400, 1000), DB_OK);
	assert_int_equal(number(&posted, member), 1);
	assert_int_equal(number(&bell, member), 1);
}

/* Where to, and whether it is wanted, is the mailer's to find out: nobody who
 * posts a notice knows an address. */
static void some_go_by_mail(void **state)
{
	static const struct db_sql addressed = {
		"SELECT COUNT(*) FROM outbox WHERE member_id = ? AND address <> ''", "i", "i"};
	uint64_t member = rich_member(0);
	struct notice_arg said[] = {{.kind = 't', .text = "a\nb\tc", .text_en = "d"},
	                            {.kind = 'f', .number = 5000}, {.kind = 'd', .number = 20000}, {0}};
	struct notice notice = {.kind = "tier_rise", .once = "1", .args = said};

	(void)state;
	post(member, &notice);
	assert_int_equal(number(&mailed, member), 1);
	assert_string_equal(args(member, "tier_rise"), "text:a b c\td\nfen:5000\nday:20000\n");
	notice.once = "2";
	notice.mail = NOTICE_HERE_ONLY;
	post(member, &notice);
	assert_int_equal(number(&mailed, member), 1);
	notice.once = "3";
	notice.mail = NOTICE_BIRTHDAY;
	post(member, &notice);
	assert_int_equal(number(&mailed, member), 2);
	assert_int_equal(number(&addressed, member), 0);
	assert_int_equal(number(&posted, member), 3);
}

static void trips_and_refunds_are_told(void **state)
{
	uint64_t m = rich_member(0);

	(void)state;
	now_is(NOON);
	book(m, "told-1", 100000, "2026-11-21T10:00:00+08:00", false);
	assert_int_equal(number(&posted, m), 0); /* pending: nothing to do for them yet */
	assert_int_equal(complete("told-1", "2026-11-22T10:00:00+08:00"), ORDER_DONE);
	assert_string_equal(args(m, "order_points"), "points:1000\npoints:0\n");
	assert_string_equal(args(m, "tier_rise"), "text:银卡会员\tSilver\n");
	assert_int_equal(refund("told-1", "a", 30000, "2026-11-22T11:00:00+08:00", NULL), ORDER_DONE);
	assert_string_equal(args(m, "order_refund"), "points:300\npoints:0\n");
	assert_int_equal(refund("told-1", "a", 30000, "2026-11-22T11:00:00+08:00", NULL),
	                 ORDER_REPEATED);
	assert_int_equal(number(&posted, m), 3);
	assert_int_equal(number(&mailed, m), 1); /* of these the tier is worth a mail */
	/* a story of last year is no news */
	book(m, "told-2", 100000, "2025-11-21T10:00:00+08:00", true);
	assert_int_equal(number(&posted, m), 3);
	prove(m);
}

static void what_is_owed_is_said(void **state)
{
	uint64_t m = rich_member(0);
	struct points_answer spent;

	(void)state;
	book(m, "owed-1", 50000, "2026-11-22T10:00:00+08:00", true);
	assert_int_equal(spend_points(db(), plans, m, "all", 500, clock_now(), &spent), POINTS_DONE);
	assert_int_equal(refund("owed-1", "a", 50000, "2026-11-22T11:00:00+08:00", NULL), ORDER_DONE);
	assert_string_equal(args(m, "order_debt"), "points:500\npoints:500\n");
	assert_int_equal(kinds(m, "order_refund"), 0);
}

static void a_tier_falls_with_notice(void **state)
{
	uint64_t m;
	int booked;

	(void)state;
	use_plan("retail");
	now_is("2025-01-10T12:00:00+08:00");
	m = member_make();
	book(m, "tier-1", 600000, "2025-01-10T10:00:00+08:00", true);
	now_is("2026-01-10T03:00:00+08:00");
	for (int i = 0; i < 2; i++)
		assert_int_equal(due_book(db(), plans, m, DUE_REVIEW, day("2026-01-10"), &booked), DB_OK);
	assert_int_equal(kinds(m, "tier_notice"), 1);
	assert_non_null(strstr(args(m, "tier_notice"), "\tGold\n"));
	assert_non_null(strstr(args(m, "tier_notice"), "\nday:20493\n")); /* 2026-02-09 */
	now_is("2026-02-09T03:00:00+08:00");
	for (int i = 0; i < 2; i++)
		assert_int_equal(due_book(db(), plans, m, DUE_REVIEW, day("2026-02-09"), &booked), DB_OK);
	assert_int_equal(kinds(m, "tier_fall"), 1);
	assert_non_null(strstr(args(m, "tier_fall"), "\tSilver\n"));
	now_is(NOON);
	use_plan("travel");
}

static void a_redemption_that_moves_is_told(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_answer made;

	(void)state;
	simple_item("tea", ITEM_GOODS, 300, 5);
	made = redeemed(m, "tea", 1);
	assert_int_equal(number(&posted, m), 0); /* their own doing */
	assert_int_equal(stepped(m, made.redemption_no, STEP_APPROVE, "", 1), STEP_OK);
	assert_int_equal(stepped(m, made.redemption_no, STEP_APPROVE, "", 1), STEP_REPEATED);
	assert_int_equal(stepped(m, made.redemption_no, STEP_SHIP, "", 1), STEP_OK);
	assert_int_equal(stepped(m, made.redemption_no, STEP_COMPANY, "broken", 1), STEP_OK);
	assert_int_equal(number(&posted, m), 3);
	assert_int_equal(kinds(m, "redemption_approved"), 1);
	assert_int_equal(kinds(m, "redemption_shipped"), 1);
	assert_string_equal(args(m, "redemption_cancelled"), "text:山茶\tTea\npoints:300\n");
	assert_int_equal(number(&mailed, m), 0); /* a mail of its own goes out for each */
}

/* Many processes with one cause, and with as many causes as processes. */
static int one_cause(struct database *own, uint64_t member, int i)
{
	struct service_env env = env_of(own, NULL);
	char once[24] = "same";
	struct notice notice = {.kind = "points_ending", .once = once, .mail = NOTICE_HERE_ONLY};
	struct post p = {env, member, &notice};
	enum db same, mine;

	p.env.mem = talloc_new(NULL);
	same = db_transact(own, post_work, &p);
	snprintf(once, sizeof once, "own-%d", i);
	mine = db_transact(own, post_work, &p);
	return same == DB_OK && mine == DB_OK;
}

static void many_at_once_tell_it_once(void **state)
{
	uint64_t m = rich_member(0);

	(void)state;
	together(16, one_cause, m);
	assert_int_equal(count(16, 1), 16);
	assert_int_equal(number(&posted, m), 17);
	assert_int_equal(number(&bell, m), 17);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_cause_is_told_once),
		cmocka_unit_test(swept_ones_ring_no_more),
		cmocka_unit_test(some_go_by_mail),
		cmocka_unit_test(trips_and_refunds_are_told),
		cmocka_unit_test(what_is_owed_is_said),
		cmocka_unit_test(a_tier_falls_with_notice),
		cmocka_unit_test(a_redemption_that_moves_is_told),
		cmocka_unit_test(many_at_once_tell_it_once),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
