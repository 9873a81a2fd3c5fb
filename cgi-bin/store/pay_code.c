#include "store/pay_code.h"

#include <string.h>

/* all-members: a code leads to its member */
static const struct db_sql code_live = {
	"SELECT 1 FROM pay_code WHERE code_hash = ? AND used_at IS NULL AND ends_at > ?", "bt", "i"
};
static const struct db_sql code_add = {
	"INSERT INTO pay_code (code_hash, member_id, person_id, made_at, ends_at)"
	" VALUES (?, ?, ?, ?, ?)",
	"biitt", ""
};
static const struct db_sql code_end = {
	"UPDATE pay_code SET ends_at = ? WHERE member_id = ? AND used_at IS NULL AND ends_at > ?",
	"tit", ""
};
static const struct db_sql code_last = {
	"SELECT code_hash, made_at, ends_at, used_at, used_by FROM pay_code"
	" WHERE member_id = ? AND person_id = ? ORDER BY ends_at DESC, used_at IS NULL DESC LIMIT 1",
	"ii", "bttts"
};
/* all-members: a code leads to its person */
static const struct db_sql code_owner = {
	"SELECT member_id, person_id FROM pay_code WHERE code_hash = ?", "b", "ii"
};
/* One statement judges and takes: however many ask at once, one gets it. */
static const struct db_sql code_take = {
	"UPDATE pay_code SET used_at = ?, used_by = ?"
	" WHERE code_hash = ? AND member_id = ? AND used_at IS NULL AND ends_at > ?",
	"tsbit", ""
};
static const struct db_sql code_sweep = {
	"DELETE FROM pay_code WHERE ends_at < ? LIMIT ?", "ti", ""
};

enum db pay_code_add(struct database *db, const struct pay_code *code)
{
	return db_run(db, &code_add, (struct blob){ code->hash, SHA256_BYTES },
	              (int64_t)code->id.member_id, (int64_t)code->id.person_id, code->made_at,
	              code->ends_at);
}

enum db pay_code_end(struct database *db, uint64_t member_id, int64_t now)
{
	return db_run(db, &code_end, now, (int64_t)member_id, now);
}

enum db pay_code_last(struct database *db, void *mem, struct person_id id, struct pay_code *out)
{
	struct blob hash = { 0 };
	char *used_by = NULL;
	enum db result;

	*out = (struct pay_code){ .id = id };
	result = db_one(db, mem, &code_last, (int64_t)id.member_id, (int64_t)id.person_id, &hash,
	                &out->made_at, &out->ends_at, &out->used_at, &used_by);
	if (result == DB_OK && hash.len == SHA256_BYTES)
		memcpy(out->hash, hash.data, SHA256_BYTES);
	out->used_by = used_by;
	return result;
}

enum db pay_code_owner(struct database *db, const uint8_t hash[SHA256_BYTES], struct person_id *id)
{
	int64_t member_id = 0, person_id = 0;
	enum db result = db_one(db, NULL, &code_owner, (struct blob){ hash, SHA256_BYTES },
	                        &member_id, &person_id);

	*id = (struct person_id){ (uint64_t)member_id, (uint64_t)person_id };
	return result;
}

enum db pay_code_live(struct database *db, const uint8_t hash[SHA256_BYTES], int64_t now)
{
	int64_t one;

	return db_one(db, NULL, &code_live, (struct blob){ hash, SHA256_BYTES }, now, &one);
}

enum db pay_code_take(struct database *db, uint64_t member_id, const uint8_t hash[SHA256_BYTES],
                      const char *used_by, int64_t now)
{
	enum db result = db_run(db, &code_take, now, used_by, (struct blob){ hash, SHA256_BYTES },
	                        (int64_t)member_id, now);

	return result == DB_OK && db_affected(db) == 0 ? DB_NONE : result;
}

enum db pay_code_sweep(struct database *db, int64_t before, int64_t limit)
{
	return db_run(db, &code_sweep, before, limit);
}
