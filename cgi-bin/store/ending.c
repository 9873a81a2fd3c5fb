#include "store/ending.h"

#include "base/mem.h"

/* all-members: the nightly job asks by index whose points end on a day */
static const struct db_sql sql_points = {
	"SELECT member_id, CAST(SUM(`left`) AS SIGNED) FROM lot WHERE is_open = 1 AND expires_on = ?"
	" AND member_id > ? GROUP BY member_id ORDER BY member_id LIMIT 500",
	"di", "ii"};
/* all-members: the nightly job asks by index whose coupons end on a day */
static const struct db_sql sql_coupons = {
	"SELECT member_id, COUNT(*) FROM coupon WHERE state = 'issued' AND expires_on = ?"
	" AND member_id > ? GROUP BY member_id ORDER BY member_id LIMIT 500",
	"di", "ii"};

static enum db list(struct database *db, void *mem, const struct db_sql *sql, int32_t day,
                    uint64_t after, struct ending **out, int *n)
{
	int64_t member = 0, count = 0;
	enum db got = db_query(db, mem, sql, day, (int64_t)after);

	*out = talloc_array(mem, struct ending, ENDING_BATCH);
	*n = 0;
	while (got == DB_OK && (got = db_next(db, sql, &member, &count)) == DB_OK)
		(*out)[(*n)++] = (struct ending){(uint64_t)member, count};
	return got == DB_NONE ? DB_OK : got;
}

enum db ending_points(struct database *db, void *mem, int32_t day, uint64_t after,
                      struct ending **out, int *n)
{
	return list(db, mem, &sql_points, day, after, out, n);
}

enum db ending_coupons(struct database *db, void *mem, int32_t day, uint64_t after,
                       struct ending **out, int *n)
{
	return list(db, mem, &sql_coupons, day, after, out, n);
}
