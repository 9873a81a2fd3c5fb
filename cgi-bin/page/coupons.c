#include "page/coupons.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/movement.h"
#include "view/qr.h"

#define COUPONS_SHOWN 200 /* usable ones and the latest others */
#define GROUP 4           /* characters said in one breath */
#define QR_SCALE 8        /* pixels a module */
#define SOON_DAYS 14

static const char *const state_keys[] = {
	[COUPON_STATE_ISSUED] = "Lang.Coupons.Issued",
	[COUPON_STATE_USED] = "Lang.Coupons.Used",
	[COUPON_STATE_EXPIRED] = "Lang.Coupons.Expired",
	[COUPON_STATE_CANCELLED] = "Lang.Coupons.Cancelled",
};

static void add_term(struct view_node *row, int *n, char *text)
{
	view_str(view_row(row, "Terms", (*n)++), "Text", text);
}

/* "Domestic, Hotel" of the comma-separated codes LIST. */
static char *category_names(struct view_node *row, void *mem, const struct plan *plan,
                            const char *list)
{
	const char *comma = view_lang(row) == LANG_EN ? ", " : "、";
	struct buf out;

	buf_init(&out, mem);
	for (const char *p = list + strspn(list, ", "); *p; p += strspn(p, ", ")) {
		size_t len = strcspn(p, ", ");

		if (out.len > 0)
			buf_str(&out, comma);
		buf_str(&out, movement_category(row, plan, talloc_strndup(mem, p, len)));
		p += len;
	}
	return out.data;
}

/* What it can be used on, each in a few words. */
static void fill_terms(struct view_node *row, void *mem, const struct plan *plan,
                       const struct coupon *c)
{
	int n = 0;

	if (c->kind == COUPON_KIND_VOUCHER)
		return;
	if (c->min_fen > 0)
		add_term(row, &n, text_sentence(mem, row, "Lang.Coupons.Min", text_money(mem, c->min_fen),
		                                NULL));
	if (c->kind == COUPON_KIND_PERCENT && c->ceiling_fen > 0)
		add_term(row, &n, text_sentence(mem, row, "Lang.Coupons.Ceiling",
		                                text_money(mem, c->ceiling_fen), NULL));
	if (c->categories[0])
		add_term(row, &n, text_sentence(mem, row, "Lang.Coupons.Only",
		                                category_names(row, mem, plan, c->categories), NULL));
	else
		add_term(row, &n, talloc_strdup(mem, view_words(row, "Lang.Coupons.All")));
}

/* The figure in large: "¥50", "10 %" off, or a word for a voucher. */
static void fill_figure(struct view_node *row, void *mem, const struct coupon *c)
{
	if (c->kind == COUPON_KIND_AMOUNT)
		view_money(row, "Figure", c->fen);
	else if (c->kind == COUPON_KIND_PERCENT)
		view_str(row, "Figure",
		         text_sentence(mem, row, "Lang.Coupons.Percent", text_decimal(mem, c->percent_bp),
		                       text_decimal(mem, (10000 - c->percent_bp) / 10), NULL));
	else
		view_str(row, "Figure", view_words(row, "Lang.Coupons.Voucher"));
	view_str(row, "Kind", coupon_kind_word(c->kind));
}

static void fill_end(struct view_node *row, void *mem, const struct coupon *c, int32_t today,
                     bool usable)
{
	int32_t days = c->expires_on - today;
	char left[INT_TEXT];

	if (c->expires_on == DAY_NEVER) {
		view_str(row, "Forever", view_words(row, "Lang.Common.Never"));
		return;
	}
	movement_set_day(row, mem, "Until", c->expires_on, today);
	if (!usable || days > SOON_DAYS)
		return;
	view_flag(row, "Soon", true);
	if (days == 0)
		view_str(row, "Left", view_words(row, "Lang.Coupons.Today"));
	else
		view_sentence(row, "Left", "Lang.Coupons.Days", int_text(left, days), NULL);
}

void coupon_fill(struct view_node *row, void *mem, const struct plan *plan,
                 const struct coupon *c, int32_t today)
{
	enum coupon_state state = coupon_state_on(c, today);
	bool english = view_lang(row) == LANG_EN && c->name_en[0];

	view_str(row, "Code", c->code);
	view_str(row, "Name", english ? c->name_en : c->name);
	fill_figure(row, mem, c);
	fill_terms(row, mem, plan, c);
	view_str(row, "State", view_words(row, state_keys[state]));
	view_str(row, "Look", state == COUPON_STATE_ISSUED ? "good" : "wait");
	view_flag(row, "Usable", state == COUPON_STATE_ISSUED);
	fill_end(row, mem, c, today, state == COUPON_STATE_ISSUED);
}

void coupon_groups(struct view_node *node, void *mem, const struct coupon *c)
{
	size_t len = strlen(c->code);
	int n = 0;

	if (c->kind == COUPON_KIND_VOUCHER || len % GROUP != 0) {
		view_str(view_row(node, "Groups", 0), "Text", c->code);
		return;
	}
	for (size_t i = 0; i < len; i += GROUP)
		view_str(view_row(node, "Groups", n++), "Text", talloc_strndup(mem, c->code + i, GROUP));
}

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
	view_str(root, "UsedBy", name ? name : c->used_by);
	view_str(root, "UsedOrder", c->used_order);
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
	view_flag(root, "Page.Narrow", true);
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
