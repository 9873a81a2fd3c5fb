#include "store/mail_choice.h"

#include <string.h>

#include "base/mem.h"

static const struct db_sql sql_get = {
	"SELECT wanted FROM mail_choice WHERE member_id = ? AND person_id = ? AND topic = ?"
	" LOCK IN SHARE MODE",
	"iis", "i"};
static const struct db_sql sql_list = {
	"SELECT topic, wanted FROM mail_choice WHERE member_id = ? AND person_id = ? ORDER BY topic",
	"ii", "si"};
static const struct db_sql sql_put = {
	"INSERT INTO mail_choice (member_id, person_id, topic, wanted, changed_at)"
	" VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
	" changed_at = IF(wanted = VALUES(wanted), changed_at, VALUES(changed_at)),"
	" wanted = VALUES(wanted)",
	"iisit", ""};
static const struct db_sql sql_link_put = {
	"INSERT INTO unsubscribe_link (hash, member_id, person_id, topic, made_at)"
	" VALUES (?, ?, ?, ?, ?)",
	"biist", ""};
/* all-members: whose it is, is what the link tells */
static const struct db_sql sql_link_get = {
	"SELECT member_id, person_id, topic FROM unsubscribe_link WHERE hash = ?", "b", "iis"};

enum db mail_choice_get(struct database *db, void *mem, struct person_id id, const char *topic,
                        bool *wanted)
{
	int64_t value = 0;
	enum db got = db_one(db, mem, &sql_get, (int64_t)id.member_id, (int64_t)id.person_id, topic,
	                     &value);

	*wanted = value != 0;
	return got;
}

enum db mail_choice_list(struct database *db, void *mem, struct person_id id,
                         struct mail_choice_row **out, int *n)
{
	enum db got = db_query(db, mem, &sql_list, (int64_t)id.member_id, (int64_t)id.person_id);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		char *topic;
		int64_t wanted;

		got = db_next(db, &sql_list, &topic, &wanted);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct mail_choice_row, (unsigned)*n + 1);
		(*out)[(*n)++] = (struct mail_choice_row){topic, wanted != 0};
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db mail_choice_put(struct database *db, struct person_id id, const char *topic, bool wanted,
                        int64_t now)
{
	return db_run(db, &sql_put, (int64_t)id.member_id, (int64_t)id.person_id, topic,
	              (int64_t)wanted, now);
}

enum db unsubscribe_put(struct database *db, const struct unsubscribe_row *row, int64_t now)
{
	struct blob hash = {row->hash, sizeof row->hash};
	enum db got = db_run(db, &sql_link_put, hash, (int64_t)row->id.member_id,
	                     (int64_t)row->id.person_id, row->topic, now);

	return got == DB_DUP ? DB_OK : got;
}

enum db unsubscribe_get(struct database *db, void *mem, struct unsubscribe_row *row)
{
	struct blob hash = {row->hash, sizeof row->hash};
	int64_t member, person;
	char *topic;
	enum db got = db_one(db, mem, &sql_link_get, hash, &member, &person, &topic);

	if (got == DB_OK) {
		row->id = (struct person_id){(uint64_t)member, (uint64_t)person};
		row->topic = topic;
	}
	return got;
}
