#include "store/due.h"

#include "base/mem.h"

/* all-members: the nightly job asks by index who is due at all */
static const struct db_sql due[] = {
	[DUE_EXPIRE] = {
		"SELECT DISTINCT member_id FROM lot WHERE is_open = 1 AND expires_on < ?"
		" AND member_id > ? ORDER BY member_id LIMIT 500",
		"di", "i"
	},
	[DUE_AVAILABLE] = {
		"SELECT member_id FROM account WHERE good_through < ? AND member_id > ?"
		" ORDER BY member_id LIMIT 500",
		"di", "i"
	},
	[DUE_REVIEW] = {
		"SELECT member_id FROM account WHERE review_on <= ? AND member_id > ?"
		" ORDER BY member_id LIMIT 500",
		"di", "i"
	},
};

enum db due_members(struct database *db, void *mem, enum due what, int32_t today, uint64_t after,
                    uint64_t **members, int *n)
{
	int64_t member = 0;
	enum db result = db_query(db, mem, &due[what], today, (int64_t)after);

	*members = talloc_array(mem, uint64_t, DUE_BATCH);
	*n = 0;
	while (result == DB_OK && (result = db_next(db, &due[what], &member)) == DB_OK)
		(*members)[(*n)++] = (uint64_t)member;
	return result == DB_NONE ? DB_OK : result;
}
