/* One trip in words and figures. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/movement.h"
#include "page/orders.h"

/* Seqs that no real lot or entry has. */
#define REST_AVAILABLE (-1)
#define REST_PENDING (-2)
#define REST_DEBT (-3)

/* Whether the lot can be spent today. */
static bool usable(const struct ledger_lot *lot, int32_t today)
{
	return lot->seq != 0 && lot->available_on != DAY_NONE && lot->available_on <= today &&
	       lot->expires_on >= today;
}

/* A ledger of the trip's own lots and one lot for all the rest: the engine asks
 * for no more to say what a refund takes and what would be owed. */
static struct ledger *ledger_around(void *mem, const struct trips_view *view,
                                    const struct statement_trip *trip)
{
	const struct viewer *v = view->viewer;
	struct ledger *ledger = talloc_zero(mem, struct ledger);
	const struct ledger_lot *own[] = {&trip->lot, &trip->held_lot};
	int64_t rest = v->available, waiting = v->pending;

	ledger->lots = talloc_zero_array(ledger, struct ledger_lot, 4);
	for (int i = 0; i < 2; i++) {
		if (own[i]->seq == 0)
			continue;
		ledger->lots[ledger->n_lots++] = *own[i];
		if (usable(own[i], view->today))
			rest -= own[i]->left;
		else if (own[i]->available_on == DAY_NONE || own[i]->available_on > view->today)
			waiting -= own[i]->left;
		if (own[i]->available_on == DAY_NONE)
			ledger->pending += own[i]->left;
		else
			ledger->available += own[i]->left;
	}
	if (rest > 0)
		ledger->lots[ledger->n_lots++] = (struct ledger_lot){
			.seq = REST_AVAILABLE, .points = rest, .left = rest, .available_on = view->today,
			.expires_on = DAY_NEVER};
	if (waiting > 0)
		ledger->lots[ledger->n_lots++] = (struct ledger_lot){
			.seq = REST_PENDING, .points = waiting, .left = waiting, .available_on = DAY_NONE,
			.expires_on = DAY_NONE};
	ledger->available += rest > 0 ? rest : 0;
	ledger->pending += waiting > 0 ? waiting : 0;
	ledger->debt = v->debt;
	if (v->debt > 0) {
		ledger->debts = talloc_zero_array(ledger, struct ledger_debt, 1);
		ledger->debts[0] = (struct ledger_debt){.entry_seq = REST_DEBT, .unpaid = v->debt};
		ledger->n_debts = 1;
	}
	ledger->held = v->held;
	ledger->lifetime = v->lifetime;
	ledger->last_seq = v->last_seq;
	ledger->member_id = v->member_id;
	ledger->tier_since = v->tier_since;
	ledger->review_notice_on = DAY_NONE;
	ledger->pin_until = DAY_NONE;
	ledger->good_through = v->good_through;
	snprintf(ledger->tier, sizeof ledger->tier, "%s", v->tier);
	return ledger;
}

struct trip_cost trip_cost_now(void *mem, const struct trips_view *view,
                               const struct statement_trip *trip)
{
	struct ledger *ledger = ledger_around(mem, view, trip);
	struct ledger_order order = trip->order;
	struct ledger_result result = {0};
	struct ledger_event event = {.kind = EVENT_ORDER_REFUNDED, .effective_at = view->now,
	                             .posted_at = view->now, .today = view->today, .order = &order,
	                             .amount_fen = order.paid_fen - order.refunded_fen,
	                             .refund_no = "preview"};
	struct trip_cost cost = {0};
	int64_t own = trip->order.held;

	if (order.cancelled || ledger_apply(ledger, view->book, &event, &result) != LEDGER_OK) {
		talloc_free(ledger);
		return cost;
	}
	if (trip->lot.seq && !(trip->lot.expires_on != DAY_NONE && trip->lot.expires_on < view->today))
		own += trip->lot.left;
	if (usable(&trip->held_lot, view->today) || trip->held_lot.available_on == DAY_NONE)
		own += trip->held_lot.left;
	cost.possible = true;
	cost.taken = result.points_taken;
	cost.debt = ledger->debt - view->viewer->debt;
	cost.other = cost.taken - cost.debt - own;
	if (cost.other < 0)
		cost.other = 0;
	talloc_free(ledger);
	return cost;
}

static void fill_cost(struct view_node *row, void *mem, const struct trips_view *view,
                      const struct statement_trip *trip)
{
	struct trip_cost cost = trip_cost_now(mem, view, trip);
	bool after = trip->order.completed_at != INSTANT_NONE;
	struct view_node *at;

	if (!cost.possible)
		return;
	at = view_node(row, "Cost");
	view_points(at, "Taken", cost.taken);
	if (cost.taken == 0)
		view_str(at, "Text", view_words(row, after ? "Lang.Orders.CostAfterNone"
		                                           : "Lang.Orders.CostNone"));
	else
		view_sentence(at, "Text", after ? "Lang.Orders.CostAfter" : "Lang.Orders.Cost",
		              text_points(mem, cost.taken), NULL);
	if (cost.other > 0)
		view_sentence(at, "Other", "Lang.Orders.CostOther", text_points(mem, cost.other), NULL);
	if (cost.debt > 0)
		view_sentence(at, "Debt", "Lang.Orders.CostDebt", text_points(mem, cost.debt), NULL);
}

static void add_step(struct view_node *row, void *mem, const struct trips_view *view, int i,
                     const char *key, int32_t day, bool done)
{
	struct view_node *step = view_row(row, "Steps", i);

	view_str(step, "Text", view_words(row, key));
	movement_set_day(step, mem, "Date", day, view->today);
	view_flag(step, "Done", done);
}

/* Paid, travelled, completed, usable; or paid and cancelled. */
static void fill_steps(struct view_node *row, void *mem, const struct trips_view *view,
                       const struct statement_trip *trip)
{
	const struct ledger_order *o = &trip->order;
	bool completed = o->completed_at != INSTANT_NONE;
	int32_t usable_on = trip->lot.seq ? trip->lot.available_on : DAY_NONE;

	add_step(row, mem, view, 0, "Lang.Orders.StepPaid", day_of(o->paid_at), true);
	if (o->cancelled) {
		add_step(row, mem, view, 1, "Lang.Orders.StepCancelled", DAY_NONE, true);
		return;
	}
	add_step(row, mem, view, 1, "Lang.Orders.StepTrip", o->travel_end,
	         completed || (o->travel_end != DAY_NONE && o->travel_end < view->today));
	add_step(row, mem, view, 2, "Lang.Orders.StepDone",
	         completed ? day_of(o->completed_at) : DAY_NONE, completed);
	if (o->points > o->held + o->refused)
		add_step(row, mem, view, 3, "Lang.Orders.StepUsable", usable_on,
		         usable_on != DAY_NONE && usable_on <= view->today);
}

static void fill_state(struct view_node *row, const struct ledger_order *o)
{
	static const char *const looks[] = {[ORDER_PAID] = "wait", [ORDER_COMPLETED] = "good",
	                                    [ORDER_PART_REFUNDED] = "wait", [ORDER_REFUNDED] = "bad"};
	static const char *const keys[] = {
		[ORDER_PAID] = "Lang.Orders.Paid", [ORDER_COMPLETED] = "Lang.Orders.Completed",
		[ORDER_PART_REFUNDED] = "Lang.Orders.PartRefunded",
		[ORDER_REFUNDED] = "Lang.Orders.Refunded"};
	enum order_state state = ORDER_PAID;

	if (o->cancelled)
		state = ORDER_REFUNDED;
	else if (o->refunded_fen > 0)
		state = ORDER_PART_REFUNDED;
	else if (o->completed_at != INSTANT_NONE)
		state = ORDER_COMPLETED;
	view_str(row, "State", view_words(row, keys[state]));
	view_str(row, "Look", looks[state]);
}

static void fill_points(struct view_node *row, void *mem, const struct trips_view *view,
                        const struct statement_trip *trip)
{
	const struct ledger_order *o = &trip->order;
	const struct ledger_lot *lot = &trip->lot;

	view_points(row, "Points", o->points);
	if (o->taken > 0)
		view_points(row, "Taken", o->taken);
	if (o->held > 0)
		view_points(row, "Held", o->held);
	if (o->refused > 0)
		view_points(row, "Refused", o->refused);
	view_flag(row, "BudgetOver", trip->budget_over);
	if (o->lot_seq > 0)
		view_str(row, "Seq", talloc_asprintf(mem, "%lld", (long long)o->lot_seq));
	view_flag(row, "Quiet", o->cancelled || o->completed_at == INSTANT_NONE);
	if (lot->seq == 0)
		return;
	if (lot->left > 0 && lot->expires_on == DAY_NEVER)
		view_str(row, "Until", view_words(row, "Lang.Common.Never"));
	else if (lot->left > 0 && lot->expires_on != DAY_NONE && lot->expires_on >= view->today)
		movement_set_day(row, mem, "Until", lot->expires_on, view->today);
	if (lot->available_on != DAY_NONE)
		view_points(row, "Left", lot->left);
}

/* Refunds and moves that have happened to the trip. */
static void fill_events(struct view_node *row, void *mem, const struct trips_view *view,
                        const struct order_event *events, int n_events)
{
	int n = 0;

	for (int i = 0; i < n_events; i++) {
		const struct order_event *e = &events[i];
		const char *day = movement_day(mem, view_lang(row), day_of(e->happened_at), view->today);

		if (e->applied && text_starts(e->name, "refund/") && e->points > 0)
			view_sentence(view_row(row, "Events", n++), "Text", "Lang.Orders.EventRefundBack", day,
			              text_money(mem, e->amount_fen), text_points(mem, e->points_taken),
			              text_points(mem, e->points), NULL);
		else if (e->applied && text_starts(e->name, "refund/"))
			view_sentence(view_row(row, "Events", n++), "Text", "Lang.Orders.EventRefund", day,
			              text_money(mem, e->amount_fen), text_points(mem, e->points_taken), NULL);
		else if (e->applied && text_starts(e->name, "moved/") && e->travel_end != DAY_NONE)
			view_sentence(view_row(row, "Events", n++), "Text", "Lang.Orders.EventMoved",
			              movement_day(mem, view_lang(row), e->travel_end, view->today), NULL);
	}
}

void trip_fill(struct view_node *row, void *mem, const struct trips_view *view,
               const struct statement_trip *trip, const struct order_event *events, int n_events)
{
	const struct ledger_order *o = &trip->order;
	const struct plan *plan = movement_plan(view->book, o->rule_version);
	const char *category = movement_category(row, plan, o->category);

	if (trip->destination[0])
		view_sentence(row, "What", "Lang.Movement.Trip", category, trip->destination, NULL);
	else
		view_str(row, "What", category);
	view_str(row, "No", o->order_no);
	view_str(row, "Partner", trip->partner_name ? trip->partner_name
	                                            : view_words(row, "Lang.Orders.PartnerImport"));
	view_money(row, "Paid", o->paid_fen);
	movement_set_day(row, mem, "PaidDay", day_of(o->paid_at), view->today);
	if (o->refunded_fen > 0)
		view_money(row, "Refunded", o->refunded_fen);
	view_str(row, "Tier", movement_tier(mem, row, &plan->tiers[plan_tier_index(plan, o->tier)]));
	fill_state(row, o);
	fill_steps(row, mem, view, trip);
	fill_points(row, mem, view, trip);
	fill_cost(row, mem, view, trip);
	fill_events(row, mem, view, events, n_events);
}
