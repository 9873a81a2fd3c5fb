#include "store/wish.h"

#include "base/mem.h"

/* The count sits in the insert: two tabs cannot both add the hundredth. */
static const struct db_sql sql_add = {
	"INSERT INTO wish (member_id, item, wished_at, tell, told_at)"
	" SELECT ?, ?, ?, 1, ? FROM (SELECT COUNT(*) AS n FROM wish WHERE member_id = ?) AS had"
	" WHERE had.n < ? ON DUPLICATE KEY UPDATE tell = wish.tell",
	"isttii", ""};
static const struct db_sql sql_has = {
	"SELECT 1 FROM wish WHERE member_id = ? AND item = ?", "is", "i"};
static const struct db_sql sql_remove = {
	"DELETE FROM wish WHERE member_id = ? AND item = ?", "is", ""};
static const struct db_sql sql_tell = {
	"UPDATE wish SET tell = ? WHERE member_id = ? AND item = ?", "iis", ""};
static const struct db_sql sql_list = {
	"SELECT item, wished_at, tell FROM wish WHERE member_id = ?"
	" ORDER BY wished_at DESC, item LIMIT 100",
	"i", "sti"};
static const struct db_sql sql_arm = {
	/* all-members: whoever wished for what is sold out now */
	"UPDATE wish JOIN item ON item.item = wish.item AND item.state = 'live'"
	" JOIN item_stock ON item_stock.item = wish.item AND item_stock.`left` = 0"
	" SET wish.told_at = NULL WHERE wish.tell = 1 AND wish.told_at IS NOT NULL",
	"", ""};
static const struct db_sql sql_due = {
	/* all-members: whoever waits for what is back */
	"SELECT wish.member_id, wish.item, item.name, item.name_en FROM wish"
	" JOIN item ON item.item = wish.item AND item.state = 'live'"
	" LEFT JOIN item_stock ON item_stock.item = wish.item"
	" WHERE wish.tell = 1 AND wish.told_at IS NULL"
	" AND (item_stock.`left` IS NULL OR item_stock.`left` > 0)"
	" ORDER BY wish.member_id, wish.item LIMIT 500",
	"", "isss"};
static const struct db_sql sql_told = {
	"UPDATE wish SET told_at = ? WHERE member_id = ? AND item = ? AND told_at IS NULL",
	"tis", ""};

enum db wish_add(struct database *db, uint64_t member_id, const char *item, bool waits,
                 int64_t now)
{
	int64_t one;
	enum db got = db_run(db, &sql_add, (int64_t)member_id, item, now,
	                     waits ? INSTANT_NONE : now, (int64_t)member_id, (int64_t)WISH_MAX);

	if (got != DB_OK || db_affected(db) > 0)
		return got;
	/* Nothing was added: it is there already, or the list is full. */
	return db_one(db, NULL, &sql_has, (int64_t)member_id, item, &one);
}

enum db wish_remove(struct database *db, uint64_t member_id, const char *item)
{
	return db_run(db, &sql_remove, (int64_t)member_id, item);
}

enum db wish_tell(struct database *db, uint64_t member_id, const char *item, bool tell)
{
	return db_run(db, &sql_tell, (int64_t)tell, (int64_t)member_id, item);
}

enum db wish_list(struct database *db, void *mem, uint64_t member_id, struct wish **out, int *n)
{
	struct wish *rows = talloc_array(mem, struct wish, WISH_MAX);
	enum db got = db_query(db, mem, &sql_list, (int64_t)member_id);

	*out = rows;
	*n = 0;
	while (got == DB_OK && *n < WISH_MAX) {
		int64_t tell;

		got = db_next(db, &sql_list, &rows[*n].item, &rows[*n].wished_at, &tell);
		if (got == DB_OK)
			rows[(*n)++].tell = tell != 0;
	}
	if (got == DB_OK)
		db_end(db, &sql_list);
	return got == DB_NONE ? DB_OK : got;
}

enum db wish_arm(struct database *db, int64_t *n)
{
	enum db got = db_run(db, &sql_arm);

	*n = got == DB_OK ? db_affected(db) : 0;
	return got;
}

enum db wish_due(struct database *db, void *mem, struct wish_due **out, int *n)
{
	struct wish_due *rows = talloc_array(mem, struct wish_due, WISH_BATCH);
	enum db got = db_query(db, mem, &sql_due);

	*out = rows;
	*n = 0;
	while (got == DB_OK && *n < WISH_BATCH) {
		int64_t member_id;

		got = db_next(db, &sql_due, &member_id, &rows[*n].item, &rows[*n].name,
		              &rows[*n].name_en);
		if (got == DB_OK)
			rows[(*n)++].member_id = (uint64_t)member_id;
	}
	if (got == DB_OK)
		db_end(db, &sql_due);
	return got == DB_NONE ? DB_OK : got;
}

enum db wish_told(struct database *db, uint64_t member_id, const char *item, int64_t now)
{
	enum db got = db_run(db, &sql_told, now, (int64_t)member_id, item);

	if (got == DB_OK && db_affected(db) == 0)
		return DB_NONE;
	return got;
}
