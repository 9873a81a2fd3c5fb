/* Two plan files row by row. */
#include <assert.h>
#include <string.h>

#include "base/config.h"
#include "base/mem.h"
#include "rule/plan_text.h"

struct row {
	const char *path, *value;
};

struct rows {
	void *mem;
	struct row *rows;
	int n;
};

static void flatten(struct rows *out, const struct config *node, const char *path)
{
	for (const struct config *c = config_child(node); c; c = config_next(c)) {
		const char *full = path[0] ? talloc_asprintf(out->mem, "%s.%s", path, config_name(c))
		                           : talloc_strdup(out->mem, config_name(c));

		if (config_value(c)[0]) {
			out->rows = talloc_realloc(out->mem, out->rows, struct row, (unsigned)out->n + 1);
			assert(out->rows != NULL);
			out->rows[out->n++] = (struct row){full, talloc_strdup(out->mem, config_value(c))};
		}
		flatten(out, c, full);
	}
}

static struct rows rows_of(void *mem, const char *text)
{
	struct config *tree = config_parse(text);
	struct rows out = {.mem = mem};

	if (tree)
		flatten(&out, tree, "");
	config_free(tree);
	return out;
}

static const char *value_at(const struct rows *rows, const char *path)
{
	for (int i = 0; i < rows->n; i++)
		if (strcmp(rows->rows[i].path, path) == 0)
			return rows->rows[i].value;
	return NULL;
}

struct plan_row_diff *plan_text_diff(void *mem, const char *a, const char *b, int *n)
{
	struct rows was = rows_of(mem, a), is = rows_of(mem, b);
	struct plan_row_diff *out = talloc_array(mem, struct plan_row_diff,
	                                         (unsigned)(was.n + is.n) + 1);

	assert(out != NULL);
	*n = 0;
	for (int i = 0; i < is.n; i++) {
		const char *before = value_at(&was, is.rows[i].path);

		if (!before || strcmp(before, is.rows[i].value) != 0)
			out[(*n)++] = (struct plan_row_diff){is.rows[i].path, before, is.rows[i].value};
	}
	for (int i = 0; i < was.n; i++)
		if (!value_at(&is, was.rows[i].path))
			out[(*n)++] = (struct plan_row_diff){was.rows[i].path, was.rows[i].value, NULL};
	return out;
}
