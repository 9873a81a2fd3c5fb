#include "store/redemption.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/redemption_sql.h"

static const struct db_sql owner = {
	"SELECT member_id FROM redemption_no WHERE redemption_no = ?", "s", "i"
};
static const struct db_sql claim = {
	"INSERT INTO redemption_no (redemption_no, member_id) VALUES (?, ?)", "si", ""
};
static const struct db_sql insert = {
	"INSERT INTO redemption (member_id, redemption_no, person_id, item, category, name,"
	" name_en, supplier, quantity, cost_points, value_fen, tier, priority, state,"
	" held_reason, placed_at, promised_on, shipped_at, done_at, recipient, phone, address,"
	" departs_on, travellers, flyer_no, channel, clerk_id, clerk)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"isisssss" "iiisisstd" "ttsss" "dss" "sis", ""
};
static const struct db_sql read_one = {
	REDEMPTION_COLUMNS("''") " WHERE r.member_id = ? AND r.redemption_no = ?", "is",
	REDEMPTION_OUT
};
static const struct db_sql lock_one = {
	REDEMPTION_COLUMNS("''") " WHERE r.member_id = ? AND r.redemption_no = ? FOR UPDATE", "is",
	REDEMPTION_OUT
};
static const struct db_sql latest = {
	REDEMPTION_COLUMNS("''")
	" WHERE r.member_id = ? AND (? = 0 OR r.state IN ('placed', 'approved', 'shipped'))"
	" ORDER BY r.placed_at DESC, r.redemption_no DESC LIMIT ?", "iii", REDEMPTION_OUT
};
static const struct db_sql older = {
	REDEMPTION_COLUMNS("''")
	" JOIN redemption b ON b.member_id = r.member_id AND b.redemption_no = ?"
	" WHERE r.member_id = ? AND (? = 0 OR r.state IN ('placed', 'approved', 'shipped'))"
	" AND (r.placed_at < b.placed_at OR (r.placed_at = b.placed_at AND"
	" r.redemption_no < b.redemption_no))"
	" ORDER BY r.placed_at DESC, r.redemption_no DESC LIMIT ?", "siii", REDEMPTION_OUT
};
static const struct db_sql had = {
	"SELECT CAST(COALESCE(SUM(quantity), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(value_fen), 0) AS SIGNED) FROM redemption WHERE member_id = ?"
	" AND item = ? AND placed_at >= ? AND state NOT IN ('rejected', 'cancelled')"
	" LOCK IN SHARE MODE", "ist", "ii"
};
static const struct db_sql signs = {
	/* all-members: one address behind many accounts is what is looked for */
	"SELECT (SELECT COUNT(DISTINCT member_id) FROM redemption WHERE address = ?"
	" AND address <> '' AND member_id <> ? AND placed_at >= ?), (SELECT COUNT(*) FROM one_time"
	" WHERE member_id = ? AND kind = 'reset' AND used_at >= ?)", "sitit", "ii"
};
static const struct db_sql coupons = {
	"SELECT COUNT(*), CAST(COALESCE(SUM(state = 'used'), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(state <> 'used' AND (state <> 'issued' OR expires_on < ?)), 0) AS SIGNED)"
	" FROM coupon WHERE member_id = ? AND redemption_no = ? FOR UPDATE", "dis", "iii"
};
static const struct db_sql coupons_cancel = {
	"UPDATE coupon SET state = 'cancelled' WHERE member_id = ? AND redemption_no = ?"
	" AND state <> 'used'", "is", ""
};
static const struct db_sql save = {
	"UPDATE redemption SET state = ?, held_reason = ?, approved_at = ?, shipped_at = ?,"
	" done_at = ?, ended_at = ?, ended_by = ?, reason = ?, carrier = ?, tracking_no = ?,"
	" score = ?, feedback = ?, feedback_at = ? WHERE member_id = ? AND redemption_no = ?",
	"ssttttssssIstis", ""
};

static const struct db_sql rating_add = {
	"INSERT INTO redemption_rating (member_id, redemption_no, n, score, before_score, rated_at)"
	" SELECT ?, ?, COUNT(*) + 1, ?, ?, ? FROM redemption_rating WHERE member_id = ?"
	" AND redemption_no = ?", "isiitis", ""
};

static const char *const state_words[] = {
	"", "placed", "approved", "shipped", "issued", "done", "rejected", "cancelled"
};

const char *redemption_state_word(enum redemption_state state)
{
	bool known = state >= REDEMPTION_PLACED && state <= REDEMPTION_CANCELLED;

	return state_words[known ? state : 0];
}

enum redemption_state redemption_state_of(const char *word)
{
	for (int i = REDEMPTION_PLACED; i <= REDEMPTION_CANCELLED; i++)
		if (word && strcmp(word, state_words[i]) == 0)
			return (enum redemption_state)i;
	return (enum redemption_state)0;
}

enum db redemption_next(struct database *db, const struct db_sql *sql, struct redemption *out)
{
	int64_t member = 0, person = 0, priority = 0, clerk = 0;
	char *text[22];
	enum db result;

	*out = (struct redemption){ 0 };
	result = db_next(db, sql, &member, &text[0], &person, &text[1], &text[2], &text[3],
	                 &text[4], &text[5], &out->quantity, &out->cost_points, &out->value_fen,
	                 &text[6], &priority, &text[7], &text[8], &out->placed_at,
	                 &out->promised_on, &out->approved_at, &out->shipped_at, &out->done_at,
	                 &out->ended_at, &text[9], &text[10], &text[11], &text[12], &text[13],
	                 &text[14], &text[15], &out->departs_on, &text[16], &text[17],
	                 &out->score, &text[18], &out->feedback_at, &text[19],
	                 &text[20], &clerk, &text[21], &out->miles_batch);
	if (result != DB_OK)
		return result;
	out->member_id = (uint64_t)member;
	out->person_id = (uint64_t)person;
	out->redemption_no = text[0];
	out->item = text[1];
	out->category = item_category_of(text[2]);
	out->name = text[3];
	out->name_en = text[4];
	out->supplier = text[5];
	out->tier = text[6];
	out->priority = priority != 0;
	out->state = redemption_state_of(text[7]);
	out->held_reason = text[8];
	out->ended_by = text[9];
	out->reason = text[10];
	out->carrier = text[11];
	out->tracking_no = text[12];
	out->recipient = text[13];
	out->phone = text[14];
	out->address = text[15];
	out->travellers = text[16];
	out->flyer_no = text[17];
	out->feedback = text[18];
	out->member_no = text[19];
	out->desk = strcmp(text[20], "desk") == 0;
	out->clerk_id = (uint64_t)clerk;
	out->clerk = text[21];
	if (out->score == INT64_MIN)
		out->score = -1;
	return DB_OK;
}

enum db redemption_rows(struct database *db, void *mem, const struct db_sql *sql, enum db result,
                        int64_t room, struct redemption **out, int *n)
{
	struct redemption row;

	*out = talloc_array(mem, struct redemption, (unsigned)room + 1);
	assert(*out != NULL);
	*n = 0;
	while (result == DB_OK && (result = redemption_next(db, sql, &row)) == DB_OK)
		(*out)[(*n)++] = row;
	return result == DB_NONE ? DB_OK : result;
}

enum db redemption_owner(struct database *db, const char *redemption_no, uint64_t *member_id)
{
	int64_t member = 0;
	enum db result = db_one(db, NULL, &owner, redemption_no, &member);

	*member_id = (uint64_t)member;
	return result;
}

enum db redemption_claim(struct database *db, const char *redemption_no, uint64_t member_id)
{
	return db_run(db, &claim, redemption_no, (int64_t)member_id);
}

enum db redemption_add(struct database *db, const struct redemption *r)
{
	return db_run(db, &insert, (int64_t)r->member_id, r->redemption_no, (int64_t)r->person_id,
	              r->item, item_category_word(r->category), r->name, r->name_en, r->supplier,
	              r->quantity, r->cost_points, r->value_fen, r->tier, (int64_t)r->priority,
	              redemption_state_word(r->state), r->held_reason, r->placed_at,
	              r->promised_on, r->shipped_at, r->done_at, r->recipient, r->phone,
	              r->address, r->departs_on, r->travellers, r->flyer_no, r->desk ? "desk" : "web",
	              (int64_t)r->clerk_id, r->clerk ? r->clerk : "");
}

static enum db fetch_one(struct database *db, void *mem, const struct db_sql *sql,
                         uint64_t member_id, const char *redemption_no, struct redemption *out)
{
	enum db result = db_query(db, mem, sql, (int64_t)member_id, redemption_no);

	if (result == DB_OK)
		result = redemption_next(db, sql, out);
	if (result == DB_OK)
		db_end(db, sql);
	return result;
}

enum db redemption_read(struct database *db, void *mem, uint64_t member_id,
                        const char *redemption_no, struct redemption *out)
{
	return fetch_one(db, mem, &read_one, member_id, redemption_no, out);
}

enum db redemption_lock(struct database *db, void *mem, uint64_t member_id,
                        const char *redemption_no, struct redemption *out)
{
	return fetch_one(db, mem, &lock_one, member_id, redemption_no, out);
}

enum db redemption_list(struct database *db, void *mem, uint64_t member_id, bool open,
                        const char *before, int64_t limit, struct redemption **out, int *n)
{
	const struct db_sql *sql = before && *before ? &older : &latest;
	enum db result;

	if (sql == &older)
		result = db_query(db, mem, sql, before, (int64_t)member_id, (int64_t)open, limit);
	else
		result = db_query(db, mem, sql, (int64_t)member_id, (int64_t)open, limit);
	return redemption_rows(db, mem, sql, result, limit, out, n);
}

enum db redemption_had(struct database *db, uint64_t member_id, const char *item, int64_t since,
                       int64_t *quantity, int64_t *value_fen)
{
	return db_one(db, NULL, &had, (int64_t)member_id, item, since, quantity, value_fen);
}

enum db redemption_signs(struct database *db, uint64_t member_id, const char *address,
                         int64_t since, int64_t reset_since, int64_t *others, int64_t *resets)
{
	return db_one(db, NULL, &signs, address, (int64_t)member_id, since, (int64_t)member_id,
	              reset_since, others, resets);
}

enum db redemption_coupons(struct database *db, uint64_t member_id, const char *redemption_no,
                           int32_t today, int64_t *all, int64_t *used, int64_t *over)
{
	return db_one(db, NULL, &coupons, today, (int64_t)member_id, redemption_no, all, used, over);
}

enum db redemption_coupons_cancel(struct database *db, uint64_t member_id,
                                  const char *redemption_no)
{
	return db_run(db, &coupons_cancel, (int64_t)member_id, redemption_no);
}

enum db redemption_save(struct database *db, const struct redemption *r)
{
	return db_run(db, &save, redemption_state_word(r->state), r->held_reason, r->approved_at,
	              r->shipped_at, r->done_at, r->ended_at, r->ended_by, r->reason, r->carrier,
	              r->tracking_no, r->score < 0 ? INT64_MIN : r->score, r->feedback,
	              r->feedback_at, (int64_t)r->member_id, r->redemption_no);
}

enum db redemption_rating_add(struct database *db, const struct redemption *r, int64_t score,
                              int64_t now)
{
	return db_run(db, &rating_add, (int64_t)r->member_id, r->redemption_no, score,
	              r->score < 0 ? (int64_t)0 : r->score, now, (int64_t)r->member_id,
	              r->redemption_no);
}
