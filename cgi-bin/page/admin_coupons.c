#include "page/admin_coupons.h"

#include <string.h>

#include "base/mem.h"
#include "rule/code.h"
#include "store/coupon.h"
#include "store/person.h"

#define WORD "Lang.AdminCoupons."

/* The code comes in a form, never in a URL: URLs are written down elsewhere. */
static const struct field form[] = {{"code", 200, false}, {0}};

static void fill_use(struct view_node *root, const struct coupon *c)
{
	if (c->used_at != INSTANT_NONE)
		view_instant(root, "Coupon.UsedAt", c->used_at);
	view_str(root, "Coupon.UsedBy", c->used_by);
	view_str(root, "Coupon.UsedOrder", c->used_order);
	if (c->used_fen > 0)
		view_money(root, "Coupon.UsedFen", c->used_fen);
}

static void fill_worth(struct request *r, struct view_node *root, const struct coupon *c)
{
	if (c->kind == COUPON_KIND_AMOUNT)
		view_money(root, "Coupon.Worth", c->fen);
	else if (c->kind == COUPON_KIND_PERCENT)
		view_sentence(root, "Coupon.Worth", WORD "Percent", text_decimal(r->mem, c->percent_bp),
		              NULL);
	if (c->ceiling_fen > 0)
		view_money(root, "Coupon.Ceiling", c->ceiling_fen);
	if (c->min_fen > 0)
		view_money(root, "Coupon.Min", c->min_fen);
	view_str(root, "Coupon.Categories", c->categories);
}

static void fill(struct request *r, const struct coupon *c, const char *member_no)
{
	struct view_node *root = page_root(r);
	enum coupon_state state = coupon_state_on(c, day_of(page_now(r)));
	char groups[2 * CODE_TEXT] = "";

	if (strlen(c->code) < CODE_TEXT)
		code_groups(c->code, groups);
	view_str(root, "Coupon.Code", groups[0] ? groups : c->code);
	view_str(root, "Coupon.Name",
	         view_lang(root) == LANG_EN && c->name_en[0] ? c->name_en : c->name);
	view_str(root, "Coupon.MemberNo", member_no);
	view_str(root, "Coupon.RedemptionNo", c->redemption_no);
	view_str(root, "Coupon.Item", c->item);
	view_str(root, "Coupon.State", view_words(root, talloc_asprintf(r->mem, WORD "State.%s",
	                                                                coupon_state_word(state))));
	view_str(root, "Coupon.Look", state == COUPON_STATE_ISSUED ? "good" : "quiet");
	view_str(root, "Coupon.Kind", view_words(root, talloc_asprintf(r->mem, WORD "Kind.%s",
	                                                               coupon_kind_word(c->kind))));
	view_instant(root, "Coupon.Issued", c->issued_at);
	view_day(root, "Coupon.Until", c->expires_on);
	view_points(root, "Coupon.Points", c->points);
	fill_worth(r, root, c);
	fill_use(root, c);
}

static int page_form(struct request *r)
{
	desk_page(r, WORD "Title");
	return 200;
}

/* CODE as typed: ours cleaned of groups and look-alikes, a partner's as it is. */
static enum db find(struct request *r, const char *typed, struct coupon *c, const char **code)
{
	struct database *db = portal_of(r)->db;
	char clean[CODE_TEXT];
	uint64_t member_id;
	enum db got = DB_NONE;

	*code = typed;
	if (code_clean(typed, clean)) {
		*code = talloc_strdup(r->mem, clean);
		got = coupon_owner(db, *code, &member_id);
	}
	if (got == DB_NONE) {
		*code = typed;
		got = coupon_owner(db, *code, &member_id);
	}
	return got == DB_OK ? coupon_read(db, r->mem, member_id, *code, c) : got;
}

static int page_look_up(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	const char *sent = request_form(r, "code"), *code;
	char *typed = text_clean(r->mem, sent ? sent : ""), *member_no, *kind;
	struct coupon coupon;
	enum db got;

	page_keep(r, "code");
	if (typed[0] == '\0' || utf8_length(typed) > 64) {
		page_error(r, "code", WORD "ErrorCode");
		return 422;
	}
	got = find(r, typed, &coupon, &code);
	if (got == DB_OK)
		got = member_get(portal_of(r)->db, r->mem, coupon.member_id, &member_no, &kind);
	if (got == DB_NONE) {
		page_error(r, "code", WORD "ErrorUnknown");
		return 422;
	}
	if (got != DB_OK || !desk_looked(r, "coupon_view", coupon.member_id, coupon.redemption_no))
		return desk_unavailable(r);
	view_str(root, "Form.code", "");
	fill(r, &coupon, member_no);
	return 200;
}

const struct route admin_coupons_routes[] = {
	{"/admin/coupons", METHOD_GET, GUARD_STAFF, page_form, "admin/coupons", NULL, NULL, 0},
	{"/admin/coupons", METHOD_POST, GUARD_STAFF | GUARD_CSRF, page_look_up, "admin/coupons", NULL,
     form, 0},
	{0},
};
