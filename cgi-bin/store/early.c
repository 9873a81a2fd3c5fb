#include "store/early.h"

#include <string.h>

#include "base/mem.h"

/* Products P with a line for each of their tiers, or one without a tier. */
#define PRODUCTS(p, order)                                                                  \
	"SELECT p.product, p.name, p.name_en, p.state, p.public_from, COALESCE(a.tier, ''),"    \
	" COALESCE(a.days, 0) FROM " p " p LEFT JOIN early_access a"                         \
	" ON a.product = p.product ORDER BY " order ", p.product, a.days, a.tier"
#define COLUMNS "SELECT product, name, name_en, state, public_from FROM early_product"
#define OUT "sssstsi"

static const struct db_sql read_one = {
	PRODUCTS("(" COLUMNS " WHERE product = ? AND state = 'live')",
	         "p.public_from"),
	"s", OUT};
static const struct db_sql coming = {
	PRODUCTS("(" COLUMNS " WHERE state = 'live' AND public_from > ?"
	         " ORDER BY public_from, product LIMIT ?)",
	         "p.public_from"),
	"ti", OUT};
static const struct db_sql list = {
	PRODUCTS("(" COLUMNS " ORDER BY state, public_from DESC, product LIMIT ?)",
	         "p.state, p.public_from DESC"),
	"i", OUT};
static const struct db_sql put = {
	"INSERT INTO early_product (product, name, name_en, public_from, state, staff_id, set_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name),"
	" name_en = VALUES(name_en), public_from = VALUES(public_from), state = VALUES(state),"
	" staff_id = VALUES(staff_id), set_at = VALUES(set_at)",
	"ssstsit", ""};
static const struct db_sql clear = {
	"DELETE FROM early_access WHERE product = ?", "s", ""};
static const struct db_sql row_add = {
	"INSERT INTO early_access (product, tier, days) VALUES (?, ?, ?)", "ssi", ""};

/* The products of SQL's open query, all of them, into an array of *N on MEM: the
 * lines of one follow each other. */
static enum db products(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                        struct early_product **out, int *n)
{
	struct early_product p = {.n_rows = 0}, *last;
	struct early_row row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, sql, &p.product, &p.name, &p.name_en, &p.state, &p.public_from,
	                      &row.tier, &row.days)) == DB_OK) {
		if (*n == 0 || strcmp((*out)[*n - 1].product, p.product) != 0) {
			*out = talloc_realloc(mem, *out, struct early_product, (unsigned)*n + 1);
			(*out)[(*n)++] = p;
		}
		last = &(*out)[*n - 1];
		if (!row.tier[0])
			continue;
		last->rows = talloc_realloc(mem, last->rows, struct early_row,
		                            (unsigned)last->n_rows + 1);
		last->rows[last->n_rows++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db early_read(struct database *db, void *mem, const char *product,
                   struct early_product *out)
{
	struct early_product *found;
	int n;
	enum db got = products(db, mem, &read_one, db_query(db, mem, &read_one, product), &found, &n);

	if (got == DB_OK && n == 0)
		return DB_NONE;
	if (got == DB_OK)
		*out = found[0];
	return got;
}

enum db early_coming(struct database *db, void *mem, int64_t now, int64_t limit,
                     struct early_product **out, int *n)
{
	return products(db, mem, &coming, db_query(db, mem, &coming, now, limit), out, n);
}

enum db early_list(struct database *db, void *mem, int64_t limit, struct early_product **out,
                   int *n)
{
	return products(db, mem, &list, db_query(db, mem, &list, limit), out, n);
}

enum db early_put(struct database *db, const struct early_product *p, uint64_t staff_id,
                  int64_t now)
{
	return db_run(db, &put, p->product, p->name, p->name_en, p->public_from, p->state,
	              (int64_t)staff_id, now);
}

enum db early_rows_clear(struct database *db, const char *product)
{
	return db_run(db, &clear, product);
}

enum db early_row_add(struct database *db, const char *product, const struct early_row *row)
{
	return db_run(db, &row_add, product, row->tier, row->days);
}
