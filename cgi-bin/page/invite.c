#include "page/invite.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/masked.h"
#include "view/qr.h"

#define SHOWN 100
#define QR_SCALE 8
#define WORD "Lang.Invite."

static bool is(const char *state, const char *word)
{
	return strcmp(state, word) == 0;
}

/* How far a friend has come: the word's key, and its look. */
static const char *step(const struct referral_row *f, const char **look)
{
	bool held = is(f->order_state, "held") || is(f->join_state, "held");

	*look = "wait";
	if (held)
		return "Held";
	if (f->referral.reversed_at != INSTANT_NONE) {
		*look = "quiet";
		return "Reversed";
	}
	if (is(f->order_state, "refused") || is(f->join_state, "refused")) {
		*look = "quiet";
		return "Refused";
	}
	if (f->referral.completed_at != INSTANT_NONE) {
		*look = is(f->order_state, "due") ? "wait" : "good";
		return is(f->order_state, "due") ? "Soon" : is(f->order_state, "paid") ? "Paid" : "Completed";
	}
	if (f->referral.ordered_at != INSTANT_NONE)
		return "Ordered";
	*look = f->referral.confirmed_at != INSTANT_NONE ? "wait" : "quiet";
	return f->referral.confirmed_at != INSTANT_NONE ? "Joined" : "Open";
}

static void fill_friend(struct view_node *row, void *mem, const struct referral_row *f)
{
	const char *look, *key = step(f, &look);
	int64_t points = (is(f->join_state, "paid") ? f->join_points : 0) +
	                 (is(f->order_state, "paid") ? f->order_points : 0) - f->reversed;

	view_str(row, "Name", masked_name(mem, f->name));
	view_day(row, "Joined", f->referral.joined_on);
	view_str(row, "State", view_words(row, talloc_asprintf(mem, WORD "State%s", key)));
	view_str(row, "Look", look);
	if (points > 0)
		view_change(row, "Points", points);
}

/* What an invitation brings by the plan, one sentence a part. */
static void fill_rules(struct view_node *root, void *mem, const struct plan *plan)
{
	const struct {
		int64_t points;
		const char *key;
	} parts[] = {
		{plan->referral.referrer_join, WORD "ReferrerJoin"},
		{plan->referral.referrer_order, WORD "ReferrerOrder"},
		{plan->referral.friend_join, WORD "FriendJoin"},
		{plan->referral.friend_order, WORD "FriendOrder"},
	};
	int n = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].points > 0)
			view_sentence(view_row(root, "Gains", n++), "Text", parts[i].key,
			              text_points(mem, parts[i].points), NULL);
	if (n > 0 && plan->referral.month_cap > 0)
		view_sentence(root, "Cap", WORD "Cap", text_points(mem, plan->referral.month_cap), NULL);
}

void invite_fill(struct view_node *root, void *mem, const struct plan *plan, const char *link,
                 const struct referral_figures *figures, const struct referral_row *rows, int n)
{
	view_str(root, "Link", link);
	fill_rules(root, mem, plan);
	view_points(root, "Count.Joined", figures->joined);
	view_points(root, "Count.Ordered", figures->ordered);
	view_points(root, "Count.Paid", figures->paid);
	view_points(root, "Count.Points", figures->points > 0 ? figures->points : 0);
	if (figures->held > 0)
		view_points(root, "Count.Held", figures->held);
	for (int i = 0; i < n; i++)
		fill_friend(view_row(root, "Friends", i), mem, &rows[i]);
	view_flag(root, "IsFull", n == SHOWN);
}

static char *link_of(struct request *r)
{
	return talloc_asprintf(r->mem, "%s/sign-up?invite=%s",
	                       config_get(portal_of(r)->config, "Base.Url", ""),
	                       viewer_of(r)->member_no);
}

static int page_invite(struct request *r)
{
	struct portal *portal = portal_of(r);
	const struct viewer *v = viewer_of(r);
	struct referral_figures figures;
	struct referral_row *rows;
	int n;

	account_page(r, WORD "Title", "profile");
	if (referral_figures(portal->db, v->member_id, &figures) != DB_OK ||
	    referral_list(portal->db, r->mem, v->member_id, SHOWN, &rows, &n) != DB_OK)
		return account_unavailable(r);
	invite_fill(page_root(r), r->mem, plan_on(portal->plans, day_of(page_now(r))), link_of(r),
	            &figures, rows, n);
	return 200;
}

/* The link as a picture that can be kept and shown on a phone. */
static int page_qr(struct request *r)
{
	if (!qr_png(link_of(r), QR_SCALE, &r->out))
		return 500;
	r->content_type = "image/png";
	return 200;
}

const struct route invite_routes[] = {
	{.path = "/invite", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_invite,
	 .template = "invite"},
	{.path = "/invite/qr.png", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_qr},
	{0},
};
