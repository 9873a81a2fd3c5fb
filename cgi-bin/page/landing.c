#include "page/landing.h"

#include "base/mem.h"
#include "page/portal.h"
#include "page/rule_words.h"

/* Three figures of today's plan: what ¥1,000 earns at the lowest and at the
 * highest rate, and how long points live. */
static void show_plan(struct request *r, struct view_node *root, const struct plan *plan)
{
	int64_t base = 1000 * plan->earn_points_per_yuan;
	int best = 0;

	for (int i = 1; i < plan->n_tiers; i++)
		if (plan->tiers[i].rate_bp > plan->tiers[best].rate_bp)
			best = i;
	view_points(root, "Plan.Earn", base);
	if (plan->tiers[best].rate_bp > 10000)
		view_sentence(root, "Plan.Best", "Lang.Landing.Best",
		              plan_words(root, &plan->tiers[best].name),
		              text_points(r->mem, base * plan->tiers[best].rate_bp / 10000), NULL);
	if (plan->life_months)
		view_sentence(root, "Plan.Life", "Lang.Landing.Life",
		              text_points(r->mem, plan->life_months), NULL);
	if (plan->coupon.unit_points)
		view_sentence(root, "Plan.Coupon", "Lang.Landing.Coupon",
		              text_points(r->mem, plan->coupon.unit_points),
		              text_money(r->mem, plan->coupon.unit_fen), NULL);
	for (int i = 0; i < plan->n_tiers; i++) {
		struct view_node *tier = view_row(root, "Tiers", i);

		view_str(tier, "Code", plan->tiers[i].code);
		view_str(tier, "Name", plan_words(root, &plan->tiers[i].name));
	}
}

static int page_landing(struct request *r)
{
	const struct plan_book *book = portal_of(r)->plans;
	struct view_node *root;

	if (r->viewer)
		return respond_see_other(r, "/balance");
	root = page_root(r);
	view_str(root, "Page.Title", view_words(root, "Lang.Landing.Title"));
	if (book && book->n) /* the page stands without figures while the database is away */
		show_plan(r, root, plan_on(book, day_of(page_now(r))));
	return 200;
}

const struct route landing_routes[] = {
	{.path = "/", .methods = METHOD_GET, .guards = GUARD_PUBLIC, .page = page_landing,
	 .template = "landing"},
	{0},
};
