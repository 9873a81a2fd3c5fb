#include "store/partner_earned.h"

#define SUMS "SELECT CAST(COALESCE(SUM(CASE WHEN month = ? THEN points END), 0) AS SIGNED)," \
	" CAST(COALESCE(SUM(points), 0) AS SIGNED) FROM partner_earned" \
	" WHERE partner = ? AND month BETWEEN ? AND ?"

static const struct db_sql sql_read = {SUMS, "dsdd", "ii"};
static const struct db_sql sql_claim = {
	"INSERT INTO partner_earned (partner, month) VALUES (?, ?)"
	" ON DUPLICATE KEY UPDATE points = partner_earned.points",
	"sd", ""};
static const struct db_sql sql_sums = {SUMS " LOCK IN SHARE MODE", "dsdd", "ii"};
static const struct db_sql sql_add = {
	"UPDATE partner_earned SET points = points + ? WHERE partner = ? AND month = ?", "isd", ""};

static enum db sums(struct database *db, const struct db_sql *sql, const char *partner,
                    int32_t month, struct partner_earned *out)
{
	struct civil first = {.year = civil_of(month).year, .month = 1, .day = 1};

	*out = (struct partner_earned){0};
	return db_one(db, NULL, sql, month, partner, day_from_civil(first), month, &out->month,
	              &out->year);
}

enum db partner_earned_read(struct database *db, const char *partner, int32_t month,
                            struct partner_earned *out)
{
	return sums(db, &sql_read, partner, month, out);
}

enum db partner_earned_lock(struct database *db, const char *partner, int32_t month,
                            struct partner_earned *out)
{
	enum db got = db_run(db, &sql_claim, partner, month);

	return got == DB_OK ? sums(db, &sql_sums, partner, month, out) : got;
}

enum db partner_earned_add(struct database *db, const char *partner, int32_t month, int64_t points)
{
	return db_run(db, &sql_add, points, partner, month);
}
