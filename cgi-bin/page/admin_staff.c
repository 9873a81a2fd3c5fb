#include "page/admin_staff.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/desk.h"
#include "store/voucher.h"

#define MERCHANT "merchant"

static const struct field add_form[] = {
	{"email", 300, false}, {"name", 200, false}, {"role", 8, false}, {"partner", 32, false}, {0}};
static const struct field set_form[] = {{"role", 8, false}, {"state", 8, false}, {"partner", 32, false}, {0}};
static const struct field no_form[] = {{0}};
static const char *const roles[] = {"clerk", "manager", "auditor", MERCHANT, NULL};

static const char *role_words(struct request *r, struct view_node *node, const char *role)
{
	return view_words(node, talloc_asprintf(r->mem, "Lang.Desk.Role.%s", role));
}

static void fill_roles(struct request *r, struct view_node *root)
{
	for (int i = 0; roles[i] != NULL; i++) {
		struct view_node *row = view_row(root, "Roles", i);

		view_str(row, "Value", roles[i]);
		view_str(row, "Text", role_words(r, root, roles[i]));
	}
}

/* The partners a merchant may serve, behind "nobody". */
static bool fill_partners(struct request *r, struct view_node *root)
{
	struct voucher_choice *list;
	struct view_node *none = view_row(root, "Partners", 0);
	int n;

	view_str(none, "Value", "");
	view_str(none, "Text", view_words(root, "Lang.Desk.Staff.PartnerNone"));
	if (voucher_partners(portal_of(r)->db, r->mem, &list, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Partners", i + 1);

		view_str(row, "Value", list[i].partner);
		view_str(row, "Text", list[i].name);
	}
	return true;
}

static void fill_member(struct request *r, struct view_node *row, const struct staff *s)
{
	bool active = strcmp(s->state, "active") == 0;

	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, s->staff_id));
	view_str(row, "Name", s->name);
	view_str(row, "Email", s->email);
	view_str(row, "RoleCode", s->role);
	view_str(row, "Role", role_words(r, row, s->role));
	view_str(row, "Partner", s->partner);
	view_flag(row, "Blocked", !active);
	view_flag(row, "Enrolled", s->totp.data != NULL);
	view_flag(row, "Self", s->staff_id == desk_of(r)->staff_id);
	if (s->signed_in_at != INSTANT_NONE)
		view_instant(row, "SignedInAt", s->signed_in_at);
}

static int show(struct request *r, int status)
{
	struct view_node *root = desk_page(r, "Lang.Desk.Staff.Title");
	struct staff *list = NULL;
	int n = 0;

	if (staff_list(portal_of(r)->db, r->mem, &list, &n) != DB_OK ||
	    !fill_partners(r, root))
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_member(r, view_row(root, "Staff", i), &list[i]);
	fill_roles(r, root);
	return status;
}

/* The first password stands on this answer and nowhere else. */
static int show_password(struct request *r, const char *email, const char *password)
{
	struct view_node *root = page_root(r);

	view_str(root, "Made.Email", email);
	view_str(root, "Made.Password", password);
	return show(r, 200);
}

static int refused(struct request *r, enum staff_outcome outcome)
{
	switch (outcome) {
	case STAFF_EXISTS:
		page_error(r, "email", "Lang.Desk.Staff.Exists");
		return show(r, 422);
	case STAFF_PARTNER:
		page_error(r, "partner", "Lang.Desk.Staff.PartnerEmpty");
		return show(r, 422);
	case STAFF_LAST:
		page_error(r, NULL, "Lang.Desk.Staff.Last");
		return show(r, 422);
	case STAFF_UNKNOWN:
		return 404;
	default:
		return desk_unavailable(r);
	}
}

static int add_post(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *typed = account_line(r, "email"), *name = account_line(r, "name");
	const char *role = account_line(r, "role"), *email = email_clean(r->mem, typed);
	char password[24];
	enum staff_outcome outcome;

	page_keep(r, "email");
	page_keep(r, "name");
	page_keep(r, "role");
	page_keep(r, "partner");
	if (!email)
		page_error(r, "email", "Lang.Account.EmailForm");
	if (!*name)
		page_error(r, "name", "Lang.Account.NameEmpty");
	else if (utf8_length(name) > PERSON_NAME_MAX)
		page_error(r, "name", "Lang.Account.NameLong");
	if (!text_among(role, roles))
		page_error(r, "role", "Lang.Desk.Staff.RoleEmpty");
	if (page_has_errors(r))
		return show(r, 422);
	if (strcmp(role, MERCHANT) == 0)
		outcome = staff_add_merchant(&env, desk_of(r)->staff_id, email, name,
		                             account_line(r, "partner"), password);
	else
		outcome = staff_add(&env, desk_of(r)->staff_id, email, name, role, password);
	if (outcome != STAFF_OK)
		return refused(r, outcome);
	for (int i = 0; add_form[i].name != NULL; i++) /* the form is done with */
		view_str(page_root(r), talloc_asprintf(r->mem, "Form.%s", add_form[i].name), "");
	return show_password(r, email, password);
}

static int page_staff(struct request *r)
{
	return r->method == METHOD_POST ? add_post(r) : show(r, 200);
}

/* The staff member the path names, else 404 or 503. */
static int find(struct request *r, struct staff *out)
{
	int64_t id = 0;
	enum db got = DB_NONE;

	if (int_parse(r->param[0], &id) && id > 0)
		got = staff_read(portal_of(r)->db, r->mem, (uint64_t)id, out);
	if (got == DB_NONE)
		return 404;
	return got == DB_OK ? 0 : desk_unavailable(r);
}

static int page_set(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *role = request_form(r, "role"), *state = request_form(r, "state");
	struct staff s;
	int status = find(r, &s);
	enum staff_outcome outcome;

	if (status != 0)
		return status;
	if (!role && !state)
		return 400;
	if (role && strcmp(role, MERCHANT) == 0)
		outcome = staff_set_merchant(&env, desk_of(r)->staff_id, s.staff_id,
		                             account_line(r, "partner"));
	else
		outcome = staff_set(&env, desk_of(r)->staff_id, s.staff_id, role, state);
	return outcome == STAFF_OK ? respond_see_other(r, "/admin/staff?done=saved")
	                           : refused(r, outcome);
}

static int page_reset(struct request *r)
{
	struct service_env env = desk_env(r);
	char password[24];
	struct staff s;
	int status = find(r, &s);
	enum staff_outcome outcome;

	if (status != 0)
		return status;
	/* One's own second factor is set up anew by another manager or the operator. */
	if (s.staff_id == desk_of(r)->staff_id) {
		page_error(r, NULL, "Lang.Desk.Staff.OwnReset");
		return show(r, 422);
	}
	outcome = staff_reset(&env, desk_of(r)->staff_id, s.email, password);
	return outcome == STAFF_OK ? show_password(r, s.email, password) : refused(r, outcome);
}

const struct route admin_staff_routes[] = {
	{"/admin/staff", METHOD_GET | METHOD_POST, GUARD_MANAGER | GUARD_CSRF, page_staff, "admin/staff",
     desk_done, add_form, 0},
	{"/admin/staff/:id", METHOD_POST, GUARD_MANAGER | GUARD_CSRF, page_set, "admin/staff", NULL,
     set_form, 0},
	{"/admin/staff/:id/reset", METHOD_POST, GUARD_MANAGER | GUARD_CSRF, page_reset, "admin/staff",
     NULL, no_form, 0},
	{0},
};
