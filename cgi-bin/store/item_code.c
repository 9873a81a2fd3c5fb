#include "base/mem.h"
#include "store/item.h"

static const struct db_sql codes_free = {
	"SELECT code FROM item_code FORCE INDEX (free) WHERE item = ? AND redemption_no IS NULL"
	" ORDER BY code LIMIT ? FOR UPDATE", "si", "s"
};
static const struct db_sql code_give = {
	"UPDATE item_code SET redemption_no = ? WHERE item = ? AND code = ?"
	" AND redemption_no IS NULL", "sss", ""
};
static const struct db_sql codes_given = {
	"SELECT code FROM item_code FORCE INDEX (free) WHERE item = ? AND redemption_no = ?"
	" ORDER BY code FOR UPDATE", "ss", "s"
};
static const struct db_sql codes_return = {
	"UPDATE item_code FORCE INDEX (free) SET redemption_no = NULL WHERE item = ?"
	" AND redemption_no = ?", "ss", ""
};
static const struct db_sql codes_count = {
	"SELECT COUNT(*), COUNT(*) - COUNT(redemption_no) FROM item_code WHERE item = ?", "s", "ii"
};
static const struct db_sql has_codes = {
	"SELECT 1 FROM item_code WHERE item = ? LIMIT 1 LOCK IN SHARE MODE", "s", "i"
};
static const struct db_sql code_add = {
	"INSERT INTO item_code (item, code, redemption_no, added_at) VALUES (?, ?, NULL, ?)",
	"sst", ""
};
static const struct db_sql codes_stock = {
	"UPDATE item_stock SET `left` = (SELECT COUNT(*) FROM item_code c WHERE c.item = ?"
	" AND c.redemption_no IS NULL) WHERE item = ?", "ss", ""
};

enum db item_codes_free(struct database *db, void *mem, const char *item, int n,
                        const char **codes, int *found)
{
	char *code = NULL;
	enum db result = db_query(db, mem, &codes_free, item, (int64_t)n);

	*found = 0;
	while (result == DB_OK && (result = db_next(db, &codes_free, &code)) == DB_OK)
		codes[(*found)++] = code;
	return result == DB_NONE ? DB_OK : result;
}

enum db item_code_give(struct database *db, const char *item, const char *code,
                       const char *redemption_no)
{
	enum db result = db_run(db, &code_give, redemption_no, item, code);

	return result == DB_OK && db_affected(db) == 0 ? DB_NONE : result;
}

enum db item_codes_given(struct database *db, void *mem, const char *item,
                         const char *redemption_no, const char ***codes, int *n)
{
	char *code = NULL;
	enum db result = db_query(db, mem, &codes_given, item, redemption_no);

	*codes = NULL;
	*n = 0;
	while (result == DB_OK && (result = db_next(db, &codes_given, &code)) == DB_OK) {
		*codes = talloc_realloc(mem, *codes, const char *, (unsigned)*n + 1);
		(*codes)[(*n)++] = code;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db item_codes_return(struct database *db, const char *item, const char *redemption_no)
{
	return db_run(db, &codes_return, item, redemption_no);
}

enum db item_codes_count(struct database *db, const char *item, int64_t *all, int64_t *unused)
{
	return db_one(db, NULL, &codes_count, item, all, unused);
}

enum db item_has_codes(struct database *db, const char *item)
{
	int64_t one = 0;

	return db_one(db, NULL, &has_codes, item, &one);
}

enum db item_code_add(struct database *db, const char *item, const char *code, int64_t now)
{
	return db_run(db, &code_add, item, code, now);
}

enum db item_codes_stock(struct database *db, const char *item)
{
	return db_run(db, &codes_stock, item, item);
}
