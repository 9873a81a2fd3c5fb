#include "service/early.h"

#include "service/staff.h"

struct set_work {
	const struct service_env *env;
	uint64_t staff_id;
	const struct early_product *product;
	const struct early_row *rows;
	int n;
};

static enum db set_work(struct database *db, void *arg)
{
	struct set_work *w = arg;
	enum db got = early_put(db, w->product, w->staff_id, w->env->now);

	if (got == DB_OK)
		got = early_rows_clear(db, w->product->product);
	for (int i = 0; got == DB_OK && i < w->n; i++)
		got = early_row_add(db, w->product->product, &w->rows[i]);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, "early_set", 0, w->product->product,
		                w->product->state);
	return got;
}

enum db early_set(const struct service_env *env, uint64_t staff_id,
                  const struct early_product *p, const struct early_row *rows, int n)
{
	struct set_work w = {.env = env, .staff_id = staff_id, .product = p, .rows = rows, .n = n};

	return db_transact(env->db, set_work, &w);
}

enum db early_product_from(const struct service_env *env, const struct plan *plan,
                           const char *tier, const char *product, int64_t *from)
{
	struct early_product found;
	enum db got = early_read(env->db, env->mem, product, &found);

	if (got == DB_OK)
		*from = early_from(plan, tier, found.public_from, found.rows, found.n_rows);
	return got;
}
