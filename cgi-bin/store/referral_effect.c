#include <string.h>

#include "base/mem.h"
#include "store/referral.h"

#define ROWS 100
#define COLUMNS "e.effect_id, e.member_id, e.friend_id, e.part, e.state, e.points, e.reason," \
	" e.evidence, e.counted_on, e.posted_at, e.settled_at, e.note"
#define COLUMNS_OUT "iiississdtts"

static const struct db_sql POST = {
	"INSERT INTO referral_effect (member_id, friend_id, part, posted_at) VALUES (?, ?, ?, ?)",
	"iist", ""
};
static const struct db_sql LIST = {
	"SELECT " COLUMNS " FROM referral_effect e WHERE e.state = ? AND e.effect_id > ?"
	" ORDER BY e.effect_id LIMIT 100",
	"si", COLUMNS_OUT
};
static const struct db_sql LOCK = {
	"SELECT " COLUMNS " FROM referral_effect e WHERE e.member_id = ? AND e.effect_id = ?"
	" FOR UPDATE",
	"ii", COLUMNS_OUT
};
static const struct db_sql LOCK_PART = {
	"SELECT " COLUMNS " FROM referral_effect e WHERE e.member_id = ? AND e.friend_id = ?"
	" AND e.part = ? FOR UPDATE",
	"iis", COLUMNS_OUT
};
static const struct db_sql READ = {
	"SELECT " COLUMNS " FROM referral_effect e WHERE e.effect_id = ?", "i", COLUMNS_OUT
};
static const struct db_sql SAVE = {
	"UPDATE referral_effect SET state = ?, points = ?, reason = ?, evidence = ?, counted_on = ?,"
	" settled_at = ?, note = ?, staff_id = ? WHERE member_id = ? AND effect_id = ?",
	"sissdtsiii", ""
};
static const struct db_sql MONTH = {
	"SELECT friend_id FROM referral_effect WHERE member_id = ? AND counted_on = ? FOR UPDATE",
	"id", "i"
};
static const struct db_sql COUNTED = {
	"SELECT COUNT(counted_on) FROM referral_effect WHERE member_id = ? AND friend_id = ? FOR UPDATE",
	"ii", "i"
};
/* The staff's queue. */
static const struct db_sql HELD = {
	"SELECT " COLUMNS ", m.member_no, f.member_no FROM referral_effect e"
	" JOIN member m ON m.member_id = e.member_id JOIN member f ON f.member_id = e.friend_id"
	" WHERE e.state = 'held' ORDER BY e.effect_id LIMIT ?",
	"i", COLUMNS_OUT "ss"
};

enum db effect_post(struct database *db, uint64_t member_id, uint64_t friend_id, const char *part,
                    int64_t now)
{
	enum db got = db_run(db, &POST, (int64_t)member_id, (int64_t)friend_id, part, now);

	return got == DB_DUP ? DB_OK : got;
}

/* The ids travel as int64_t and end in the row. */
static void ids(struct referral_effect *row, const int64_t id[3])
{
	row->effect_id = (uint64_t)id[0];
	row->member_id = (uint64_t)id[1];
	row->friend_id = (uint64_t)id[2];
}

enum db effect_list(struct database *db, void *mem, const char *state, uint64_t after,
                    struct referral_effect **out, int *n)
{
	struct referral_effect *rows = talloc_zero_array(mem, struct referral_effect, ROWS), e;
	enum db got = rows ? db_query(db, mem, &LIST, state, (int64_t)after) : DB_FAIL;
	int64_t id[3];

	*out = rows;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &LIST, &id[0], &id[1], &id[2], &e.part, &e.state, &e.points,
	                      &e.reason, &e.evidence, &e.counted_on, &e.posted_at, &e.settled_at,
	                      &e.note)) == DB_OK) {
		ids(&e, id);
		if (*n < ROWS)
			rows[(*n)++] = e;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db effect_lock(struct database *db, void *mem, uint64_t member_id, uint64_t effect_id,
                    struct referral_effect *e)
{
	int64_t id[3];
	enum db got = db_one(db, mem, &LOCK, (int64_t)member_id, (int64_t)effect_id, &id[0], &id[1],
	                     &id[2], &e->part, &e->state, &e->points, &e->reason, &e->evidence,
	                     &e->counted_on, &e->posted_at, &e->settled_at, &e->note);

	if (got == DB_OK)
		ids(e, id);
	return got;
}

enum db effect_lock_part(struct database *db, void *mem, uint64_t member_id, uint64_t friend_id,
                         const char *part, struct referral_effect *e)
{
	int64_t id[3];
	enum db got = db_one(db, mem, &LOCK_PART, (int64_t)member_id, (int64_t)friend_id, part, &id[0],
	                     &id[1], &id[2], &e->part, &e->state, &e->points, &e->reason,
	                     &e->evidence, &e->counted_on, &e->posted_at, &e->settled_at, &e->note);

	if (got == DB_OK)
		ids(e, id);
	return got;
}

enum db effect_read(struct database *db, void *mem, uint64_t effect_id, struct referral_effect *e)
{
	int64_t id[3];
	enum db got = db_one(db, mem, &READ, (int64_t)effect_id, &id[0], &id[1], &id[2], &e->part,
	                     &e->state, &e->points, &e->reason, &e->evidence, &e->counted_on,
	                     &e->posted_at, &e->settled_at, &e->note);

	if (got == DB_OK)
		ids(e, id);
	return got;
}

enum db effect_save(struct database *db, const struct referral_effect *e, uint64_t staff_id)
{
	return db_run(db, &SAVE, e->state, e->points, e->reason, e->evidence, e->counted_on,
	              e->settled_at, e->note, (int64_t)staff_id, (int64_t)e->member_id,
	              (int64_t)e->effect_id);
}

enum db effect_month(struct database *db, uint64_t member_id, int32_t month, uint64_t friend_id,
                     int64_t *others, bool *counted)
{
	int64_t id, known = 0;
	enum db got = db_one(db, NULL, &COUNTED, (int64_t)member_id, (int64_t)friend_id, &known);

	*others = 0;
	*counted = known > 0;
	if (got == DB_OK)
		got = db_query(db, NULL, &MONTH, (int64_t)member_id, month);
	while (got == DB_OK && (got = db_next(db, &MONTH, &id)) == DB_OK)
		*others += (uint64_t)id != friend_id;
	return got == DB_NONE ? DB_OK : got;
}

enum db effect_held_list(struct database *db, void *mem, int64_t limit, struct effect_held **out,
                         int *n)
{
	struct effect_held *rows = talloc_zero_array(mem, struct effect_held, (size_t)limit + 1);
	struct effect_held row = {0};
	struct referral_effect *e = &row.effect;
	enum db got = rows ? db_query(db, mem, &HELD, limit) : DB_FAIL;
	int64_t id[3];

	*out = rows;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &HELD, &id[0], &id[1], &id[2], &e->part, &e->state, &e->points,
	                      &e->reason, &e->evidence, &e->counted_on, &e->posted_at,
	                      &e->settled_at, &e->note, &row.member_no, &row.friend_no)) == DB_OK) {
		ids(e, id);
		if (*n < limit)
			rows[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
