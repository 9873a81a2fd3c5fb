/* Referrals: who is paid what and when, what goes back, and what is refused or
 * held with its evidence: the same person, rings of friends, a month's cap. */
#include "service/ledger_support.h"

#include "base/secret.h"
#include "service/batch.h"
#include "service/member_new.h"
#include "service/referral.h"

static void *mem;
static int serial;

static const struct db_sql credited = {
	"SELECT CAST(COALESCE(SUM(points), 0) AS SIGNED) FROM entry WHERE member_id = ?"
	" AND source_kind = 8", "i", "i"};
static const struct db_sql notices = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind LIKE 'referral%'", "i", "i"};
static const struct db_sql held_rows = {
	"SELECT COUNT(*) FROM referral_effect WHERE member_id = ? AND state = 'held'", "i", "i"};
static const struct db_sql refused_rows = {
	"SELECT COUNT(*) FROM referral_effect WHERE member_id = ? AND state = 'refused'", "i", "i"};
static const struct db_sql last_why = {
	"SELECT reason, evidence FROM referral_effect WHERE member_id = ? AND reason <> ''"
	" ORDER BY effect_id DESC LIMIT 1", "i", "ss"};
static const struct db_sql last_held = {
	"SELECT MAX(effect_id) FROM referral_effect WHERE member_id = ? AND state = 'held'", "i", "i"};
static const struct db_sql referrals = {
	"SELECT COUNT(*) FROM referral WHERE referrer_id = ?", "i", "i"};

static struct service_env env(void)
{
	char text[256], key[96];
	static struct config *config;
	FILE *file;

	if (!config) {
		snprintf(key, sizeof key, "%s/token.key", harness.dir);
		file = fopen(key, "w");
		assert_non_null(file);
		fputs("0123456789abcdef0123456789abcdef\n", file);
		fclose(file);
		chmod(key, 0600);
		snprintf(text, sizeof text, "Var = %s\nKeys.Token = %s\n", harness.dir, key);
		config = config_parse(text);
		assert_non_null(config);
	}
	return (struct service_env){.db = db(), .config = config, .mem = mem, .now = clock_now(),
	                            .client = NULL};
}

/* Somebody who joins today, with proven addresses, from the network CLIENT. */
struct joining {
	const char *name, *email, *phone, *invited_by, *client;
	int32_t birthday;
};

static uint64_t join(struct joining j)
{
	struct service_env e = env();
	struct member_new m = {.name = j.name ? j.name : "林小禾", .email = j.email, .phone = j.phone,
	                       .confirmed = true, .birthday = j.birthday ? j.birthday : DAY_NONE,
	                       .invited_by = j.invited_by, .config = e.config, .client = j.client,
	                       .tier = plans->plans[0]->tiers[0].code, .joined_on = day_of(e.now),
	                       .now = e.now, .terms = true, .privacy = true};

	assert_int_equal(member_create(db(), &m), DB_OK);
	return m.member_id;
}

/* One whose addresses resemble nobody's. */
static uint64_t anybody(const char *invited_by, const char *client)
{
	static const char *const names[] = {"maple", "river", "stone", "cloud", "amber", "cedar",
	                                    "delta", "ember", "fjord", "grove", "heath", "inlet"};
	char *email = talloc_asprintf(mem, "%s%c%c@mail%d.example", names[serial % 12],
	                              'a' + serial % 26, 'a' + serial / 26 % 26, serial);
	char *phone = talloc_asprintf(mem, "139%05d%03d", serial * 37 % 99991, serial % 1000);

	serial++;
	return join((struct joining){.email = email, .phone = phone, .invited_by = invited_by,
	                             .client = client});
}

static char *number_of(uint64_t member_id)
{
	char *no, *kind;

	assert_int_equal(member_get(db(), mem, member_id, &no, &kind), DB_OK);
	return no;
}

static int64_t settle(void)
{
	struct service_env e = env();
	int64_t done = -1;

	assert_int_equal(referral_settle(&e, plans, &done), DB_OK);
	return done;
}

static struct order_facts trip(uint64_t member_id, const char *payer)
{
	struct order_facts f = facts_of(member_id, talloc_asprintf(mem, "T-%d", ++serial), 100000,
	                                "2026-11-22T11:00:00+08:00");

	f.payer = payer;
	return f;
}

/* The member's trip, taken at once; its number. */
static const char *travels(uint64_t member_id, const char *payer)
{
	struct order_facts f = trip(member_id, payer);
	struct order_answer answer;

	f.completed = true;
	f.completed_at = f.paid_at;
	assert_int_equal(order_book(db(), plans, mem, &f, NULL, &answer), ORDER_DONE);
	return f.order_no;
}

static void why(uint64_t member_id, const char *reason, const char *evidence)
{
	char *is_reason, *is_evidence;

	assert_int_equal(db_one(db(), mem, &last_why, (int64_t)member_id, &is_reason, &is_evidence),
	                 DB_OK);
	assert_string_equal(is_reason, reason);
	assert_non_null(strstr(is_evidence, evidence));
}

static enum review_outcome review(uint64_t member_id, bool release)
{
	struct service_env e = env();

	return referral_review(&e, plans, 1, (uint64_t)number(&last_held, member_id), release, "looked");
}

static void pays_on_the_first_completed_trip_once(void **state)
{
	uint64_t me = anybody(NULL, NULL), friend_id = anybody(number_of(me), NULL);
	const char *order;
	struct order_facts f = trip(friend_id, "");
	struct order_answer answer;

	(void)state;
	settle();
	assert_int_equal(number(&credited, me), 0); /* travel pays nothing for joining */
	assert_int_equal(order_book(db(), plans, mem, &f, NULL, &answer), ORDER_DONE);
	assert_int_equal(settle(), 0);              /* paid is not completed */
	assert_int_equal(complete(f.order_no, "2026-11-22T11:30:00+08:00"), ORDER_DONE);
	assert_int_equal(number(&credited, me), 0); /* not in the friend's commit */
	assert_int_equal(settle(), 2);
	assert_int_equal(number(&credited, me), 200);
	assert_int_equal(account(me).available, 200);
	assert_int_equal(account(me).lifetime, 200); /* counts for the tier */
	assert_int_equal(number(&notices, me), 1);
	order = travels(friend_id, "");
	assert_non_null(order);
	assert_int_equal(settle(), 0);
	assert_int_equal(number(&credited, me), 200);
	prove(me);
	prove(friend_id);
}

static void a_whole_refund_takes_the_points_back(void **state)
{
	uint64_t me = anybody(NULL, NULL), friend_id = anybody(number_of(me), NULL);
	const char *order = travels(friend_id, "");
	struct points_answer spent;

	(void)state;
	settle();
	assert_int_equal(account(me).available, 200);
	assert_int_equal(refund(order, "a", 40000, "2026-11-22T11:40:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(account(me).available, 200); /* in part: they stay */
	assert_int_equal(spend_points(db(), plans, me, talloc_asprintf(mem, "S%d", ++serial), 150,
	                              clock_now(), &spent), POINTS_DONE);
	assert_int_equal(refund(order, "b", 60000, "2026-11-22T11:50:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(account(me).available, 0);
	assert_int_equal(account(me).debt, 150); /* spent already: owed */
	assert_int_equal(account(me).lifetime, 0);
	assert_int_equal(settle(), 0);
	travels(friend_id, ""); /* once per friend, also after that */
	settle();
	assert_int_equal(account(me).debt, 150);
	prove(me);
}

static void a_refund_before_the_payout_leaves_nothing(void **state)
{
	uint64_t me = anybody(NULL, NULL), friend_id = anybody(number_of(me), NULL);
	const char *order = travels(friend_id, "");

	(void)state;
	assert_int_equal(refund(order, "a", 100000, "2026-11-22T11:40:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(account(me).available, 0);
	assert_int_equal(account(me).debt, 0);
	prove(me);
}

static void both_sides_of_a_plan_are_paid(void **state)
{
	uint64_t me, friend_id;
	const char *order;

	(void)state;
	use_plan("retail"); /* vector 14c */
	me = anybody(NULL, NULL);
	friend_id = anybody(number_of(me), NULL);
	settle();
	assert_int_equal(account(friend_id).available, 100);
	assert_int_equal(account(me).available, 0);
	order = travels(friend_id, "");
	settle();
	assert_int_equal(account(friend_id).available, 100 + 1000);
	assert_int_equal(account(me).available, 100);
	assert_int_equal(refund(order, "all", 100000, "2026-11-22T11:50:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(account(me).available, 0); /* the order's part */
	assert_int_equal(account(friend_id).available, 100); /* joining stays */
	prove(me);
	prove(friend_id);
	use_plan("rewards");
	me = anybody(NULL, NULL);
	anybody(number_of(me), NULL);
	settle();
	assert_int_equal(account(me).available, 50);
	use_plan("crm");
	me = anybody(NULL, NULL);
	travels(anybody(number_of(me), NULL), "");
	settle();
	assert_int_equal(account(me).available, 0);
	use_plan("travel");
}

static void oneself_is_refused(void **state)
{
	int32_t born = day("1988-11-02");
	uint64_t me = join((struct joining){.name = "陈思远", .email = "si.yuan@example.com",
	                                    .phone = "13811112222", .birthday = born});
	const char *no = number_of(me);

	(void)state;
	travels(join((struct joining){.email = "siyuan+2@example.com", .phone = "13899990001",
	                              .invited_by = no}), "");
	settle();
	why(me, "self_mail", "");
	travels(join((struct joining){.email = "else@example.net", .phone = "13811112222",
	                              .invited_by = no}), "");
	settle();
	why(me, "self_phone", "");
	travels(join((struct joining){.name = "陈思远", .email = "third@example.org",
	                              .phone = "13877776666", .birthday = born, .invited_by = no}), "");
	settle();
	why(me, "self_person", "");
	travels(join((struct joining){.name = "王小明", .email = "ming@example.cn",
	                              .phone = "13655554444", .invited_by = no}), "陈思远");
	settle();
	why(me, "self_payer", "");
	assert_int_equal(number(&refused_rows, me), 4);
	assert_int_equal(number(&credited, me), 0);
	assert_int_equal(number(&referrals, me), 4);
	prove(me);
}

static void a_friend_who_shares_only_a_name_is_paid(void **state)
{
	uint64_t me = join((struct joining){.name = "王伟", .email = "wei@one.example",
	                                    .phone = "13511110000"});

	(void)state;
	travels(join((struct joining){.name = "王伟", .email = "dawei@two.example",
	                              .phone = "13722229999", .invited_by = number_of(me)}), "王伟");
	settle();
	assert_int_equal(number(&credited, me), 200);
}

static void rings_are_held_with_their_evidence(void **state)
{
	uint64_t me = anybody(NULL, NULL), first = anybody(number_of(me), "203.0.113.9");
	uint64_t second = anybody(number_of(me), "203.0.113.9");
	uint64_t third = anybody(number_of(me), "203.0.113.9");
	uint64_t far = anybody(number_of(me), "198.51.100.7");

	(void)state;
	travels(first, "");
	travels(second, "");
	travels(far, "");
	travels(third, "");
	settle();
	why(me, "network", number_of(first));
	why(me, "network", "count=2");
	assert_int_equal(number(&held_rows, me), 3);
	assert_int_equal(number(&credited, me), 200); /* the one from elsewhere */
	assert_int_equal(review(me, true), REVIEW_OK);
	assert_int_equal(number(&credited, me), 400);
	assert_int_equal(review(me, false), REVIEW_OK);
	assert_int_equal(number(&credited, me), 400);
	assert_int_equal(number(&held_rows, me), 1);
	prove(me);
}

static void made_up_addresses_are_held(void **state)
{
	uint64_t me = anybody(NULL, NULL);
	const char *no = number_of(me);

	(void)state;
	for (int i = 1; i <= 3; i++)
		travels(join((struct joining){.email = talloc_asprintf(mem, "tester%02d@qq.example", i),
		                              .phone = talloc_asprintf(mem, "13%d4%d0%d7777", i, i, i),
		                              .invited_by = no}), "");
	settle();
	why(me, "mail", "count=2");
	travels(join((struct joining){.email = "x@p.example", .phone = "13266660001", .invited_by = no}),
	        "One Payer Ltd");
	travels(join((struct joining){.email = "yy@q.example", .phone = "13955550002", .invited_by = no}),
	        "One Payer Ltd");
	settle();
	why(me, "payer", "count=1");
	travels(join((struct joining){.email = "zz@q.example", .phone = "13955550002", .invited_by = no}),
	        "");
	settle();
	why(me, "phone", "count=1");
	assert_int_equal(number(&credited, me), 0);
	prove(me);
}

static void the_eleventh_of_a_month_waits(void **state)
{
	uint64_t me = anybody(NULL, NULL);
	const char *order = NULL;

	(void)state;
	for (int i = 0; i < 11; i++)
		order = travels(anybody(number_of(me), NULL), "");
	settle();
	assert_int_equal(number(&credited, me), 2000);
	why(me, "cap", "cap=10");
	assert_int_equal(number(&held_rows, me), 1);
	assert_int_equal(refund(order, "all", 100000, "2026-11-22T11:50:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(number(&held_rows, me), 0); /* gone with its order */
	now_is("2026-12-01T00:00:01+08:00");
	order = travels(anybody(number_of(me), NULL), "");
	settle();
	assert_int_equal(number(&credited, me), 2200); /* a new month */
	now_is("2026-11-22T12:00:00+08:00");
	assert_non_null(order);
	prove(me);
}

static void who_joined_before_the_portal_is_no_referral(void **state)
{
	uint64_t me = anybody(NULL, NULL);
	struct service_env e = env();
	struct member_new m = {.name = "林小禾", .confirmed = true, .email = "old@example.com",
	                       .birthday = DAY_NONE, .invited_by = number_of(me), .tier = "standard",
	                       .joined_on = day("2026-10-01"), .now = e.now};

	(void)state;
	sql("INSERT INTO plan_version (version, name, from_day, source, loaded_at)"
	    " VALUES (1, 'travel', '2000-01-01', '', '2026-11-01')");
	assert_int_equal(member_create(db(), &m), DB_OK);
	assert_int_equal(number(&referrals, me), 0);
	m.email = "new@example.com";
	m.joined_on = day("2026-11-05");
	assert_int_equal(member_create(db(), &m), DB_OK);
	assert_int_equal(number(&referrals, me), 1);
	m.email = "none@example.com";
	m.invited_by = "M0000000";
	assert_int_equal(member_create(db(), &m), DB_OK); /* nobody's number: a member all the same */
	travels(m.member_id, "");
}

static void a_file_of_orders_pays_too(void **state)
{
	uint64_t me = anybody(NULL, NULL), friend_id = anybody(number_of(me), NULL);
	struct batch *batch = batch_begin(db(), plans, "import", false);
	struct order_row row = {.order_no = "CSV-1", .category = "domestic", .paid_fen = 50000,
	                        .paid_at = at("2026-11-20T10:00:00+08:00"),
	                        .completed_at = at("2026-11-21T10:00:00+08:00"),
	                        .travel_end = DAY_NONE, .refunded_at = INSTANT_NONE};

	(void)state;
	assert_non_null(batch);
	settle();
	batch_order_row(batch, friend_id, &row);
	assert_int_equal(batch_commit(batch), DB_OK);
	batch_end(batch);
	assert_int_equal(settle(), 2);
	assert_int_equal(number(&credited, me), 200);
	prove(me);
	prove(friend_id);
}


static int settles(struct database *own, uint64_t member, int i)
{
	struct service_env e = env();
	int64_t done = 0;

	(void)member;
	(void)i;
	e.db = own;
	return referral_settle(&e, plans, &done) == DB_OK ? (int)done : -1;
}

static void eight_runners_pay_once(void **state)
{
	uint64_t me = anybody(NULL, NULL);

	(void)state;
	for (int i = 0; i < 6; i++)
		travels(anybody(number_of(me), NULL), "");
	together(8, settles, me);
	assert_int_equal(number(&credited, me), 1200);
	prove(me);
}

static int set_up(void **state)
{
	mem = talloc_new(NULL);
	return ledger_setup(state);
}

static int tear_down(void **state)
{
	(void)state;
	talloc_free(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pays_on_the_first_completed_trip_once),
		cmocka_unit_test(a_whole_refund_takes_the_points_back),
		cmocka_unit_test(a_refund_before_the_payout_leaves_nothing),
		cmocka_unit_test(both_sides_of_a_plan_are_paid),
		cmocka_unit_test(oneself_is_refused),
		cmocka_unit_test(a_friend_who_shares_only_a_name_is_paid),
		cmocka_unit_test(rings_are_held_with_their_evidence),
		cmocka_unit_test(made_up_addresses_are_held),
		cmocka_unit_test(the_eleventh_of_a_month_waits),
		cmocka_unit_test(who_joined_before_the_portal_is_no_referral),
		cmocka_unit_test(a_file_of_orders_pays_too),
		cmocka_unit_test(eight_runners_pay_once),
	};

	secret_open();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
