#include "store/wechat.h"

static const struct db_sql sql_get = {
	"SELECT openid, tied_at, code_hash, made_at, ends_at FROM wechat"
	" WHERE member_id = ? AND person_id = ? LOCK IN SHARE MODE", "ii", "stbtt"};
static const struct db_sql sql_ask = {
	"INSERT INTO wechat (member_id, person_id, code_hash, made_at, ends_at) VALUES (?, ?, ?, ?, ?)"
	" ON DUPLICATE KEY UPDATE code_hash = VALUES(code_hash), made_at = VALUES(made_at),"
	" ends_at = VALUES(ends_at)",
	"iibtt", ""};
static const struct db_sql sql_taken = {
	/* all-members: whether anybody has these digits */
	"SELECT COUNT(*) FROM wechat WHERE code_hash = ? AND NOT (member_id = ? AND person_id = ?)"
	" LOCK IN SHARE MODE",
	"bii", "i"};
static const struct db_sql sql_of_code = {
	/* all-members: whose it is, is what the code tells */
	"SELECT member_id, person_id FROM wechat WHERE code_hash = ? AND ends_at > ? FOR UPDATE", "bt",
	"ii"};
static const struct db_sql sql_free = {
	/* all-members: one WeChat is tied to one person */
	"UPDATE wechat SET openid = NULL, tied_at = NULL WHERE openid = ?", "s", ""};
static const struct db_sql sql_tie = {
	"UPDATE wechat SET openid = ?, tied_at = ?, code_hash = NULL, made_at = NULL, ends_at = NULL"
	" WHERE member_id = ? AND person_id = ?",
	"stii", ""};
static const struct db_sql sql_end = {
	"DELETE FROM wechat WHERE member_id = ? AND person_id = ?", "ii", ""};

enum db wechat_get(struct database *db, void *mem, struct person_id id, struct wechat *out)
{
	return db_one(db, mem, &sql_get, (int64_t)id.member_id, (int64_t)id.person_id, &out->openid,
	              &out->tied_at, &out->code_hash, &out->made_at, &out->ends_at);
}

/* An INSERT that meets another's code by its key would change that other's row:
 * hence the look before. */
enum db wechat_ask(struct database *db, struct person_id id, const uint8_t hash[SHA256_BYTES],
                   int64_t made_at, int64_t ends_at)
{
	const struct blob digits = {hash, SHA256_BYTES};
	int64_t member = (int64_t)id.member_id, person = (int64_t)id.person_id, taken = 0;
	enum db got = db_one(db, NULL, &sql_taken, digits, member, person, &taken);

	if (got == DB_OK && taken > 0)
		return DB_DUP;
	return got == DB_OK ? db_run(db, &sql_ask, member, person, digits, made_at, ends_at) : got;
}

enum db wechat_of_code(struct database *db, const uint8_t hash[SHA256_BYTES], int64_t now,
                       struct person_id *out)
{
	int64_t member = 0, person = 0;
	enum db got = db_one(db, NULL, &sql_of_code, (struct blob){hash, SHA256_BYTES}, now, &member,
	                     &person);

	*out = (struct person_id){(uint64_t)member, (uint64_t)person};
	return got;
}

enum db wechat_free(struct database *db, const char *openid)
{
	return db_run(db, &sql_free, openid);
}

enum db wechat_tie(struct database *db, struct person_id id, const char *openid, int64_t now)
{
	return db_run(db, &sql_tie, openid, now, (int64_t)id.member_id, (int64_t)id.person_id);
}

enum db wechat_end(struct database *db, struct person_id id)
{
	return db_run(db, &sql_end, (int64_t)id.member_id, (int64_t)id.person_id);
}
