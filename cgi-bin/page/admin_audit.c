#include "page/admin_audit.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"

#define PAGE_ROWS 100

static const struct field query[] = {
	{"staff", 20, false}, {"member", 20, false}, {"before", 20, false}, {0}};

/* A whole number of the query; 0 when there is none or it is wrong. */
static int64_t number(const struct request *r, const char *name)
{
	const char *text = request_query(r, name);
	int64_t value = 0;

	return text && int_parse(text, &value) && value > 0 ? value : 0;
}

static void fill_line(struct request *r, struct view_node *row, const struct staff_line *line)
{
	const char *key = talloc_asprintf(r->mem, "Lang.Desk.Action.%s", line->action);
	const char *words = view_words(row, key);

	view_instant(row, "At", line->at);
	view_str(row, "Who", *line->name ? line->name : view_words(row, "Lang.Desk.Audit.Operator"));
	view_str(row, "Action", strcmp(words, key) == 0 ? line->action : words);
	view_str(row, "Member", line->member_no);
	view_str(row, "Subject", line->subject);
	view_str(row, "Detail", line->detail);
}

static void fill_people(struct request *r, struct view_node *root, const struct staff *list, int n,
                        int64_t chosen)
{
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "People", i);

		view_str(row, "Value", talloc_asprintf(r->mem, "%" PRIu64, list[i].staff_id));
		view_str(row, "Text", list[i].name);
		view_flag(row, "Chosen", (int64_t)list[i].staff_id == chosen);
	}
}

/* The next page's address: what is filtered stays. */
static char *older(struct request *r, int64_t staff, const char *member, int64_t before)
{
	char *url = talloc_asprintf(r->mem, "/admin/audit?before=%" PRId64, before);

	if (staff > 0)
		url = talloc_asprintf_append(url, "&staff=%" PRId64, staff);
	if (member)
		url = talloc_asprintf_append(url, "&member=%s", member);
	return url;
}

static int page_audit(struct request *r)
{
	struct database *db = portal_of(r)->db;
	struct view_node *root = desk_page(r, "Lang.Desk.Audit.Title");
	const char *typed = request_query(r, "member"), *member = NULL;
	int64_t staff = number(r, "staff"), before = number(r, "before");
	struct staff_line *lines = NULL;
	struct staff *people = NULL;
	int n = 0, n_people = 0;

	if (typed && *typed) {
		view_str(root, "Form.member", typed);
		member = member_no_clean(r->mem, typed);
		if (!member)
			page_error(r, "member", "Lang.Desk.Audit.MemberWrong");
	}
	if (member && !desk_looked(r, "log_view", 0, member))
		return desk_unavailable(r);
	if (staff_list(db, r->mem, &people, &n_people) != DB_OK)
		return desk_unavailable(r);
	fill_people(r, root, people, n_people, staff);
	if (page_has_errors(r))
		return 422;
	if (staff_action_list(db, r->mem, (uint64_t)staff, member, before, PAGE_ROWS + 1, &lines, &n) !=
	    DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n && i < PAGE_ROWS; i++)
		fill_line(r, view_row(root, "Lines", i), &lines[i]);
	if (n > PAGE_ROWS)
		view_str(root, "Older", older(r, staff, member, lines[PAGE_ROWS - 1].action_no));
	view_flag(root, "Later", before > 0);
	return 200;
}

const struct route admin_audit_routes[] = {
	{.path = "/admin/audit",
     .methods = METHOD_GET,
     .guards = GUARD_MANAGER,
     .page = page_audit,
     .template = "admin/audit",
     .query = query},
	{0},
};
