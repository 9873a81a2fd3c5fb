#include "store/birthday.h"

#include "base/mem.h"

/* all-members: the nightly job asks by index who has a birthday */
static const struct db_sql sql_list = {
	"SELECT p.member_id, a.tier FROM person p"
	" JOIN member m ON m.member_id = p.member_id AND m.state = 'active'"
	" JOIN account a ON a.member_id = p.member_id"
	" WHERE p.birth_key = ? AND p.person_id = 1 AND p.member_id > ? AND p.state = 'active'"
	" ORDER BY p.member_id LIMIT 500",
	"ii", "is"};
static const struct db_sql sql_given = {
	"SELECT birthday FROM birthday_gift WHERE member_id = ? AND kind = ?"
	" ORDER BY year DESC LIMIT 1 FOR UPDATE",
	"is", "d"};
static const struct db_sql sql_keep = {
	"INSERT INTO birthday_gift (member_id, kind, year, birthday, what, given_at)"
	" VALUES (?, ?, ?, ?, ?, ?)",
	"isidst", ""};

enum db birthday_list(struct database *db, void *mem, int64_t key, uint64_t after,
                      struct birthday **out, int *n)
{
	int64_t member = 0;
	char *tier;
	enum db got = db_query(db, mem, &sql_list, key, (int64_t)after);

	*out = talloc_array(mem, struct birthday, BIRTHDAY_BATCH);
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &sql_list, &member, &tier)) == DB_OK)
		(*out)[(*n)++] = (struct birthday){(uint64_t)member, tier};
	return got == DB_NONE ? DB_OK : got;
}

enum db birthday_given(struct database *db, uint64_t member_id, const char *kind,
                       int32_t *birthday)
{
	return db_one(db, NULL, &sql_given, (int64_t)member_id, kind, birthday);
}

enum db birthday_keep(struct database *db, const struct birthday_gift *gift, int64_t now)
{
	return db_run(db, &sql_keep, (int64_t)gift->member_id, gift->kind,
	              (int64_t)civil_of(gift->birthday).year, gift->birthday, gift->what, now);
}
