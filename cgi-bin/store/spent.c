#include "store/spent.h"

#include "base/mem.h"
#include "rule/ledger.h"

static const struct db_sql sql_entries = {
	"SELECT seq, kind, points FROM entry WHERE member_id = ? AND source_kind = ? AND"
	" source_id IN (?, CONCAT(?, '/cancel'), CONCAT(?, '/reject'), CONCAT(?, '/company'))",
	"iissss", "iii"};
static const struct db_sql sql_ended = {
	"SELECT CAST(COALESCE(SUM(a.points), 0) AS SIGNED) FROM allocation a"
	" JOIN lot l ON l.member_id = a.member_id AND l.seq = a.lot_seq"
	" WHERE a.member_id = ? AND a.entry_seq = ? AND l.expires_on < ?",
	"iid", "i"};
static const struct db_sql sql_days = {
	"SELECT expires_on, CAST(SUM(`left`) AS SIGNED) FROM lot WHERE member_id = ? AND is_open = 1"
	" AND available_on <= ? AND expires_on >= ? GROUP BY expires_on ORDER BY expires_on"
	" LIMIT 1000",
	"idd", "di"};

enum db spent_entries(struct database *db, uint64_t member_id, const char *redemption_no,
                      struct spent_entries *out)
{
	void *mem = talloc_new(NULL);
	enum db got = db_query(db, mem, &sql_entries, (int64_t)member_id, (int64_t)SOURCE_SPEND,
	                       redemption_no, redemption_no, redemption_no, redemption_no);

	*out = (struct spent_entries){0};
	while (got == DB_OK) {
		int64_t seq, kind, points;

		got = db_next(db, &sql_entries, &seq, &kind, &points);
		if (got == DB_OK && kind == ENTRY_SPEND)
			out->spent = seq;
		else if (got == DB_OK && kind == ENTRY_GIVE_BACK) {
			out->returned = seq;
			out->points += points;
		}
	}
	talloc_free(mem);
	return got == DB_NONE ? DB_OK : got;
}

enum db spent_ended(struct database *db, uint64_t member_id, int64_t seq, int32_t today,
                    int64_t *points)
{
	void *mem = talloc_new(NULL);
	enum db got = db_one(db, mem, &sql_ended, (int64_t)member_id, seq, today, points);

	talloc_free(mem);
	return got;
}

enum db spent_days(struct database *db, void *mem, uint64_t member_id, int32_t today,
                   struct spent_day **out, int *n)
{
	enum db got = db_query(db, mem, &sql_days, (int64_t)member_id, today, today);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct spent_day row = {0};

		got = db_next(db, &sql_days, &row.expires_on, &row.points);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct spent_day, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
