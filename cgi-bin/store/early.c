#include "store/early.h"

#include "base/mem.h"

#define COLUMNS "product, name, name_en, state, public_from FROM early_product"
#define OUT "sssst"

static const struct db_sql read_one = {
	"SELECT " COLUMNS " WHERE product = ? AND state = 'live'", "s", OUT};
static const struct db_sql coming = {
	"SELECT " COLUMNS " WHERE state = 'live' AND public_from > ? ORDER BY public_from, product"
	" LIMIT ?",
	"ti", OUT};
static const struct db_sql list = {
	"SELECT " COLUMNS " ORDER BY state, public_from DESC, product LIMIT ?", "i", OUT};
static const struct db_sql of_what = {
	"SELECT tier, days FROM early_access WHERE kind = ? AND ref = ? ORDER BY days, tier", "ss",
	"si"};
static const struct db_sql put = {
	"INSERT INTO early_product (product, name, name_en, public_from, state, staff_id, set_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name),"
	" name_en = VALUES(name_en), public_from = VALUES(public_from), state = VALUES(state),"
	" staff_id = VALUES(staff_id), set_at = VALUES(set_at)",
	"ssstsit", ""};
static const struct db_sql clear = {
	"DELETE FROM early_access WHERE kind = ? AND ref = ?", "ss", ""};
static const struct db_sql row_add = {
	"INSERT INTO early_access (kind, ref, tier, days) VALUES (?, ?, ?, ?)", "sssi", ""};

/* The rows of SQL's open query, all of them, into an array of *N on MEM. */
static enum db rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct early_product **out, int *n)
{
	struct early_product p;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, sql, &p.product, &p.name, &p.name_en, &p.state,
	                                      &p.public_from)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct early_product, (unsigned)*n + 1);
		(*out)[(*n)++] = p;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db early_read(struct database *db, void *mem, const char *product,
                   struct early_product *out)
{
	return db_one(db, mem, &read_one, product, &out->product, &out->name, &out->name_en,
	              &out->state, &out->public_from);
}

enum db early_rows(struct database *db, void *mem, const char *kind, const char *ref,
                   struct early_row **out, int *n)
{
	enum db got = db_query(db, mem, &of_what, kind, ref);
	struct early_row row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &of_what, &row.tier, &row.days)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct early_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db early_coming(struct database *db, void *mem, int64_t now, int64_t limit,
                     struct early_product **out, int *n)
{
	return rows(db, mem, &coming, db_query(db, mem, &coming, now, limit), out, n);
}

enum db early_list(struct database *db, void *mem, int64_t limit, struct early_product **out,
                   int *n)
{
	return rows(db, mem, &list, db_query(db, mem, &list, limit), out, n);
}

enum db early_put(struct database *db, const struct early_product *p, uint64_t staff_id,
                  int64_t now)
{
	return db_run(db, &put, p->product, p->name, p->name_en, p->public_from, p->state,
	              (int64_t)staff_id, now);
}

enum db early_rows_clear(struct database *db, const char *kind, const char *ref)
{
	return db_run(db, &clear, kind, ref);
}

enum db early_row_add(struct database *db, const char *kind, const char *ref,
                      const struct early_row *row)
{
	return db_run(db, &row_add, kind, ref, row->tier, row->days);
}
