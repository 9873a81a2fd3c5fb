#include "page/history.h"

#include <string.h>

#include "base/mem.h"
#include "page/movement.h"

/* Before the first member and behind the last: dates that are no filter. */
#define DAY_FIRST 7305  /* 1990-01-01 */
#define DAY_LAST 47481 /* 2099-12-31 */

const struct field history_fields[] = {{.name = "before", .max = 20},
                                       {.name = "kind", .max = 16},
                                       {.name = "from", .max = 32},
                                       {.name = "to", .max = 32},
                                       {0}};

static const char *asked(struct request *r, const char *name)
{
	const char *value = request_query(r, name);

	return value ? value : "";
}

/* The day at NAME; DAY_NONE when none was given or it is wrong (told). */
static int32_t read_day(struct request *r, const char *name, const char *text)
{
	int32_t day = DAY_NONE;

	if (!text[0])
		return DAY_NONE;
	if (!day_parse(text, &day) || day < DAY_FIRST || day > DAY_LAST) {
		page_error(r, name, "Lang.History.ErrorDay");
		return DAY_NONE;
	}
	return day;
}

static int read_kind(struct request *r, const char *word)
{
	if (!word[0])
		return 0;
	for (int kind = 1; kind < ENTRY__MAX; kind++)
		if (strcmp(entry_kind_word((enum entry_kind)kind), word) == 0)
			return kind;
	page_error(r, "kind", "Lang.History.ErrorKind");
	return 0;
}

bool history_query_read(struct request *r, struct history_query *q)
{
	const char *before = request_query(r, "before");
	int32_t from, to;

	*q = (struct history_query){.kind = asked(r, "kind"), .from = asked(r, "from"),
	                            .to = asked(r, "to"), .before = INT64_MAX};
	if (before && before[0] && (!int_parse(before, &q->before) || q->before < 1))
		return false;
	q->filter.kind = read_kind(r, q->kind);
	from = read_day(r, "from", q->from);
	to = read_day(r, "to", q->to);
	/* A date field cannot show what is no date. */
	q->from = from == DAY_NONE ? "" : q->from;
	q->to = to == DAY_NONE ? "" : q->to;
	if (from != DAY_NONE && to != DAY_NONE && to < from)
		page_error(r, "to", "Lang.History.ErrorOrder");
	q->filter.from = from == DAY_NONE ? INSTANT_NONE : day_start(from);
	q->filter.until = to == DAY_NONE ? INSTANT_NONE : day_start(to + 1);
	return true;
}

static char *with(void *mem, char *href, const char *name, const char *value)
{
	if (!value[0])
		return href;
	return talloc_asprintf(mem, "%s%s%s=%s", href, strchr(href, '?') ? "&" : "?", name, value);
}

/* A link to the filtered list; BEFORE 0 = its first page. The values were
 * judged before, so they need no escaping. */
static char *link_to(void *mem, const char *path, const char *kind, const char *from,
                     const char *to, int64_t before)
{
	char *href = talloc_strdup(mem, path);

	href = with(mem, href, "kind", kind);
	href = with(mem, href, "from", from);
	href = with(mem, href, "to", to);
	if (before > 0)
		href = with(mem, href, "before", talloc_asprintf(mem, "%lld", (long long)before));
	return href;
}

static void add_preset(struct view_node *root, void *mem, int i, const char *key,
                       const struct history_query *q, const char *from)
{
	struct view_node *row = view_row(root, "Presets", i);

	view_str(row, "Text", view_words(root, key));
	view_str(row, "Href", link_to(mem, "/history", q->filter.kind ? q->kind : "", from, "", 0));
	view_flag(row, "Current", strcmp(q->from, from) == 0 && !q->to[0]);
}

static void fill_presets(struct view_node *root, void *mem, const struct history_query *q,
                         int32_t today)
{
	struct civil year = {civil_of(today).year, 1, 1};
	char iso[INSTANT_TEXT];

	add_preset(root, mem, 0, "Lang.History.All", q, "");
	add_preset(root, mem, 1, "Lang.History.Days30", q, day_iso(iso, today - 29));
	add_preset(root, mem, 2, "Lang.History.Months3", q, day_iso(iso, day_add_months(today, -3)));
	add_preset(root, mem, 3, "Lang.History.Year", q, day_iso(iso, day_from_civil(year)));
}

void history_fill(struct view_node *root, void *mem, const struct plan_book *book,
                  const struct history_query *q, const struct statement_history *read,
                  int64_t last_seq, int32_t today)
{
	struct view_node *entries;

	view_str(root, "Page.Title", view_words(root, "Lang.History.Title"));
	view_str(root, "Form.kind", q->kind);
	view_str(root, "Form.from", q->from);
	view_str(root, "Form.to", q->to);
	fill_presets(root, mem, q, today);
	view_flag(root, "IsNew", last_seq == 0);
	if (read == NULL)
		return;
	view_flag(root, "IsFiltered", q->filter.kind || q->from[0] || q->to[0]);
	view_str(root, "Csv", link_to(mem, "/history.csv", q->kind, q->from, q->to, 0));
	entries = view_node(root, "Entries");
	for (int i = 0; i < read->n; i++)
		movement_row(view_item(entries, i), mem, book, &read->rows[i], today);
	if (read->older > 1)
		view_str(root, "Older",
		         link_to(mem, "/history", q->kind, q->from, q->to, read->older));
	if (read->newer > 0)
		view_str(root, "Newer",
		         link_to(mem, "/history", q->kind, q->from, q->to,
		                 read->newer > last_seq ? 0 : read->newer));
}

static int page_history(struct request *r)
{
	const struct viewer *v = viewer_of(r);
	struct portal *portal = portal_of(r);
	struct view_node *root = page_root(r);
	int32_t today = day_of(page_now(r));
	struct statement_history read;
	struct history_query q;

	if (!history_query_read(r, &q))
		return 400;
	if (page_has_errors(r)) {
		history_fill(root, r->mem, portal->plans, &q, NULL, v->last_seq, today);
		return 422;
	}
	if (q.before > v->last_seq)
		q.before = v->last_seq + 1;
	if (statement_history(portal->db, r->mem, v->member_id, &q.filter, q.before, v->last_seq,
	                      &read) != DB_OK)
		return 503;
	history_fill(root, r->mem, portal->plans, &q, &read, v->last_seq, today);
	return 200;
}

const struct route history_routes[] = {
	{.path = "/history", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_history,
	 .template = "history", .query = history_fields},
	{0},
};
