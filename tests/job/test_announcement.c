/* Announcements: whom one is for, counted as the night knew them and posted as they are;
 * nobody gets one twice or too early; stopped half-way; the audience made night by night. */
#include "service/redeem_support.h"

#include "job/rollup.h"
#include "service/announcement.h"
#include "store/audience.h"
#include "store/rollup.h"

#define STAFF 7
#define CROWD 250 /* more than two batches */
#define NOW "2026-11-23T12:00:00+08:00"

static struct job job;

static const struct db_sql notices_sql = {
	"SELECT COUNT(*) FROM notice WHERE kind = 'announcement' AND once_key = ?", "s", "i"};
static const struct db_sql twice_sql = {
	"SELECT COUNT(*) FROM (SELECT member_id FROM notice WHERE kind = 'announcement'"
	" AND once_key = ? GROUP BY member_id HAVING COUNT(*) > 1) x", "s", "i"};
static const struct db_sql mails_sql = {
	"SELECT COUNT(*), COUNT(DISTINCT member_id) FROM outbox WHERE kind = 'announcement'"
	" AND ref = ? AND channel = ?", "ss", "ii"};
static const struct db_sql has_sql = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind = 'announcement'"
	" AND once_key = ?", "is", "i"};
static const struct db_sql unread_sql = {"SELECT unread FROM account WHERE member_id = ?", "i",
                                         "i"};

static struct service_env now(void)
{
	return env_of(db(), test_mem());
}

static struct announcement plain(void)
{
	return (struct announcement){
		.title = "会员日", .title_en = "Members' day", .text = "双倍积分。\n周三见。",
		.text_en = "Double points.\nSee you.", .link = "/programme", .by_notice = true,
		.audience = {"", "", "", "", 0, "", ""}, .starts_at = at(NOW),
		.ends_at = at("2026-12-01T00:00:00+08:00"), .staff_id = STAFF};
}

static const char *key(uint64_t id)
{
	return talloc_asprintf(test_mem(), "%llu", (unsigned long long)id);
}

static uint64_t released(struct announcement a)
{
	struct service_env env = now();

	assert_int_equal(announcement_keep(&env, &a), ANNOUNCEMENT_OK);
	assert_int_equal(announcement_release(&env, a.announcement_id, 1, STAFF), ANNOUNCEMENT_OK);
	return a.announcement_id;
}

static bool post(int batches)
{
	struct service_env env = now();
	bool more = false;

	assert_int_equal(announcement_post(&env, batches, &more), DB_OK);
	return more;
}

static struct announcement state_of(uint64_t id)
{
	struct announcement a;

	assert_int_equal(announcement_read(db(), test_mem(), id, &a), DB_OK);
	return a;
}

static int64_t notices(uint64_t id)
{
	int64_t n = -1;

	assert_int_equal(db_one(db(), NULL, &notices_sql, key(id), &n), DB_OK);
	return n;
}

static bool has_it(uint64_t id, uint64_t member)
{
	int64_t n = -1;

	assert_int_equal(db_one(db(), NULL, &has_sql, (int64_t)member, key(id), &n), DB_OK);
	return n == 1;
}

static int64_t messages(uint64_t id, const char *channel)
{
	int64_t n = -1, members = -1;

	assert_int_equal(db_one(db(), NULL, &mails_sql,
	                        talloc_asprintf(test_mem(), "announcement:%s", key(id)), channel, &n,
	                        &members), DB_OK);
	assert_int_equal(n, members);
	return n;
}

static int64_t counted(uint64_t id)
{
	struct announcement_count count;

	assert_int_equal(announcement_count(db(), id, day("2026-11-23"), &count), DB_OK);
	return count.members;
}

static void night(void)
{
	struct rollup rollup = {.job = &job, .today = day_of(clock_now())};

	assert_true(rollup_audience_full(&rollup));
}

static int setup(void **state)
{
	int failed = shop_setup(state);

	now_is(NOW);
	job = (struct job){.db = db(), .plans = plans, .mem = talloc_new(NULL)};
	for (int i = 0; i < CROWD; i++)
		rich_member(0);
	night();
	return failed;
}

static int teardown(void **state)
{
	(void)state;
	talloc_free(job.mem);
	return 0;
}

static void everybody_once(void **state)
{
	uint64_t id = released(plain()), late;
	int64_t all = counted(id), n = -1;

	(void)state;
	assert_true(all >= CROWD);
	assert_true(post(1)); /* killed behind the first batch … */
	assert_int_equal(notices(id), 100);
	assert_string_equal(state_of(id).state, ANNOUNCEMENT_SENDING);
	late = rich_member(0); /* joined while it goes out */
	assert_false(post(100)); /* … and taken up by the next run */
	assert_int_equal(notices(id), all + 1);
	assert_true(has_it(id, late));
	assert_int_equal(state_of(id).members, all + 1);
	assert_string_equal(state_of(id).state, ANNOUNCEMENT_SENT);
	assert_int_equal(db_one(db(), NULL, &twice_sql, key(id), &n), DB_OK);
	assert_int_equal(n, 0);
	assert_int_equal(db_one(db(), NULL, &unread_sql, (int64_t)late, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_false(post(100));
	assert_int_equal(notices(id), all + 1);
}

static void stopped_half_way(void **state)
{
	struct service_env env = now();
	uint64_t id = released(plain());

	(void)state;
	assert_true(post(1));
	assert_int_equal(announcement_stop(&env, id, STAFF), ANNOUNCEMENT_OK);
	assert_false(post(100));
	assert_int_equal(notices(id), 100);
	assert_int_equal(state_of(id).members, 100);
	assert_int_equal(announcement_stop(&env, id, STAFF), ANNOUNCEMENT_OK); /* again */
	assert_int_equal(announcement_release(&env, id, state_of(id).version, STAFF),
	                 ANNOUNCEMENT_CHANGED);
	assert_int_equal(announcement_stop(&env, id + 1000, STAFF), ANNOUNCEMENT_UNKNOWN);
}

static void by_the_clock(void **state)
{
	struct announcement a = plain();
	struct service_env env;
	uint64_t id;

	(void)state;
	a.starts_at = at("2026-11-24T09:00:00+08:00");
	id = released(a);
	now_is("2026-11-24T08:59:59+08:00");
	assert_false(post(100));
	assert_int_equal(notices(id), 0);
	now_is("2026-11-24T09:00:00+08:00");
	assert_false(post(100));
	assert_true(notices(id) > CROWD);
	now_is("2026-12-05T09:00:00+08:00");
	env = now();
	a = plain();
	assert_int_equal(announcement_keep(&env, &a), ANNOUNCEMENT_OK);
	assert_int_equal(announcement_release(&env, a.announcement_id, 1, STAFF), ANNOUNCEMENT_OVER);
	a.ends_at = at("2027-01-01T00:00:00+08:00");
	assert_int_equal(announcement_keep(&env, &a), ANNOUNCEMENT_CHANGED); /* version 0 */
	a.version = 1;
	assert_int_equal(announcement_keep(&env, &a), ANNOUNCEMENT_OK);
	assert_int_equal(announcement_release(&env, a.announcement_id, 1, STAFF),
	                 ANNOUNCEMENT_CHANGED);
	assert_int_equal(announcement_release(&env, a.announcement_id, 2, STAFF), ANNOUNCEMENT_OK);
	assert_int_equal(announcement_stop(&env, a.announcement_id, STAFF), ANNOUNCEMENT_OK);
	now_is(NOW);
}

/* One audience: for IN and not for OUT, and the night's count is what is posted. */
static void aims(struct audience to, uint64_t in, uint64_t out)
{
	struct announcement a = plain();
	uint64_t id;
	int64_t n;

	a.audience = to;
	id = released(a);
	n = counted(id);
	assert_false(post(100));
	assert_true(has_it(id, in));
	assert_false(has_it(id, out));
	assert_int_equal(notices(id), n);
}

static void each_condition(void **state)
{
	uint64_t m = rich_member(0), other = rich_member(0);
	unsigned long long id = m;

	(void)state;
	book(m, "trip-1", 500000, "2026-10-01T10:00:00+08:00", true);
	sql("UPDATE account SET tier = 'gold' WHERE member_id = %llu", id);
	sql("UPDATE member SET kind = 'family' WHERE member_id = %llu", id);
	sql("UPDATE audience SET segment = 'best' WHERE member_id = %llu", id);
	sql("INSERT INTO address (member_id, address_no, recipient, phone, address, used_at) VALUES"
	    " (%llu, 1, 'Lin', '1', '广东省　广州市　天河区　南京路 1 号', '2026-01-01')", id);
	sql("INSERT INTO address (member_id, address_no, recipient, phone, address, used_at) VALUES"
	    " (%llu, 1, 'Lin', '1', '上海市　上海市　黄浦区　广州市路 1 号', '2026-01-01')",
	    (unsigned long long)other);
	sql("INSERT INTO preference (member_id, interests) VALUES (%llu, 'goods,donation')", id);
	night();
	sql("UPDATE audience SET segment = 'best' WHERE member_id = %llu", id);
	aims((struct audience){"", "silver,gold", "", "", 0, "", ""}, m, other);
	aims((struct audience){"family", "", "", "", 0, "", ""}, m, other);
	aims((struct audience){"", "", "best", "", 0, "", ""}, m, other);
	aims((struct audience){"", "", "", "within", 60, "", ""}, m, other);
	aims((struct audience){"", "", "", "before", 30, "", ""}, m, other);
	aims((struct audience){"", "", "", "never", 0, "", ""}, other, m);
	aims((struct audience){"", "", "", "", 0, "广州市", ""}, m, other);
	aims((struct audience){"", "", "", "", 0, "上海", ""}, other, m);
	aims((struct audience){"", "", "", "", 0, "", "donation"}, m, other);
	aims((struct audience){"family", "gold", "best", "within", 60, "广东", "goods"}, m, other);
}

static void only_who_agreed(void **state)
{
	uint64_t yes = rich_member(0), ended = rich_member(0), no = rich_member(0);
	struct announcement a = plain();
	struct announcement_count count;
	uint64_t id;

	(void)state;
	for (int i = 0; i < 2; i++)
		sql("INSERT INTO consent (member_id, person_id, paper, version, given_at) VALUES"
		    " (%llu, 1, 'marketing', '1', '2026-01-01')",
		    (unsigned long long)(i ? ended : yes));
	sql("UPDATE person SET phone = '13911112222', phone_confirmed = 1 WHERE member_id = %llu",
	    (unsigned long long)yes);
	sql("INSERT INTO mail_choice (member_id, person_id, topic, wanted, changed_at) VALUES"
	    " (%llu, 1, 'campaign', 0, '2026-02-01')", (unsigned long long)ended);
	night();
	a.by_mail = a.by_sms = true;
	id = released(a);
	assert_int_equal(announcement_count(db(), id, day("2026-11-23"), &count), DB_OK);
	assert_int_equal(count.by_mail, 1);
	assert_int_equal(count.by_sms, 1);
	assert_false(post(100));
	assert_int_equal(messages(id, "email"), 1);
	assert_int_equal(messages(id, "sms"), 1);
	assert_true(has_it(id, no));
	assert_int_equal(state_of(id).mails, 1);
	assert_int_equal(state_of(id).messages, 1);
}

static int banners(uint64_t member)
{
	struct announcement *list;
	int n = -1;

	assert_int_equal(announcement_banners_of(db(), test_mem(), member, clock_now(), 10, &list,
	                                         &n), DB_OK);
	return n;
}

static void a_banner_while_it_lasts(void **state)
{
	uint64_t m = rich_member(0), other = rich_member(0), id;
	struct announcement a = plain(), seen;
	struct service_env env = now();

	(void)state;
	sql("UPDATE account SET tier = 'gold' WHERE member_id = %llu", (unsigned long long)m);
	a.by_notice = false;
	a.by_banner = true;
	a.audience.tiers = "gold";
	a.starts_at = at("2026-11-23T13:00:00+08:00");
	id = released(a);
	assert_int_equal(banners(m), 0);
	now_is("2026-11-23T13:00:00+08:00");
	assert_int_equal(banners(m), 1);
	assert_int_equal(banners(other), 0);
	assert_false(post(100)); /* nobody needs to be told */
	assert_string_equal(state_of(id).state, ANNOUNCEMENT_SENT);
	assert_int_equal(notices(id), 0);
	assert_int_equal(banners(m), 1);
	assert_int_equal(announcement_of(db(), test_mem(), id, m, clock_now(), &seen), DB_OK);
	assert_int_equal(announcement_of(db(), test_mem(), id, other, clock_now(), &seen), DB_NONE);
	assert_int_equal(announcement_close(db(), m, id, clock_now()), DB_OK);
	assert_int_equal(announcement_close(db(), m, id, clock_now()), DB_OK);
	assert_int_equal(banners(m), 0);
	sql("DELETE FROM announcement_closed WHERE member_id = %llu", (unsigned long long)m);
	assert_int_equal(banners(m), 1);
	now_is("2026-12-01T00:00:00+08:00");
	assert_int_equal(banners(m), 0);
	now_is("2026-11-23T13:00:00+08:00");
	env = now();
	assert_int_equal(announcement_stop(&env, id, STAFF), ANNOUNCEMENT_OK);
	assert_int_equal(banners(m), 0);
	assert_int_equal(announcement_of(db(), test_mem(), id, m, clock_now(), &seen), DB_NONE);
	now_is(NOW);
}

/* What the day's step adds is what the whole makes anew; who is gone has no row. */
static void the_audience_night_by_night(void **state)
{
	static const struct db_sql row = {
		"SELECT segment, last_trip_on FROM audience WHERE member_id = ?", "i", "sd"};
	uint64_t m = rich_member(0), gone = rich_member(0);
	struct rollup rollup = {.job = &job, .today = day("2026-11-24")};
	int32_t trip = DAY_NONE, again = DAY_NONE;
	char *segment;

	(void)state;
	night();
	book(m, "trip-2", 900000, "2026-11-23T11:00:00+08:00", true);
	sql("DELETE FROM audience WHERE member_id = %llu", (unsigned long long)gone);
	sql("UPDATE member SET created_at = '2026-11-23' WHERE member_id = %llu",
	    (unsigned long long)gone);
	assert_true(rollup_audience_day(&rollup, day("2026-11-23")));
	assert_int_equal(db_one(db(), test_mem(), &row, (int64_t)m, &segment, &trip), DB_OK);
	assert_int_equal(trip, day("2026-11-23"));
	assert_true(rollup_audience_full(&rollup));
	assert_true(rollup_cohorts_full(&rollup));
	assert_int_equal(db_one(db(), test_mem(), &row, (int64_t)m, &segment, &again), DB_OK);
	assert_int_equal(again, trip);
	assert_string_not_equal(segment, "");
	assert_int_equal(db_one(db(), test_mem(), &row, (int64_t)gone, &segment, &trip), DB_OK);
	assert_string_equal(segment, "");
	assert_int_equal(trip, DAY_NONE);
	sql("UPDATE member SET state = 'closed' WHERE member_id = %llu", (unsigned long long)gone);
	sql("UPDATE order_head SET cancelled = 1 WHERE order_no = '%s'", "trip-2");
	assert_true(rollup_audience_full(&rollup));
	assert_true(rollup_cohorts_full(&rollup));
	assert_int_equal(db_one(db(), test_mem(), &row, (int64_t)gone, &segment, &trip), DB_NONE);
	assert_int_equal(db_one(db(), test_mem(), &row, (int64_t)m, &segment, &trip), DB_OK);
	assert_int_equal(trip, DAY_NONE);
	assert_string_equal(segment, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybody_once),
		cmocka_unit_test(stopped_half_way),
		cmocka_unit_test(by_the_clock),
		cmocka_unit_test(each_condition),
		cmocka_unit_test(only_who_agreed),
		cmocka_unit_test(a_banner_while_it_lasts),
		cmocka_unit_test(the_audience_night_by_night),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
