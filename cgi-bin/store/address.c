#include "store/address.h"

#include <string.h>

#include "base/mem.h"

#define COLS "address_no, recipient, phone, address, used_at"

static const struct db_sql sql_latest = {
	"SELECT " COLS " FROM address WHERE member_id = ?"
	" ORDER BY used_at DESC, address_no DESC LIMIT 1",
	"i", "issst"};
static const struct db_sql sql_list = {
	"SELECT " COLS " FROM address WHERE member_id = ? ORDER BY used_at DESC, address_no DESC"
	" LIMIT 10",
	"i", "issst"};
static const struct db_sql sql_lock = {
	"SELECT " COLS " FROM address WHERE member_id = ? ORDER BY used_at DESC, address_no DESC"
	" FOR UPDATE",
	"i", "issst"};
static const struct db_sql sql_add = {
	"INSERT INTO address (member_id, " COLS ") VALUES (?, ?, ?, ?, ?, ?)", "iissst", ""};
static const struct db_sql sql_renew = {
	"UPDATE address SET used_at = ? WHERE member_id = ? AND address_no = ?", "tii", ""};
static const struct db_sql sql_forget = {
	"DELETE FROM address WHERE member_id = ? AND address_no = ?", "ii", ""};

enum db address_latest(struct database *db, void *mem, uint64_t member_id, struct address *out)
{
	return db_one(db, mem, &sql_latest, (int64_t)member_id, &out->address_no, &out->recipient,
	              &out->phone, &out->address, &out->used_at);
}

static enum db list(struct database *db, void *mem, const struct db_sql *sql, uint64_t member_id,
                    struct address **out, int *n)
{
	enum db got = db_query(db, mem, sql, (int64_t)member_id);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct address row = {0};

		got = db_next(db, sql, &row.address_no, &row.recipient, &row.phone, &row.address,
		              &row.used_at);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct address, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db address_list(struct database *db, void *mem, uint64_t member_id, struct address **out,
                     int *n)
{
	return list(db, mem, &sql_list, member_id, out, n);
}

struct keeping {
	uint64_t member_id;
	const char *recipient, *phone, *address;
	int64_t at;
	void *mem;
};

static bool is_same(const struct keeping *k, const struct address *a)
{
	return strcmp(k->recipient, a->recipient) == 0 && strcmp(k->phone, a->phone) == 0 &&
	       strcmp(k->address, a->address) == 0;
}

/* The locked rows are the whole book: the next number is one above the highest,
 * and what is beyond the book's size goes. */
static enum db keep(struct database *db, void *arg)
{
	struct keeping *k = arg;
	struct address *rows;
	int64_t highest = 0;
	enum db got;
	int n;

	got = list(db, k->mem, &sql_lock, k->member_id, &rows, &n);
	for (int i = 0; got == DB_OK && i < n; i++) {
		if (is_same(k, &rows[i]))
			return db_run(db, &sql_renew, k->at, (int64_t)k->member_id, rows[i].address_no);
		highest = rows[i].address_no > highest ? rows[i].address_no : highest;
	}
	if (got == DB_OK)
		got = db_run(db, &sql_add, (int64_t)k->member_id, highest + 1, k->recipient, k->phone,
		             k->address, k->at);
	for (int i = ADDRESS_BOOK - 1; got == DB_OK && i < n; i++)
		got = db_run(db, &sql_forget, (int64_t)k->member_id, rows[i].address_no);
	return got;
}

enum db address_keep(struct database *db, uint64_t member_id, const char *recipient,
                     const char *phone, const char *address, int64_t at)
{
	struct keeping k = {member_id, recipient, phone, address, at, talloc_new(NULL)};
	enum db got = db_transact(db, keep, &k);

	talloc_free(k.mem);
	return got;
}

enum db address_forget(struct database *db, uint64_t member_id, int64_t address_no)
{
	enum db got = db_run(db, &sql_forget, (int64_t)member_id, address_no);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}
