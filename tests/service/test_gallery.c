/* Galleries: one entry and one vote a member, the phases, what staff decide, a rush
 * of votes, what is left of a member who goes. */
#include "service/redeem_support.h"

#include "service/event.h"
#include "service/gallery.h"

#define STAFF 7
#define FROM "2026-12-01T00:00:00+08:00"
#define VOTES "2026-12-11T00:00:00+08:00"
#define ENDS "2026-12-21T00:00:00+08:00"

static const struct db_sql votes_of = {
	"SELECT votes FROM gallery_entry WHERE entry_no = ?", "i", "i"};
static const struct db_sql votes_given = {
	"SELECT COUNT(*) FROM gallery_vote WHERE event_no = ?", "i", "i"};
static const struct db_sql noticed = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind = ?", "is", "i"};

static struct service_env now(void)
{
	return env_of(db(), test_mem());
}

static int64_t times_told(uint64_t member, const char *kind)
{
	int64_t n = -1;

	assert_int_equal(db_one(db(), NULL, &noticed, (int64_t)member, kind, &n), DB_OK);
	return n;
}

/* An open event with a gallery; the clock stands in its days of entries. */
static int64_t gallery_made(const char *tier)
{
	struct service_env env;
	struct gallery_times times = {at(FROM), at(VOTES), at(ENDS)};
	struct member_event e = {
		.state = "draft", .name = "看照片", .name_en = "Photos", .text = "来", .text_en = "",
		.place = "上海", .place_en = "", .starts_at = at("2026-12-30T14:00:00+08:00"),
		.ends_at = at("2026-12-30T16:00:00+08:00"), .open_from = INSTANT_NONE,
		.open_until = at("2026-12-29T14:00:00+08:00"),
		.back_until = at("2026-12-29T14:00:00+08:00"), .tier = tier, .kind = "", .places = 5,
		.per_member = 1, .reason = "", .created_at = at(FROM), .version = 1};
	int64_t no = 0;

	now_is("2026-11-25T12:00:00+08:00");
	env = now();
	assert_int_equal(event_new(&env, STAFF, &e, &no), EVENT_DONE);
	assert_int_equal(event_open(&env, STAFF, no), EVENT_DONE);
	assert_int_equal(gallery_set(&env, STAFF, no, &times, 0), GALLERY_DONE);
	now_is("2026-12-02T12:00:00+08:00");
	return no;
}

static enum gallery_outcome enter(uint64_t member, int64_t event_no, int64_t *entry_no)
{
	struct service_env env = now();
	const struct gallery_entry entry = {.id = {member, 1}, .event_no = event_no, .title = "山",
	                                    .text = "早晨"};
	const struct picture_row picture = {.width = 480, .height = 360, .bytes = {"png", 3}};

	return gallery_enter(&env, plans, &entry, &picture, entry_no);
}

static int64_t shown(uint64_t member, int64_t event_no)
{
	struct service_env env;
	int64_t no = 0;

	assert_int_equal(enter(member, event_no, &no), GALLERY_DONE);
	env = now();
	assert_int_equal(gallery_decide(&env, STAFF, no, true, ""), GALLERY_DONE);
	return no;
}

static enum gallery_outcome vote(uint64_t member, int64_t entry_no)
{
	struct service_env env = now();

	return gallery_vote(&env, plans, member, entry_no);
}

static void one_entry_a_member(void **state)
{
	uint64_t m = rich_member(0), other = rich_member(0);
	int64_t no = gallery_made(""), first = 0, second = 0;
	struct service_env env = now();

	(void)state;
	assert_int_equal(enter(m, no, &first), GALLERY_DONE);
	assert_int_equal(enter(m, no, &second), GALLERY_ALREADY);
	assert_int_equal(gallery_withdraw(&env, other, first), GALLERY_UNKNOWN);
	assert_int_equal(gallery_withdraw(&env, m, first), GALLERY_DONE);
	assert_int_equal(gallery_withdraw(&env, m, first), GALLERY_SAME);
	assert_int_equal(enter(m, no, &second), GALLERY_DONE);
	assert_int_equal(gallery_decide(&env, STAFF, second, false, "人脸"), GALLERY_DONE);
	assert_int_equal(times_told(m, "gallery_refused"), 1);
	assert_int_equal(gallery_decide(&env, STAFF, second, false, "again"), GALLERY_SAME);
	assert_int_equal(times_told(m, "gallery_refused"), 1);
	assert_int_equal(gallery_decide(&env, STAFF, second, true, ""), GALLERY_GONE);
	assert_int_equal(enter(m, no, &second), GALLERY_DONE); /* another picture */
	assert_int_equal(gallery_decide(&env, STAFF, second, true, ""), GALLERY_DONE);
	assert_int_equal(times_told(m, "gallery_shown"), 1);
	assert_int_equal(gallery_decide(&env, STAFF, first, true, ""), GALLERY_GONE); /* withdrawn */
	assert_int_equal(enter(other, no + 1000, &first), GALLERY_UNKNOWN);
}

static void each_thing_in_its_time(void **state)
{
	uint64_t m = rich_member(0), other = rich_member(0);
	int64_t no = gallery_made(""), entry, late = 0;
	struct service_env env;

	(void)state;
	now_is("2026-11-30T23:59:59+08:00");
	assert_int_equal(enter(m, no, &late), GALLERY_CLOSED);
	now_is(FROM);
	entry = shown(m, no);
	assert_int_equal(vote(other, entry), GALLERY_CLOSED);
	now_is(VOTES);
	assert_int_equal(enter(other, no, &late), GALLERY_CLOSED);
	assert_int_equal(vote(other, entry), GALLERY_DONE);
	now_is(ENDS);
	assert_int_equal(vote(other, entry), GALLERY_CLOSED);
	env = now();
	assert_int_equal(gallery_withdraw(&env, m, entry), GALLERY_CLOSED);
	assert_int_equal(number(&votes_of, (uint64_t)entry), 1);
	/* what should never have been shown is taken down at any time */
	assert_int_equal(gallery_decide(&env, STAFF, entry, false, "他人的照片"), GALLERY_DONE);
}

static void one_vote_a_member_and_it_moves(void **state)
{
	uint64_t a = rich_member(0), b = rich_member(0), c = rich_member(0);
	int64_t no = gallery_made(""), of_a = shown(a, no), of_b = shown(b, no), waits = 0;

	(void)state;
	assert_int_equal(enter(c, no, &waits), GALLERY_DONE);
	now_is("2026-12-12T12:00:00+08:00");
	assert_int_equal(vote(a, of_a), GALLERY_OWN);
	assert_int_equal(vote(a, waits), GALLERY_GONE);
	assert_int_equal(vote(a, waits + 1000), GALLERY_UNKNOWN);
	assert_int_equal(vote(c, of_a), GALLERY_DONE);
	assert_int_equal(vote(c, of_a), GALLERY_SAME);
	assert_int_equal(number(&votes_of, (uint64_t)of_a), 1);
	assert_int_equal(vote(c, of_b), GALLERY_DONE);
	assert_int_equal(number(&votes_of, (uint64_t)of_a), 0);
	assert_int_equal(number(&votes_of, (uint64_t)of_b), 1);
	assert_int_equal(vote(c, of_a), GALLERY_DONE); /* from a greater number to a lesser */
	assert_int_equal(number(&votes_of, (uint64_t)of_a), 1);
	assert_int_equal(number(&votes_of, (uint64_t)of_b), 0);
	assert_int_equal(number(&votes_given, (uint64_t)no), 1);
}

static void whom_it_is_for(void **state)
{
	uint64_t m = rich_member(0);
	int64_t no = gallery_made("gold"), entry = 0;

	(void)state;
	assert_int_equal(enter(m, no, &entry), GALLERY_FOR);
	sql("UPDATE account SET tier = 'gold' WHERE member_id = %llu", (unsigned long long)m);
	assert_int_equal(enter(m, no, &entry), GALLERY_DONE);
}

static void times_are_set_at_their_version(void **state)
{
	int64_t no = gallery_made("");
	struct service_env env = now();
	struct gallery_times good = {1, 2, 3}, bad = {2, 2, 3};

	(void)state;
	assert_int_equal(gallery_set(&env, STAFF, no, &bad, 1), GALLERY_TIMES);
	assert_int_equal(gallery_set(&env, STAFF, no, &good, 0), GALLERY_CHANGED);
	assert_int_equal(gallery_set(&env, STAFF, no, &good, 7), GALLERY_CHANGED);
	assert_int_equal(gallery_set(&env, STAFF, no, &good, 1), GALLERY_DONE);
	assert_int_equal(gallery_set(&env, STAFF, no, &good, 1), GALLERY_CHANGED);
	assert_int_equal(gallery_set(&env, STAFF, no + 1000, &good, 0), GALLERY_UNKNOWN);
}

static int64_t rush_entries[2];

static int rush(struct database *own, uint64_t member, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	enum gallery_outcome outcome = GALLERY_TRY_AGAIN;

	member += (uint64_t)i;
	/* to and fro: the last word is the first entry */
	for (int k = 0; k < 5; k++)
		outcome = gallery_vote(&env, plans, member, rush_entries[k % 2]);
	talloc_free(mem);
	return outcome;
}

static void a_rush_of_votes_is_counted(void **state)
{
	uint64_t first = rich_member(0), a, b;
	int64_t no;

	(void)state;
	for (int i = 1; i < 16; i++)
		rich_member(0);
	a = rich_member(0);
	b = rich_member(0);
	no = gallery_made("");
	rush_entries[0] = shown(a, no);
	rush_entries[1] = shown(b, no);
	now_is("2026-12-12T12:00:00+08:00");
	together(16, rush, first);
	assert_int_equal(count(16, GALLERY_DONE), 16);
	assert_int_equal(number(&votes_given, (uint64_t)no), 16);
	assert_int_equal(number(&votes_of, (uint64_t)rush_entries[0]), 16);
	assert_int_equal(number(&votes_of, (uint64_t)rush_entries[1]), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_entry_a_member),
		cmocka_unit_test(each_thing_in_its_time),
		cmocka_unit_test(one_vote_a_member_and_it_moves),
		cmocka_unit_test(whom_it_is_for),
		cmocka_unit_test(times_are_set_at_their_version),
		cmocka_unit_test(a_rush_of_votes_is_counted),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
