#include "page/my_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "rule/ledger.h"
#include "store/merge.h"
#include "store/my_data.h"
#include "web/csv_out.h"
#include "web/json.h"

#define SHOWN 10 /* rows of a part on the page; the files hold all */

/* Whose data: the viewer's, and of a holder those of the accounts merged into theirs. */
struct whose {
	struct person_id id;
	const char *former; /* number of a merged account; NULL = the viewer's own */
};

static bool whose_data(struct request *r, struct whose **out, int *n)
{
	struct merged_account *merged = NULL;
	int n_merged = 0;

	if (viewer_of(r)->holder && merged_accounts(portal_of(r)->db, r->mem, viewer_of(r)->member_id,
	                                            &merged, &n_merged) != DB_OK)
		return false;
	*n = n_merged + 1;
	*out = talloc_zero_array(r->mem, struct whose, (unsigned)*n);
	(*out)[0].id = account_viewer(r);
	for (int i = 0; i < n_merged; i++)
		(*out)[i + 1] = (struct whose){{merged[i].member_id, PERSON_HOLDER}, merged[i].member_no};
	return true;
}

/* The cell in words: kinds of entries have theirs, the rest stands as it is held. */
static const char *cell_text(const struct my_data_part *part, int column, const char *cell)
{
	int64_t kind;

	if (!cell || !int_parse(cell, &kind))
		return cell;
	if (column + 1 == part->kind)
		return entry_kind_word((enum entry_kind)kind);
	if (column + 1 == part->source)
		return source_kind_word((enum source_kind)kind);
	return cell;
}

/* "2026-11-22 08:00:00" as the database says it is an instant in UTC. */
static bool is_instant(void *mem, const char *cell, int64_t *out)
{
	if (!cell || strlen(cell) != 19 || cell[4] != '-' || cell[10] != ' ' || cell[13] != ':')
		return false;
	return instant_parse(talloc_asprintf(mem, "%sZ", cell), out);
}

/* Kinds and states have words here, staff's actions those of the desk; the rest
 * stands as it is held. */
static const char *in_words(struct request *r, const struct my_data_part *part, const char *column,
                            const char *text)
{
	static const char *const spoken[] = {"account", "entries", "redemptions", "coupons", "cases",
	                                     "prizes", "claims", "events", "tasks", "adjustments",
	                                     "goodwill", NULL};
	static const char *const columns[] = {"kind", "state", "source", NULL};

	if (strcmp(column, "action") == 0)
		return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.Desk.Action.%s", text));
	if (strcmp(column, "stage") == 0)
		return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.Custom.State.%s", text));
	if (!text_among(part->word, spoken) || !text_among(column, columns))
		return text;
	return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.MyData.Value.%s", text));
}

static void fill_cell(struct request *r, struct view_node *row, const struct my_data_part *part,
                      int i, const char *cell)
{
	struct view_node *root = page_root(r), *node = view_row(row, "Cells", i);
	const char *text = cell_text(part, i, cell);
	int64_t instant;
	int32_t day;

	view_str(node, "Label", view_words(root, talloc_asprintf(r->mem, "Lang.MyData.Column.%s",
	                                                         part->columns[i])));
	if (!text || !*text)
		return;
	if (is_instant(r->mem, text, &instant))
		view_instant(node, "Text", instant);
	else if (strlen(text) == 10 && day_parse(text, &day))
		view_day(node, "Text", day);
	else if (strlen(part->columns[i]) > 4 &&
	         strcmp(part->columns[i] + strlen(part->columns[i]) - 4, "_fen") == 0)
		view_money(node, "Text", strtoll(text, NULL, 10));
	else
		view_str(node, "Text", in_words(r, part, part->columns[i], text));
}

static void fill_part(struct request *r, int *i, const struct my_data_part *part,
                      const struct whose *of, const struct my_data_row *rows, int n)
{
	struct view_node *root = page_root(r), *node;
	const char *title =
		view_words(root, talloc_asprintf(r->mem, "Lang.MyData.Part.%s", part->word));

	if (of->former && n == 0)
		return;
	node = view_row(root, "Parts", (*i)++);
	view_str(node, "Word", part->word);
	view_str(node, "Title",
	         of->former ? talloc_asprintf(r->mem, "%s · %s", title, of->former) : title);
	view_points(node, "Count", n);
	if (n > SHOWN)
		view_sentence(node, "More", "Lang.MyData.More", text_points(r->mem, n - SHOWN), NULL);
	for (int column = 0; part->columns[column]; column++)
		view_str(view_row(node, "Columns", column), "Name",
		         view_words(root, talloc_asprintf(r->mem, "Lang.MyData.Column.%s",
		                                          part->columns[column])));
	for (int row = 0; row < n && row < SHOWN; row++) {
		struct view_node *line = view_row(node, "Rows", row);

		for (int column = 0; part->columns[column]; column++)
			fill_cell(r, line, part, column, rows[row].cells[column]);
	}
}

static int page_data(struct request *r)
{
	const struct my_data_part *part;
	struct my_data_row *rows;
	struct whose *all;
	int n, n_all, shown = 0;

	account_page(r, "Lang.MyData.Title", "profile");
	view_flag(page_root(r), "Page.Narrow", false);
	if (!whose_data(r, &all, &n_all))
		return account_unavailable(r);
	for (int k = 0; k < n_all; k++)
		for (int i = 0; (part = my_data_part(i)) != NULL; i++) {
			if (my_data_rows(portal_of(r)->db, r->mem, part, all[k].id, &rows, &n) != DB_OK)
				return account_unavailable(r);
			fill_part(r, &shown, part, &all[k], rows, n);
		}
	view_instant(page_root(r), "AsOf", page_now(r));
	return 200;
}

/* One part's rows as an array of objects. */
static void write_json(struct json_out *w, const struct my_data_part *part,
                       const struct my_data_row *rows, int n)
{
	json_open_array(w, part->word);
	for (int i = 0; i < n; i++) {
		json_open_object(w, NULL);
		for (int c = 0; part->columns[c]; c++)
			json_add_text(w, part->columns[c], cell_text(part, c, rows[i].cells[c]));
		json_close_object(w);
	}
	json_close_array(w);
}

/* All parts of one account. */
static bool write_account(struct request *r, struct json_out *w, const struct whose *of)
{
	const struct my_data_part *part;
	struct my_data_row *rows;
	int n;

	for (int i = 0; (part = my_data_part(i)) != NULL; i++) {
		if (my_data_rows(portal_of(r)->db, r->mem, part, of->id, &rows, &n) != DB_OK)
			return false;
		write_json(w, part, rows, n);
	}
	return true;
}

static int page_json(struct request *r)
{
	struct json_out w;
	struct whose *all = NULL;
	char now[INSTANT_TEXT];
	bool ok;
	int n = 0;

	json_begin(&w, &r->out);
	json_add_text(&w, "as_of", instant_utc(now, page_now(r)));
	ok = whose_data(r, &all, &n) && write_account(r, &w, &all[0]);
	json_open_array(&w, "former");
	for (int k = 1; ok && k < n; k++) {
		json_open_object(&w, NULL);
		ok = write_account(r, &w, &all[k]);
		json_close_object(&w);
	}
	json_close_array(&w);
	if (!ok) {
		r->out.len = 0;
		return account_unavailable(r);
	}
	json_end(&w);
	r->content_type = "application/json; charset=utf-8";
	respond_header(r, "Content-Disposition", "attachment; filename=\"my-data.json\"");
	return 200;
}

/* What is below zero is a figure, and stands as one; other words that begin with a
 * sign are kept from being taken for a formula. */
static void write_cell(struct request *r, const char *text)
{
	int64_t figure;

	if (text[0] == '-' && int_parse(text + 1, &figure))
		csv_int(r, -figure);
	else
		csv_text(r, text);
}

static void write_csv(struct request *r, const struct my_data_part *part,
                      const struct whose *of, const struct my_data_row *rows, int n)
{
	const char *name =
		of->former ? talloc_asprintf(r->mem, "%s/%s", of->former, part->word) : part->word;

	for (int i = 0; i < n; i++)
		for (int c = 0; part->columns[c]; c++) {
			if (!rows[i].cells[c] || !rows[i].cells[c][0])
				continue;
			csv_text(r, name);
			csv_int(r, i + 1);
			csv_text(r, part->columns[c]);
			write_cell(r, cell_text(part, c, rows[i].cells[c]));
			csv_row(r);
		}
}

static int page_csv(struct request *r)
{
	static const char *const head[] = {"part", "row", "column", "value", NULL};
	const struct my_data_part *part;
	struct my_data_row *rows;
	struct whose *all;
	int n, n_all, headers = r->n_headers;

	if (!whose_data(r, &all, &n_all))
		return account_unavailable(r);
	csv_begin(r, "my-data.csv");
	for (int i = 0; head[i]; i++)
		csv_text(r, head[i]);
	csv_row(r);
	for (int k = 0; k < n_all; k++)
		for (int i = 0; (part = my_data_part(i)) != NULL; i++) {
			if (my_data_rows(portal_of(r)->db, r->mem, part, all[k].id, &rows, &n) != DB_OK) {
				r->out.len = 0;
				r->n_headers = headers;
				return account_unavailable(r);
			}
			write_csv(r, part, &all[k], rows, n);
		}
	return 200;
}

const struct route my_data_routes[] = {
	{.path = "/profile/data", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_data,
	 .template = "profile_data"},
	{.path = "/profile/data.json", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_json},
	{.path = "/profile/data.csv", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_csv},
	{0},
};
