#include "page/receipt.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/movement.h"
#include "page/rule_words.h"
#include "rule/receipt.h"

/* One receipt in the making. */
struct telling {
	struct view_node *root;
	void *mem;
	const struct plan *plan;
	const struct statement_receipt *read;
	struct receipt inputs;
	bool priced; /* the inputs are those of an order */
	int n_lines;
};

static void add_line(struct telling *t, const char *text, int64_t points)
{
	struct view_node *row = view_row(t->root, "Lines", t->n_lines++);

	view_str(row, "Text", text);
	view_change(row, "Points", points);
}

static void add_line_if(struct telling *t, const char *key, int64_t points)
{
	if (points != 0)
		add_line(t, view_words(t->root, key), points);
}

/* "2 times", or "+10 %" for a bonus whose part is added to the others. */
static char *rate_words(struct telling *t, int64_t rate_bp, bool added)
{
	if (added)
		return text_sentence(t->mem, t->root, "Lang.Receipt.Plus",
		                     text_decimal(t->mem, rate_bp - 10000), NULL);
	return text_sentence(t->mem, t->root, "Lang.Receipt.Times",
	                     text_decimal(t->mem, rate_bp / 100), NULL);
}

static int64_t bonus_rate(const struct plan *plan, const char *code)
{
	for (int i = 0; i < plan->n_bonuses; i++)
		if (strcmp(plan->bonuses[i].code, code) == 0)
			return plan->bonuses[i].rate_bp;
	return 10000;
}

/* The multiplier a line of the price stands for, with its name. */
static char *line_rate(struct telling *t, const char *rule)
{
	const struct plan_partner *partner = plan_partner(t->plan, t->inputs.partner);
	bool is_tier = strcmp(rule, "tier") == 0;
	const struct plan_tier *tier = &t->plan->tiers[plan_tier_index(t->plan, t->inputs.tier)];
	char *rate = is_tier ? rate_words(t, tier->rate_bp, false)
	                     : rate_words(t, bonus_rate(t->plan, rule),
	                                  t->plan->stacking == STACK_ADD);
	const char *name = is_tier ? movement_tier(t->mem, t->root, tier)
	                           : movement_rule(t->mem, t->root, t->plan, rule, t->inputs.tier);

	if (partner && strcmp(rule, "partner") == 0) {
		name = plan_words(t->root, &partner->name);
		rate = rate_words(t, partner->rate_bp, false);
	}
	return text_sentence(t->mem, t->root, "Lang.Receipt.NamedRate", name, rate, NULL);
}

/* "¥4,280.50 × Silver 2 times + National Day 10 %" */
static char *formula(struct telling *t, const struct pricing *price, int64_t eligible_fen)
{
	char *out = talloc_strdup(t->mem, text_money(t->mem, eligible_fen));
	int first = 1; /* of the lines that multiply what stands before them */

	if (t->plan->earn_points_per_yuan != 1)
		out = talloc_asprintf_append(out, " × %s",
		                             text_points(t->mem, t->plan->earn_points_per_yuan));
	if (price->n_lines > 1 && strcmp(price->lines[1].rule, "partner") == 0)
		out = talloc_asprintf_append(out, " × %s", line_rate(t, price->lines[first++].rule));
	for (int i = first; i < price->n_lines; i++) {
		bool plus = t->plan->stacking == STACK_ADD && strcmp(price->lines[i].rule, "tier") != 0;

		out = talloc_asprintf_append(out, plus && i > first ? " + %s" : " × %s",
		                             plus && i == first
		                                 ? talloc_asprintf(t->mem, "(1 + %s)",
		                                                   line_rate(t, price->lines[i].rule))
		                                 : line_rate(t, price->lines[i].rule));
	}
	return out;
}

static void fill_money(struct telling *t)
{
	const struct receipt *in = &t->inputs;

	view_money(t->root, "Paid", in->paid_fen);
	if (in->eligible_fen != in->paid_fen)
		view_money(t->root, "Eligible", in->eligible_fen);
	view_str(t->root, "Category", movement_category(t->root, t->plan, in->category));
	view_str(t->root, "AtTier",
	         plan_words(t->root, &t->plan->tiers[plan_tier_index(t->plan, in->tier)].name));
	view_day(t->root, "PaidDay", in->paid_day);
}

/* An order's points: line by line, and in one sentence. */
static int64_t fill_earn(struct telling *t)
{
	struct pricing price;
	int64_t points = receipt_earn_points(t->plan, &t->inputs, &price);

	if (t->inputs.released > 0) {
		add_line(t, view_words(t->root, "Lang.Receipt.Released"), t->inputs.released);
		return points;
	}
	fill_money(t);
	for (int i = 0; i < price.n_lines; i++) {
		const char *rule = price.lines[i].rule;

		add_line(t,
		         i == 0 ? text_sentence(t->mem, t->root, "Lang.Receipt.BaseLine",
		                                text_money(t->mem, t->inputs.eligible_fen),
		                                text_points(t->mem, t->plan->earn_points_per_yuan), NULL)
		                : line_rate(t, rule),
		         price.lines[i].points);
	}
	add_line_if(t, "Lang.Receipt.HeldLine", -t->inputs.held);
	view_sentence(t->root, "Words", "Lang.Receipt.EarnWords",
	              formula(t, &price, t->inputs.eligible_fen), text_points(t->mem, price.points),
	              NULL);
	return points;
}

/* What a refund took: the price before it less the price after it. */
static int64_t fill_reverse(struct telling *t)
{
	struct pricing before, after;
	const struct receipt *in = &t->inputs;
	int64_t points = receipt_reverse_points(t->plan, in, &before, &after);
	int64_t paid = in->paid_fen - in->refunded_before;

	fill_money(t);
	view_money(t->root, "Refund", in->amount_fen);
	add_line(t, text_sentence(t->mem, t->root, "Lang.Receipt.AfterRefund",
	                          text_money(t->mem, paid - in->amount_fen), NULL),
	         after.points);
	add_line(t, text_sentence(t->mem, t->root, "Lang.Receipt.Before", text_money(t->mem, paid),
	                          NULL),
	         -before.points);
	add_line_if(t, "Lang.Receipt.FromHeld", in->held);
	add_line_if(t, "Lang.Receipt.FromRefused", in->refused);
	add_line_if(t, "Lang.Receipt.FromExpired", in->expired);
	view_sentence(t->root, "Words", "Lang.Receipt.ReverseWords",
	              text_money(t->mem, in->amount_fen), text_points(t->mem, before.points),
	              text_points(t->mem, after.points), text_points(t->mem, points), NULL);
	return -points;
}

/* Entries that no order's price stands behind, by the lots they moved. */
static int64_t fill_other(struct telling *t)
{
	static const char *const words[ENTRY__MAX] = {
		[ENTRY_EARN] = "Lang.Receipt.CreditWords",
		[ENTRY_RELEASE] = "Lang.Receipt.ReleaseWords",
		[ENTRY_REVERSE] = "Lang.Receipt.SpendWords",
		[ENTRY_SPEND] = "Lang.Receipt.SpendWords",
		[ENTRY_GIVE_BACK] = "Lang.Receipt.GiveBackWords",
		[ENTRY_EXPIRE] = "Lang.Receipt.ExpireWords",
		[ENTRY_OPENING] = "Lang.Receipt.OpeningWords",
		[ENTRY_CREDIT] = "Lang.Receipt.CreditWords",
		[ENTRY_ADJUST] = "Lang.Receipt.AdjustWords",
		[ENTRY_FORGIVE] = "Lang.Receipt.ForgiveWords",
	};
	const struct statement_receipt *read = t->read;
	const struct statement_entry *e = &read->entry;
	int64_t moved = e->kind == ENTRY_RELEASE ? e->moved : llabs(e->points), sum = 0;

	view_sentence(t->root, "Words",
	              e->source_kind == SOURCE_MERGE ? "Lang.Receipt.MergeWords" : words[e->kind],
	              text_points(t->mem, moved), NULL);
	if (e->kind == ENTRY_RELEASE || e->kind == ENTRY_FORGIVE ||
	    (read->n_parts == 0 && read->lot.seq == 0))
		return e->points; /* nothing beside the entry to add up */
	for (int i = 0; i < read->n_parts; i++)
		sum -= read->parts[i].points;
	if (e->points < 0)
		return sum - read->unpaid;
	return sum + (read->lot.seq ? read->lot.points : 0);
}

/* Which lots it took from or gave back to. */
static void fill_parts(struct telling *t)
{
	for (int i = 0; i < t->read->n_parts; i++) {
		const struct statement_part *part = &t->read->parts[i];
		struct view_node *row = view_row(t->root, "Parts", i);

		view_str(row, "Seq", talloc_asprintf(t->mem, "%lld", (long long)part->lot_seq));
		view_points(row, "Points", llabs(part->points));
		if (part->expires_on == DAY_NONE)
			view_str(row, "Text", view_words(t->root, "Lang.Receipt.PartPending"));
		else if (part->expires_on == DAY_NEVER)
			view_str(row, "Text", view_words(t->root, "Lang.Receipt.PartNever"));
		else
			view_sentence(row, "Text", "Lang.Receipt.PartUntil",
			              text_day(t->mem, view_lang(t->root), part->expires_on), NULL);
	}
	view_flag(t->root, "PartsBack", t->read->entry.points > 0);
	if (t->read->unpaid > 0)
		view_sentence(t->root, "Unpaid", "Lang.Receipt.Unpaid",
		              text_points(t->mem, t->read->unpaid), NULL);
}

/* The lot that this entry made, and what is left of it. */
static void fill_lot(struct telling *t)
{
	const struct ledger_lot *lot = &t->read->lot;

	if (lot->seq == 0)
		return;
	view_points(t->root, "Lot.Points", lot->points);
	view_points(t->root, "Lot.Left", lot->left);
	view_day(t->root, "Lot.From", lot->available_on);
	view_day(t->root, "Lot.Until", lot->expires_on);
	if (lot->available_on == DAY_NONE && t->read->entry.travel_end != DAY_NONE)
		view_day(t->root, "Lot.TravelEnd", t->read->entry.travel_end);
}

/* Whether computing it again gives what was booked. */
static void fill_check(struct telling *t, int64_t computed)
{
	int64_t booked = t->read->entry.points;

	view_points(t->root, "Computed", computed);
	view_flag(t->root, "Agrees", computed == booked);
	if (computed == booked)
		view_sentence(t->root, "Check", "Lang.Receipt.Agrees", text_points(t->mem, computed), NULL);
	else
		view_sentence(t->root, "Check", "Lang.Receipt.Differs", text_points(t->mem, computed),
		              text_points(t->mem, booked), NULL);
}

static void fill_head(struct telling *t, const struct plan_book *book, int32_t today)
{
	const struct statement_receipt *read = t->read;
	char hex[SHA256_HEX];

	movement_row(t->root, t->mem, book, &read->entry, today);
	if (movement_of_order(&read->entry))
		view_str(t->root, "Order", movement_order(t->mem, read->entry.source_id));
	view_sentence(t->root, "Page.Title", "Lang.Receipt.Title",
	              talloc_asprintf(t->mem, "%lld", (long long)read->entry.seq), NULL);
	view_str(t->root, "Kind", view_words(t->root, movement_kind_key(read->entry.kind)));
	view_instant(t->root, "Happened", read->entry.effective_at);
	view_instant(t->root, "Posted", read->posted_at);
	view_points(t->root, "After.Available", read->entry.available_after);
	view_points(t->root, "After.Pending", read->entry.pending_after);
	if (read->entry.debt_after > 0)
		view_points(t->root, "After.Debt", read->entry.debt_after);
	if (read->caused_by > 0 && read->caused_by != read->entry.seq)
		view_str(t->root, "Cause", talloc_asprintf(t->mem, "%lld", (long long)read->caused_by));
	view_sentence(t->root, "Version", "Lang.Receipt.Version",
	              talloc_asprintf(t->mem, "%lld", (long long)read->entry.rule_version),
	              text_day(t->mem, view_lang(t->root), t->plan->from_day), NULL);
	secret_hex(hex, read->hash, SHA256_BYTES);
	view_str(t->root, "Hash", hex);
}

void receipt_fill(struct view_node *root, void *mem, const struct plan_book *book,
                  const struct statement_receipt *read, int32_t today)
{
	struct telling t = {.root = root, .mem = mem, .read = read,
	                    .plan = movement_plan(book, read->entry.rule_version)};
	int64_t computed;

	t.priced = (read->entry.kind == ENTRY_EARN || read->entry.kind == ENTRY_REVERSE) &&
	           receipt_parse(read->entry.inputs, &t.inputs);
	fill_head(&t, book, today);
	if (t.priced && read->entry.kind == ENTRY_EARN)
		computed = fill_earn(&t);
	else if (t.priced)
		computed = fill_reverse(&t);
	else
		computed = fill_other(&t);
	fill_parts(&t);
	fill_lot(&t);
	fill_check(&t, computed);
}

static int page_receipt(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct statement_receipt read;
	int64_t seq;
	enum db got;

	if (!int_parse(r->param[0], &seq) || seq < 1)
		return 404;
	got = statement_receipt(portal->db, r->mem, viewer_of(r)->member_id, seq, &read);
	if (got != DB_OK)
		return got == DB_NONE ? 404 : 503;
	receipt_fill(page_root(r), r->mem, portal->plans, &read, day_of(page_now(r)));
	return 200;
}

const struct route receipt_routes[] = {
	{.path = "/history/:seq", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_receipt, .template = "receipt"},
	{0},
};
