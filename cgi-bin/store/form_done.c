#include "store/form_done.h"

static const struct db_sql add = {
	"INSERT INTO form_done (member_id, form_id, location, done_at) VALUES (?, ?, ?, ?)",
	"isst", ""
};
static const struct db_sql read_one = {
	"SELECT location FROM form_done WHERE member_id = ? AND form_id = ?", "is", "s"
};
static const struct db_sql lock_one = {
	"SELECT location FROM form_done WHERE member_id = ? AND form_id = ? LOCK IN SHARE MODE",
	"is", "s"
};
static const struct db_sql sweep = {
	"DELETE FROM form_done WHERE done_at < ? LIMIT ?", /* all-members: old rows go */
	"ti", ""
};

enum db form_done_add(struct database *db, uint64_t member_id, const char *form_id,
                      const char *location, int64_t now)
{
	return db_run(db, &add, (int64_t)member_id, form_id, location, now);
}

enum db form_done_lock(struct database *db, void *mem, uint64_t member_id, const char *form_id,
                       char **location)
{
	return db_one(db, mem, &lock_one, (int64_t)member_id, form_id, location);
}

enum db form_done_read(struct database *db, void *mem, uint64_t member_id, const char *form_id,
                       char **location)
{
	return db_one(db, mem, &read_one, (int64_t)member_id, form_id, location);
}

enum db form_done_sweep(struct database *db, int64_t before, int64_t limit)
{
	return db_run(db, &sweep, before, limit);
}
