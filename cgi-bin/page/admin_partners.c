#include "page/admin_partners.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "service/partner.h"

#define WORD "Lang.AdminPartners."
#define SENT_DAYS 30
#define DAY_S 86400

static const struct field query[] = {{"done", 32, false}, {0}};
static const struct field add_form[] = {{"partner", 100, false}, {"title", 200, false}, {0}};
static const struct field rotate_form[] = {{"made", 20, false}, {0}};
static const struct field none[] = {{0}};

static bool fill_row(struct request *r, struct view_node *row, const struct partner_row *p)
{
	int64_t orders, points, fen;
	int32_t from = day_of(page_now(r)) - SENT_DAYS;

	if (partner_sent(portal_of(r)->db, p->partner, day_start(from), &orders, &points, &fen) != DB_OK)
		return false;
	view_str(row, "Partner", p->partner);
	view_str(row, "Name", p->name);
	view_flag(row, "Blocked", strcmp(p->state, "active") != 0);
	if (p->made_at != INSTANT_NONE) {
		view_day(row, "Made", day_of(p->made_at));
		view_str(row, "MadeAt", talloc_asprintf(r->mem, "%lld", (long long)p->made_at));
	}
	if (p->used_at != INSTANT_NONE)
		view_instant(row, "Used", p->used_at);
	if (p->old_ends_at != INSTANT_NONE)
		view_instant(row, "OldEnds", p->old_ends_at);
	if (p->old_used_at != INSTANT_NONE)
		view_instant(row, "OldUsed", p->old_used_at);
	view_points(row, "Orders", orders);
	view_points(row, "Points", points);
	view_money(row, "Money", fen);
	return true;
}

static int show(struct request *r, int status)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct partner_row *rows;
	int n;

	if (partner_list(portal_of(r)->db, r->mem, clock_real(), &rows, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		if (!fill_row(r, view_row(root, "Partners", i), &rows[i]))
			return desk_unavailable(r);
	return status;
}

static int page_partners(struct request *r)
{
	return show(r, 200);
}

/* The page with a new secret, which stands there this once only. */
static int show_secret(struct request *r, const char *partner, char secret[PARTNER_SECRET])
{
	struct view_node *root = page_root(r);

	view_str(root, "Secret.Partner", partner);
	view_str(root, "Secret.Text", secret);
	secret_wipe(secret, PARTNER_SECRET);
	return show(r, 200);
}

static bool token_key(struct request *r, char key[256])
{
	return secret_file(config_get(portal_of(r)->config, "Keys.Token", ""), key, 256);
}

static int page_add(struct request *r)
{
	const char *partner = request_form(r, "partner"), *title = request_form(r, "title");
	char key[256], secret[PARTNER_SECRET];
	enum db got;

	partner = text_clean(r->mem, partner ? partner : "");
	title = text_clean(r->mem, title ? title : "");
	page_keep(r, "partner");
	page_keep(r, "title");
	if (!partner_name_ok(partner) || strcmp(partner, "import") == 0)
		page_error(r, "partner", WORD "ErrorPartner");
	if (!title[0] || utf8_length(title) > 80)
		page_error(r, "title", WORD "ErrorTitle");
	if (page_has_errors(r))
		return show(r, 422);
	if (!token_key(r, key))
		return desk_unavailable(r);
	got = partner_create_by(portal_of(r)->db, key, desk_of(r)->staff_id, partner, title, secret);
	secret_wipe(key, sizeof key);
	if (got == DB_DUP) {
		page_error(r, "partner", WORD "ErrorTaken");
		return show(r, 422);
	}
	view_str(page_root(r), "Form.partner", "");
	view_str(page_root(r), "Form.title", "");
	return got == DB_OK ? show_secret(r, partner, secret) : desk_unavailable(r);
}

static int page_rotate(struct request *r)
{
	const char *made = request_form(r, "made");
	char key[256], secret[PARTNER_SECRET];
	int64_t made_at;
	enum db got;

	if (!made || !int_parse(made, &made_at))
		return 400;
	if (!token_key(r, key))
		return desk_unavailable(r);
	got = partner_rotate_by(portal_of(r)->db, key, desk_of(r)->staff_id, r->param[0], made_at,
	                        secret);
	secret_wipe(key, sizeof key);
	if (got == DB_DUP) {
		page_error(r, NULL, WORD "ErrorRotated");
		return show(r, 409);
	}
	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? show_secret(r, r->param[0], secret) : desk_unavailable(r);
}

static int set_state(struct request *r, bool blocked)
{
	enum db got = partner_block_by(portal_of(r)->db, desk_of(r)->staff_id, r->param[0], blocked);

	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got != DB_OK)
		return desk_unavailable(r);
	return respond_see_other(r, blocked ? "/admin/partners?done=partner_blocked"
	                                    : "/admin/partners?done=partner_open");
}

static int page_block(struct request *r)
{
	return set_state(r, true);
}

static int page_open(struct request *r)
{
	return set_state(r, false);
}

#define MANAGER (GUARD_MANAGER | GUARD_CSRF)

const struct route admin_partners_routes[] = {
	{"/admin/partners", METHOD_GET, GUARD_STAFF, page_partners, "admin/partners", query, NULL, 0},
	{"/admin/partners", METHOD_POST, MANAGER, page_add, "admin/partners", NULL, add_form, 0},
	{"/admin/partners/:partner/rotate", METHOD_POST, MANAGER, page_rotate, "admin/partners", NULL,
     rotate_form, 0},
	{"/admin/partners/:partner/block", METHOD_POST, MANAGER, page_block, "admin/partners", NULL,
     none, 0},
	{"/admin/partners/:partner/open", METHOD_POST, MANAGER, page_open, "admin/partners", NULL, none,
     0},
	{0},
};
