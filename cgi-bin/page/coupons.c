#include "page/coupons.h"

#include <string.h>

#include "page/account.h"
#include "page/coupon_words.h"
#include "service/voucher.h"
#include "view/qr.h"

#define COUPONS_SHOWN 200 /* usable ones and the latest others */
#define QR_SCALE 8        /* pixels a module */

static int page_coupons(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct view_node *root = page_root(r);
	int32_t today = day_of(page_now(r));
	const struct plan *plan = plan_on(portal->plans, today);
	struct coupon *list;
	int n, usable = 0, past = 0;

	if (coupon_list(portal->db, r->mem, viewer_of(r)->member_id, today, COUPONS_SHOWN, &list,
	                &n) != DB_OK)
		return account_unavailable(r);
	view_str(root, "Page.Title", view_words(root, "Lang.Coupons.Title"));
	view_str(root, "Page.Name", "catalogue");
	for (int i = 0; i < n; i++) {
		bool now = coupon_state_on(&list[i], today) == COUPON_STATE_ISSUED;

		coupon_fill(now ? view_row(root, "Coupons", usable++) : view_row(root, "Past", past++),
		            r->mem, plan, &list[i], today);
	}
	view_flag(root, "IsFull", n == COUPONS_SHOWN);
	if (plan->coupon.unit_points > 0)
		view_sentence(root, "EmptyText", "Lang.Coupons.EmptyText",
		              text_points(r->mem, plan->coupon.unit_points),
		              text_money(r->mem, plan->coupon.unit_fen), NULL);
	else
		view_str(root, "EmptyText", view_words(root, "Lang.Coupons.EmptyPlain"));
	return 200;
}

/* Where and when it was used. */
static int fill_use(struct request *r, const struct coupon *c)
{
	struct view_node *root = page_root(r);
	char *name = NULL;
	enum db got = coupon_user(portal_of(r)->db, r->mem, c->used_by, &name);

	if (got != DB_OK && got != DB_NONE)
		return account_unavailable(r);
	view_instant(root, "UsedAt", c->used_at);
	if (!name && strcmp(c->used_by, VOUCHER_DESK) == 0)
		view_str(root, "UsedBy", view_words(root, "Lang.Coupons.UsedDesk"));
	else
		view_str(root, "UsedBy", name ? name : c->used_by);
	/* of a counter there is no order to lead to */
	view_str(root, voucher_ref_good(c->used_order) ? "UsedRef" : "UsedOrder", c->used_order);
	if (c->used_fen > 0)
		view_money(root, "UsedFen", c->used_fen);
	return 200;
}

/* Reads the coupon the path names. Codes are plain ASCII: what is not is
 * nobody's. 0, or the status. */
static int read_one(struct request *r, struct coupon *c)
{
	enum db got;

	for (const char *p = r->param[0]; *p; p++)
		if (*p <= ' ' || *p > '~')
			return 404;
	got = coupon_read(portal_of(r)->db, r->mem, viewer_of(r)->member_id, r->param[0], c);
	if (got == DB_NONE)
		return 404;
	return got == DB_OK ? 0 : account_unavailable(r);
}

static int page_coupon(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct view_node *root = page_root(r);
	int32_t today = day_of(page_now(r));
	struct coupon c;
	int failed = read_one(r, &c);

	if (failed)
		return failed;
	view_str(root, "Page.Name", "catalogue");
	coupon_fill(view_node(root, "Coupon"), r->mem, plan_on(portal->plans, today), &c, today);
	coupon_groups(view_node(root, "Coupon"), r->mem, &c);
	view_str(root, "Page.Title",
	         view_lang(root) == LANG_EN && c.name_en[0] ? c.name_en : c.name);
	view_instant(root, "IssuedAt", c.issued_at);
	if (c.redemption_no[0])
		view_str(root, "Redemption", c.redemption_no);
	else
		view_flag(root, "IsGift", true);
	if (c.points > 0)
		view_points(root, "Points", c.points);
	if (coupon_state_on(&c, today) == COUPON_STATE_EXPIRED)
		view_str(root, "Gone", view_words(root, "Lang.Coupons.GoneExpired"));
	else if (c.state == COUPON_STATE_CANCELLED)
		view_str(root, "Gone", view_words(root, "Lang.Coupons.GoneCancelled"));
	return c.state == COUPON_STATE_USED ? fill_use(r, &c) : 200;
}

/* The code as a picture, for the desk's scanner. */
static int page_coupon_qr(struct request *r)
{
	struct coupon c;
	int failed = read_one(r, &c);

	if (failed)
		return failed;
	if (!qr_png(c.code, QR_SCALE, &r->out))
		return 500;
	r->content_type = "image/png";
	return 200;
}

const struct route coupons_routes[] = {
	{.path = "/coupons", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_coupons,
	 .template = "coupons"},
	{.path = "/coupons/:code", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_coupon, .template = "coupon"},
	{.path = "/coupons/:code/qr.png", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_coupon_qr},
	{0},
};
