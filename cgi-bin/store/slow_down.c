#include "store/slow_down.h"

static const struct db_sql sql_get = {
	"SELECT fails, counted_at FROM slow_down WHERE bucket = ?", "b", "it"};
/* fails is judged by the old counted_at: assignments run from left to right.
 * 900 is SLOW_DOWN_FADE_S. */
static const struct db_sql sql_count = {
	"INSERT INTO slow_down (bucket, fails, counted_at) VALUES (?, 1, ?)"
	" ON DUPLICATE KEY UPDATE"
	" fails = (fails >> LEAST(30, GREATEST(0, TIMESTAMPDIFF(SECOND, counted_at, ?) DIV 900))) + 1,"
	" counted_at = ?",
	"bttt", ""};
static const struct db_sql sql_forget = {"DELETE FROM slow_down WHERE bucket = ?", "b", ""};
static const struct db_sql sql_sweep = {
	"DELETE FROM slow_down WHERE counted_at < ? LIMIT ?", "ti", ""};

enum db slow_down_get(struct database *db, void *mem, struct blob bucket, int64_t *fails,
                      int64_t *counted_at)
{
	return db_one(db, mem, &sql_get, bucket, fails, counted_at);
}

enum db slow_down_count(struct database *db, struct blob bucket, int64_t now)
{
	return db_run(db, &sql_count, bucket, now, now, now);
}

enum db slow_down_forget(struct database *db, struct blob bucket)
{
	return db_run(db, &sql_forget, bucket);
}

enum db slow_down_sweep(struct database *db, int64_t before, int64_t limit)
{
	return db_run(db, &sql_sweep, before, limit);
}
