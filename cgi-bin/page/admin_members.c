#include "page/admin_members.h"

#include <string.h>

#include "base/mem.h"
#include "page/desk_form.h"
#include "page/rule_words.h"
#include "service/mail_desk.h"

#define WORD MEMBERS_WORD
#define PART_LEAST 2 /* bytes of a part of a name */

static const struct field search_form[] = {{"who", 400, true}, {0}};
static const struct field one_query[] = {{"done", 32, false}, {0}};
static const struct field seen_query[] = {
	{"at", 40, false}, {"page", 16, false}, {"before", 20, false}, {0}};
static const struct field adjust_form[] = {
	{"kind", 16, false}, {"points", 20, false}, {"reason", 1000, false}, {"form_id", 64, false},
	{0}};
static const struct field sign_form[] = {{"verdict", 8, false}, {0}};
static const struct field pin_form[] = {
	{"tier", 24, false}, {"until", 20, false}, {"reason", 1000, false}, {0}};
static const struct field adviser_form[] = {
	{"adviser", 20, false}, {"contact", 400, false}, {0}};
static const struct field kind_form[] = {{"kind", 16, false}, {0}};
static const struct field invite_form[] = {
	{"name", 400, false}, {"address", 400, false}, {"may_spend", 1, false}, {0}};
static const struct field person_form[] = {{"act", 8, false}, {0}};
static const struct field look_form[] = {{"other", 400, false}, {0}};
static const struct field merge_form[] = {
	{"other", 400, false}, {"reason", 1000, false}, {"sure", 1, false}, {0}};
static const struct field contact_form[] = {
	{"channel", 16, false}, {"day", 20, false}, {"note", 4000, false}, {"due_on", 20, false},
	{"form_id", 64, false}, {0}};
static const struct field none[] = {{0}};

char *members_mask_name(struct request *r, const char *name)
{
	size_t len = 1; /* of the first character */

	if (!name[0])
		return talloc_strdup(r->mem, "");
	while (((unsigned char)name[len] & 0xC0) == 0x80)
		len++;
	return talloc_asprintf(r->mem, "%.*s**", (int)len, name);
}

char *members_mask(struct request *r, const char *address)
{
	return address[0] ? mail_desk_masked(r->mem, address) : talloc_strdup(r->mem, "");
}

int members_find(struct request *r, const char *action, struct desk_member *m)
{
	const char *number = member_no_clean(r->mem, r->param[0]);
	enum db got = number ? desk_member(portal_of(r)->db, r->mem, number, m) : DB_NONE;

	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got != DB_OK || !desk_looked(r, action, m->member_id, ""))
		return desk_unavailable(r);
	return 0;
}

struct view_node *members_page(struct request *r, const struct desk_member *m, const char *key)
{
	struct view_node *root = desk_page(r, key);

	view_str(root, "No", m->member_no);
	view_flag(root, "Active", strcmp(m->state, "active") == 0);
	view_str(root, "State",
	         view_words(root, talloc_asprintf(r->mem, WORD "State.%s", m->state)));
	view_str(root, "Kind", view_words(root, talloc_asprintf(r->mem, WORD "Kind.%s", m->kind)));
	view_flag(root, "Clerk", desk_may(r, true));
	view_flag(root, "Manager", desk_may(r, false));
	return root;
}

int members_done(struct request *r, const struct desk_member *m, const char *word)
{
	return respond_see_other(
		r, talloc_asprintf(r->mem, "/admin/members/%s?done=%s", m->member_no, word));
}

static void fill_found(struct request *r, struct view_node *row, const struct desk_found *f)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));

	view_str(row, "No", f->member_no);
	view_str(row, "Name", members_mask_name(r, f->name));
	view_str(row, "Email", members_mask(r, f->email));
	view_str(row, "Phone", members_mask(r, f->phone));
	view_str(row, "Tier", plan_words(row, &plan->tiers[plan_tier_index(plan, f->tier)].name));
	view_points(row, "Available", f->available);
	view_day(row, "Joined", f->joined_on);
	if (strcmp(f->state, "active") != 0)
		view_str(row, "State",
		         view_words(row, talloc_asprintf(r->mem, WORD "State.%s", f->state)));
}

static int page_search(struct request *r)
{
	desk_page(r, WORD "Title");
	return 200;
}

/* What is typed may be a number, an address or a part of a name; what it was is
 * kept out of the address and the log. */
static int page_found(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	const char *typed = desk_typed(r, "who"), *number, *name = NULL;
	struct desk_found *found;
	int n;

	page_keep(r, "who");
	number = member_no_clean(r->mem, typed);
	if (!number)
		name = strchr(typed, '@') ? email_clean(r->mem, typed) : phone_clean(r->mem, typed);
	if (!number && !name && strlen(typed) < PART_LEAST) {
		page_error(r, "who", WORD "ErrorWho");
		return 422;
	}
	if (!desk_looked(r, "member_search", 0, number ? number : name ? "address" : "name") ||
	    desk_search(portal_of(r)->db, r->mem, number, name, typed, &found, &n) != DB_OK)
		return desk_unavailable(r);
	if (n == 1 && number)
		return respond_see_other(
			r, talloc_asprintf(r->mem, "/admin/members/%s", found[0].member_no));
	for (int i = 0; i < n; i++)
		fill_found(r, view_row(root, "Found", i), &found[i]);
	view_flag(root, "None", n == 0);
	view_flag(root, "Full", n >= DESK_FOUND);
	return 200;
}

#define LOOK (GUARD_STAFF | GUARD_CSRF)
#define CLERK (GUARD_CLERK | GUARD_CSRF)
#define MANAGER (GUARD_MANAGER | GUARD_CSRF)
#define ALL "/admin/members"
#define ONE ALL "/:no"
#define GET METHOD_GET
#define POST METHOD_POST

const struct route admin_members_routes[] = {
	{ALL, GET, GUARD_STAFF, page_search, "admin/members", one_query, NULL, 0},
	{ALL, POST, LOOK, page_found, "admin/members", NULL, search_form, 0},
	{ALL "/adjustments", GET, GUARD_STAFF, page_adjustments, "admin/member_adjustments",
	 one_query, NULL, 0},
	{ALL "/records", GET, GUARD_STAFF, page_member_records, "admin/member_records", NULL, NULL, 0},
	{ALL "/adjustments/:adjustment", POST, MANAGER, page_adjustment_sign,
	 "admin/member_adjustments", NULL, sign_form, 0},
	{ALL "/merges/:merge", POST, MANAGER, page_member_merge_undo, "admin/members", NULL, none, 0},
	{ONE, GET, GUARD_STAFF, page_member, "admin/member", one_query, NULL, 0},
	{ONE "/unmask", POST, CLERK, page_member_unmask, "admin/member", NULL, none, 0},
	{ONE "/adjust", GET, GUARD_CLERK, page_member_adjust, "admin/member_adjust", NULL, NULL, 0},
	{ONE "/adjust", POST, CLERK, page_member_adjust_book, "admin/member_adjust", NULL,
	 adjust_form, 0},
	{ONE "/tier", GET, GUARD_STAFF, page_member_tier, "admin/member_tier", one_query, NULL, 0},
	{ONE "/tier", POST, MANAGER, page_member_pin, "admin/member_tier", NULL, pin_form, 0},
	{ONE "/tier/end", POST, MANAGER, page_member_unpin, "admin/member_tier", NULL, none, 0},
	{ONE "/adviser", POST, CLERK, page_member_adviser, "admin/member_tier", NULL, adviser_form,
	 0},
	{ONE "/people", GET, GUARD_STAFF, page_member_people, "admin/member_people", one_query, NULL,
	 0},
	{ONE "/people", POST, CLERK, page_member_invite, "admin/member_people", NULL, invite_form, 0},
	{ONE "/kind", POST, CLERK, page_member_kind, "admin/member_people", NULL, kind_form, 0},
	{ONE "/people/:person", POST, CLERK, page_member_person, "admin/member_people", NULL,
	 person_form, 0},
	{ONE "/merge", GET, GUARD_MANAGER, page_member_merge, "admin/member_merge", NULL, NULL, 0},
	{ONE "/merge/look", POST, MANAGER, page_member_merge_look, "admin/member_merge", NULL,
	 look_form, 0},
	{ONE "/merge", POST, MANAGER, page_member_merge_make, "admin/member_merge", NULL, merge_form,
	 0},
	{ONE "/contacts", GET, GUARD_STAFF, page_member_contacts, "admin/member_contacts", one_query,
	 NULL, 0},
	{ONE "/contacts", POST, CLERK, page_member_contact, "admin/member_contacts", NULL,
	 contact_form, 0},
	{ONE "/contacts/:contact", POST, CLERK, page_member_called, "admin/member_contacts", NULL,
	 none, 0},
	{ONE "/seen", GET, GUARD_STAFF, page_member_seen, "admin/member_seen", seen_query, NULL, 0},
	{0},
};
