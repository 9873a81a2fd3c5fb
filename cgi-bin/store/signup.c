/* Who comes to which event. */
#include "base/mem.h"
#include "store/event.h"

#define COLUMNS "CAST(s.member_id AS SIGNED), s.signup_no, CAST(s.event_no AS SIGNED)," \
	" CAST(s.person_id AS SIGNED), CAST(s.seats AS SIGNED), s.state, CAST(s.queue_no AS SIGNED)," \
	" CAST(s.cost_points AS SIGNED), s.signed_at, s.moved_at, s.came_at, s.ended_at, s.ended_by," \
	" s.points_back"
#define ALONE COLUMNS ", '', '' FROM event_signup s"
#define PEOPLE COLUMNS ", m.member_no, COALESCE(p.name, '') FROM event_signup s" \
	" JOIN member m ON m.member_id = s.member_id LEFT JOIN person p" \
	" ON p.member_id = s.member_id AND p.person_id = s.person_id"
#define OUT "isiii" "sii" "ttttsi" "ss"

static const struct db_sql ADD = {
	"INSERT INTO event_signup (member_id, signup_no, event_no, person_id, seats, state, queue_no,"
	" cost_points, signed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "isiiisiit", "" };
static const struct db_sql SAVE = {
	"UPDATE event_signup SET state = ?, cost_points = ?, moved_at = ?, came_at = ?, ended_at = ?,"
	" ended_by = ?, points_back = ? WHERE member_id = ? AND signup_no = ?", "sitttsiis", "" };
static const struct db_sql READ = {
	"SELECT " ALONE " WHERE s.member_id = ? AND s.event_no = ? AND s.is_live = 1", "ii", OUT };
static const struct db_sql LOCK = {
	"SELECT " ALONE " WHERE s.member_id = ? AND s.event_no = ? AND s.is_live = 1 FOR UPDATE", "ii",
	OUT };
static const struct db_sql LATEST = {
	"SELECT " ALONE " WHERE s.member_id = ? AND s.event_no = ?"
	" ORDER BY s.ended_at DESC, s.signup_no LIMIT 1", "ii", OUT };
static const struct db_sql MINE = {
	"SELECT " ALONE " WHERE s.member_id = ? AND s.is_live = 1 ORDER BY s.event_no DESC LIMIT 200",
	"i", OUT };
/* all-members: one's place on a waiting list */
static const struct db_sql BEFORE = {
	"SELECT COUNT(*) FROM event_signup WHERE event_no = ? AND state = 'waiting' AND queue_no < ?",
	"ii", "i" };
/* all-members: whose turn it is; judged again under that member's account */
static const struct db_sql NEXT = {
	"SELECT CAST(member_id AS SIGNED), CAST(seats AS SIGNED) FROM event_signup"
	" WHERE event_no = ? AND state = 'waiting' ORDER BY queue_no, signup_no LIMIT 1", "i", "ii" };
/* all-members: the desk checks in by the code */
static const struct db_sql BY_CODE = { "SELECT " PEOPLE " WHERE s.signup_no = ?", "s", OUT };
/* all-members: the desk's list of an event */
static const struct db_sql OF_EVENT = {
	"SELECT " PEOPLE " WHERE s.event_no = ? AND s.state <> 'cancelled'"
	" ORDER BY s.state = 'waiting', s.queue_no, s.signed_at, s.signup_no LIMIT ?", "ii", OUT };
/* all-members: who is told about an event */
static const struct db_sql MEMBERS = {
	"SELECT CAST(member_id AS SIGNED) FROM event_signup WHERE event_no = ? AND state = ?"
	" AND member_id > ? ORDER BY member_id LIMIT ?", "isii", "i" };

static enum db take(enum db got, struct signup *out, const int64_t id[2])
{
	out->member_id = (uint64_t)id[0];
	out->person_id = (uint64_t)id[1];
	return got;
}

/* Where the columns of a row land; the two ids by way of ID. */
#define INTO(s, id) &(id)[0], &(s)->signup_no, &(s)->event_no, &(id)[1], &(s)->seats, &(s)->state, \
	&(s)->queue_no, &(s)->cost_points, &(s)->signed_at, &(s)->moved_at, &(s)->came_at,         \
	&(s)->ended_at, &(s)->ended_by, &(s)->points_back, &(s)->member_no, &(s)->name

enum db signup_add(struct database *db, const struct signup *s)
{
	return db_run(db, &ADD, (int64_t)s->member_id, s->signup_no, s->event_no,
	              (int64_t)s->person_id, s->seats, s->state, s->queue_no, s->cost_points,
	              s->signed_at);
}

enum db signup_save(struct database *db, const struct signup *s)
{
	return db_run(db, &SAVE, s->state, s->cost_points, s->moved_at, s->came_at, s->ended_at,
	              s->ended_by, s->points_back, (int64_t)s->member_id, s->signup_no);
}

static enum db one(struct database *db, void *mem, const struct db_sql *sql, uint64_t member_id,
                   int64_t event_no, struct signup *out)
{
	int64_t id[2] = {0, 0};

	return take(db_one(db, mem, sql, (int64_t)member_id, event_no, INTO(out, id)), out, id);
}

enum db signup_read(struct database *db, void *mem, uint64_t member_id, int64_t event_no,
                    struct signup *out)
{
	return one(db, mem, &READ, member_id, event_no, out);
}

enum db signup_lock(struct database *db, void *mem, uint64_t member_id, int64_t event_no,
                    struct signup *out)
{
	return one(db, mem, &LOCK, member_id, event_no, out);
}

enum db signup_latest(struct database *db, void *mem, uint64_t member_id, int64_t event_no,
                      struct signup *out)
{
	return one(db, mem, &LATEST, member_id, event_no, out);
}

static enum db gather(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                      struct signup **out, int *n)
{
	struct signup row;
	int64_t id[2] = {0, 0};

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = take(db_next(db, sql, INTO(&row, id)), &row, id)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct signup, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db signup_mine(struct database *db, void *mem, uint64_t member_id, struct signup **out, int *n)
{
	return gather(db, mem, &MINE, db_query(db, mem, &MINE, (int64_t)member_id), out, n);
}

enum db signup_list(struct database *db, void *mem, int64_t event_no, int64_t limit,
                    struct signup **out, int *n)
{
	return gather(db, mem, &OF_EVENT, db_query(db, mem, &OF_EVENT, event_no, limit), out, n);
}

enum db signup_of_code(struct database *db, void *mem, const char *code, struct signup *out)
{
	int64_t id[2] = {0, 0};

	return take(db_one(db, mem, &BY_CODE, code, INTO(out, id)), out, id);
}

enum db signup_before(struct database *db, int64_t event_no, int64_t queue_no, int64_t *n)
{
	return db_one(db, NULL, &BEFORE, event_no, queue_no, n);
}

enum db signup_next(struct database *db, int64_t event_no, uint64_t *member_id, int64_t *seats)
{
	int64_t id = 0;
	enum db got = db_one(db, NULL, &NEXT, event_no, &id, seats);

	*member_id = (uint64_t)id;
	return got;
}

enum db signup_members(struct database *db, void *mem, int64_t event_no, const char *state,
                       uint64_t after, int64_t limit, uint64_t **out, int *n)
{
	int64_t id = 0;
	enum db got = db_query(db, mem, &MEMBERS, event_no, state, (int64_t)after, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &MEMBERS, &id)) == DB_OK) {
		*out = talloc_realloc(mem, *out, uint64_t, (unsigned)*n + 1);
		(*out)[(*n)++] = (uint64_t)id;
	}
	return got == DB_NONE ? DB_OK : got;
}
