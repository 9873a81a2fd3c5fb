#include "store/preference.h"

#include <string.h>

#include "base/mem.h"

static const struct db_sql sql_get = {
	"SELECT suggest, destinations, interests, transport, lodging FROM preference"
	" WHERE member_id = ?",
	"i", "issss"};
static const struct db_sql sql_save = {
	"INSERT INTO preference (member_id, suggest, destinations, interests, transport, lodging)"
	" VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE suggest = VALUES(suggest),"
	" destinations = VALUES(destinations), interests = VALUES(interests),"
	" transport = VALUES(transport), lodging = VALUES(lodging)",
	"iissss", ""};
static const struct db_sql sql_habits = {
	"SELECT category FROM redemption WHERE member_id = ? AND ended_at IS NULL"
	" GROUP BY category ORDER BY COUNT(*) DESC, category LIMIT 8",
	"i", "s"};

enum db preference_get(struct database *db, void *mem, uint64_t member_id,
                       struct preference *out)
{
	char *destinations, *interests, *transport, *lodging;
	int64_t suggest;
	enum db got = db_one(db, mem, &sql_get, (int64_t)member_id, &suggest, &destinations,
	                     &interests, &transport, &lodging);

	*out = (struct preference){true, "", "", "", ""};
	if (got == DB_NONE)
		return DB_OK;
	if (got == DB_OK)
		*out = (struct preference){suggest != 0, destinations, interests, transport, lodging};
	return got;
}

enum db preference_save(struct database *db, uint64_t member_id, const struct preference *p)
{
	return db_run(db, &sql_save, (int64_t)member_id, (int64_t)p->suggest, p->destinations,
	              p->interests, p->transport, p->lodging);
}

enum db preference_habits(struct database *db, void *mem, uint64_t member_id,
                          const char ***out, int *n)
{
	const char **words = talloc_array(mem, const char *, PREFERENCE_CATEGORIES);
	enum db got = db_query(db, mem, &sql_habits, (int64_t)member_id);

	*out = words;
	*n = 0;
	while (got == DB_OK && *n < PREFERENCE_CATEGORIES) {
		char *word;

		got = db_next(db, &sql_habits, &word);
		if (got == DB_OK)
			words[(*n)++] = word;
	}
	if (got == DB_OK)
		db_end(db, &sql_habits);
	return got == DB_NONE ? DB_OK : got;
}

bool preference_has(const char *list, const char *word)
{
	size_t len = strlen(word);

	while (len > 0 && *list) {
		size_t n = strcspn(list, ",");

		if (n == len && strncmp(list, word, len) == 0)
			return true;
		list += n + (list[n] == ',');
	}
	return false;
}
