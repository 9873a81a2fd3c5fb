#include "rule/order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rule/qualify.h"
#include "rule/receipt.h"
#include "rule/tier_private.h"

const struct plan *post_plan(const struct posting *p, const struct ledger_order *order)
{
	const struct plan *plan = plan_version(p->book, order->rule_version);
	return plan ? plan : plan_on(p->book, day_of(order->paid_at));
}

void ledger_price(const struct plan *plan, const struct ledger_order *order, int64_t refunded_fen,
                  struct pricing *out)
{
	struct pricing_input in = {
		.paid_fen = order->paid_fen - refunded_fen,
		.eligible_fen =
			pricing_eligible_left(order->paid_fen, order->eligible_fen, refunded_fen),
		.paid_day = day_of(order->paid_at),
		.tier = order->tier,
		.category = order->category,
		.products = order->products,
		.partner = order->partner,
		.branch = order->branch,
		.first_in_category = order->first_in_category,
	};
	pricing_order(plan, &in, out);
}

void post_price(const struct posting *p, const struct ledger_order *order, int64_t refunded_fen,
                struct pricing *out)
{
	ledger_price(post_plan(p, order), order, refunded_fen, out);
}

static const char *order_id(char out[LEDGER_SOURCE], const struct ledger_order *order)
{
	snprintf(out, LEDGER_SOURCE, "%s:%s", order->partner, order->order_no);
	return out;
}

/* The lot's days once its trip is taken. */
static void lot_dates(const struct plan *plan, int32_t completed_on, struct ledger_lot *lot)
{
	lot->available_on = completed_on + (int32_t)plan->release_days;
	lot->expires_on = plan->life_months > 0
	                      ? day_add_months(lot->available_on, (int)plan->life_months)
	                      : DAY_NEVER;
}

/* The points of the order that were ever booked into lots of its own. */
static int64_t booked_points(const struct posting *p, const struct ledger_order *order)
{
	const struct ledger_lot *own = lot_find(p->ledger, order->lot_seq);
	const struct ledger_lot *released = lot_find(p->ledger, order->held_lot_seq);
	return (own ? own->points : 0) + (released ? released->points : 0);
}

/* Books POINTS of the order as a new lot: pending, or available when DATED. */
static int64_t earn_add(struct posting *p, const struct ledger_order *order, int64_t points,
                        enum source_kind source, const char *inputs, const struct ledger_lot *dates)
{
	char id[LEDGER_SOURCE];
	struct ledger_lot lot = *dates;
	lot.seq = entry_add(p, &(struct entry_draft){.kind = ENTRY_EARN,
	                                             .points = points,
	                                             .source_kind = source,
	                                             .source_id = order_id(id, order),
	                                             .effective_at = p->event->effective_at,
	                                             .rule_version = order->rule_version,
	                                             .inputs = inputs});
	lot.points = lot.left = points;
	lot.from_refunded_order = order->refunded_fen > 0;
	lot_add(p, &lot);
	debts_pay(p, lot.seq);
	entry_close(p);
	return lot.seq;
}

/* What of the price stays under review: all above the plan's cap for a day. */
static int64_t held_of(const struct plan *plan, int64_t points, int64_t cap_used)
{
	int64_t room = plan->cap_day_points - cap_used;
	if (plan->cap_day_points == 0)
		return 0;
	if (room < 0)
		room = 0;
	return points > room ? points - room : 0;
}

/* Freezes the order's inputs and starts its life. */
static void order_start(struct posting *p, struct ledger_order *order)
{
	const struct plan *plan = plan_on(p->book, day_of(order->paid_at));
	order->rule_version = plan->version;
	snprintf(order->tier, sizeof(order->tier), "%s",
	         tier_held_at(p->ledger, plan, order->paid_at));
	order->refused = order->refunded_fen = order->taken = 0;
	order->lot_seq = order->held_lot_seq = 0;
	order->cancelled = order->is_changed = false;
	order->is_new = true;
	if (!p->event->completed_too)
		order->completed_at = INSTANT_NONE;
	else if (order->completed_at == INSTANT_NONE || order->completed_at == 0)
		order->completed_at = p->event->effective_at;
}

enum ledger_outcome post_paid(struct posting *p, struct ledger_result *result)
{
	struct ledger_order *order = p->event->order;
	struct ledger_lot dates = {.available_on = DAY_NONE, .expires_on = DAY_NONE};
	struct qualify_course none = {0}, course;
	char inputs[LEDGER_INPUTS];
	struct pricing price;
	lots_release(p, p->event->today);
	tier_review_until(p->ledger, p->book, order->paid_at, p->event->posted_at);
	order_start(p, order);
	const struct plan *plan = post_plan(p, order);
	post_price(p, order, 0, &price);
	order->points = price.points;
	order->held = held_of(plan, price.points, p->event->cap_used);
	p->ledger->held += order->held;
	if (p->event->completed_too) {
		int32_t on = day_of(order->completed_at);
		lot_dates(plan, on, &dates);
		p->day = on > p->day ? on : p->day;
	}
	receipt_write_earn(inputs, order, order->held);
	if (order->points > order->held)
		order->lot_seq =
			earn_add(p, order, order->points - order->held, SOURCE_ORDER, inputs, &dates);
	qualify_course(p, order, booked_points(p, order), &course);
	qualify_change(p, &none, &course, INT64_MIN);
	if (result)
		result->pricing = price;
	return LEDGER_OK;
}

/* Gives the pending lot SEQ its dates; releases it when they have come. */
static void lot_complete(struct posting *p, const struct ledger_order *order, int64_t seq,
                         enum source_kind source)
{
	struct ledger_lot *lot = lot_find(p->ledger, seq);
	char id[LEDGER_SOURCE];
	if (!lot || lot->available_on != DAY_NONE)
		return;
	int64_t left = lot->left;
	struct ledger_lot dated = *lot;
	lot_dates(post_plan(p, order), day_of(order->completed_at), &dated);
	dated.is_changed = true;
	bool now = dated.available_on <= p->event->today;
	if (now && left > 0)
		entry_add(p, &(struct entry_draft){.kind = ENTRY_RELEASE,
		                                   .moved = left,
		                                   .source_kind = source,
		                                   .source_id = order_id(id, order),
		                                   .effective_at = p->event->effective_at,
		                                   .rule_version = order->rule_version});
	*lot = dated;
	if (!now && dated.available_on < p->waits_from)
		p->waits_from = dated.available_on;
	if (!now || left == 0)
		return;
	p->ledger->pending -= left;
	p->ledger->available += left;
	debts_pay(p, p->ledger->last_seq);
	entry_close(p);
}

enum ledger_outcome post_completed(struct posting *p)
{
	struct ledger_order *order = p->event->order;
	struct qualify_course none = {0}, course;
	if (order->completed_at != INSTANT_NONE)
		return LEDGER_ENDED;
	/* a whole refund ends an order, unless it came after the trip and was only
	 * heard of before */
	if (order->cancelled && (order->paid_fen == 0 ||
	                         qualify_refunded_before(p, order, p->event->effective_at) >=
	                             order->paid_fen))
		return LEDGER_ENDED;
	lots_release(p, p->event->today);
	order->completed_at = p->event->effective_at;
	order->is_changed = true;
	lot_complete(p, order, order->lot_seq, SOURCE_ORDER);
	lot_complete(p, order, order->held_lot_seq, SOURCE_HELD);
	qualify_course(p, order, booked_points(p, order), &course);
	qualify_change(p, &none, &course, INT64_MIN);
	return LEDGER_OK;
}

enum ledger_outcome post_moved(struct posting *p)
{
	struct ledger_order *order = p->event->order;
	if (order->cancelled || order->completed_at != INSTANT_NONE)
		return LEDGER_ENDED;
	order->travel_end = p->event->travel_end;
	order->is_changed = true;
	return LEDGER_OK;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* What a refund's difference in points meets, in this order: held points,
 * points staff refused, own lots, own points that had expired, other lots,
 * debt. BEFORE = points earlier refunds met without taking any. */
static int64_t reverse(struct posting *p, struct ledger_order *order, int64_t difference,
                       int64_t before, struct receipt *receipt)
{
	int64_t need = difference, expired = 0, refused_left = order->refused - before;
	int64_t seq = p->ledger->last_seq + 1;
	receipt->held = least(order->held, need);
	order->held -= receipt->held;
	p->ledger->held -= receipt->held;
	need -= receipt->held;
	receipt->refused = least(refused_left > 0 ? refused_left : 0, need);
	need -= receipt->refused;
	int64_t wanted = need;
	lots_take_own(p, order->held_lot_seq, seq, &need, &expired);
	lots_take_own(p, order->lot_seq, seq, &need, &expired);
	int64_t met = before > order->refused ? before - order->refused : 0;
	receipt->expired = least(expired > met ? expired - met : 0, need);
	need -= receipt->expired;
	need = lots_take(p, seq, need);
	if (need > 0)
		debt_add(p, seq, need);
	return wanted - receipt->expired;
}

/* Books the refund's entry around reverse(). Returns the points reversed. */
static int64_t reverse_add(struct posting *p, struct ledger_order *order,
                           const struct pricing *was, const struct pricing *is)
{
	char id[LEDGER_SOURCE], inputs[LEDGER_INPUTS];
	struct receipt receipt = {.refunded_before = order->refunded_fen,
	                          .amount_fen = p->event->amount_fen};
	int64_t difference = was->points > is->points ? was->points - is->points : 0;
	int64_t taken =
		reverse(p, order, difference, order->points - was->points - order->taken, &receipt);
	snprintf(id, sizeof(id), "%s:%s/%s", order->partner, order->order_no,
	         p->event->refund_no ? p->event->refund_no : "");
	if (taken > 0) {
		receipt_write_reverse(inputs, order, &receipt);
		entry_add(p, &(struct entry_draft){.kind = ENTRY_REVERSE,
		                                   .points = -taken,
		                                   .source_kind = SOURCE_REFUND,
		                                   .source_id = id,
		                                   .effective_at = p->event->effective_at,
		                                   .rule_version = order->rule_version,
		                                   .inputs = inputs});
		entry_close(p);
	}
	return taken + receipt.held;
}

enum ledger_outcome post_refunded(struct posting *p, struct ledger_result *result)
{
	struct ledger_order *order = p->event->order;
	int64_t amount = p->event->amount_fen;
	struct qualify_course course_was, course_is;
	struct pricing was, is;
	if (amount > order->paid_fen - order->refunded_fen)
		return LEDGER_TOO_MUCH;
	if (amount < 0 || (amount == 0 && order->paid_fen > 0))
		return LEDGER_NOTHING;
	if (order->cancelled)
		return LEDGER_ENDED;
	lots_release(p, p->event->today);
	lots_expire(p, p->day);
	qualify_course(p, order, booked_points(p, order), &course_was);
	post_price(p, order, order->refunded_fen, &was);
	post_price(p, order, order->refunded_fen + amount, &is);
	int64_t taken = reverse_add(p, order, &was, &is);
	order->taken += taken;
	order->refunded_fen += amount;
	order->cancelled = order->refunded_fen == order->paid_fen;
	order->is_changed = true;
	if (amount > 0)
		qualify_memo(p, order, p->event->effective_at, amount);
	qualify_course(p, order, booked_points(p, order), &course_is);
	qualify_change(p, &course_was, &course_is, INT64_MIN);
	if (result)
		result->points_taken = taken;
	return LEDGER_OK;
}

enum ledger_outcome post_held_released(struct posting *p)
{
	struct ledger_order *order = p->event->order;
	struct ledger_lot dates = {.available_on = DAY_NONE, .expires_on = DAY_NONE};
	struct qualify_course was, is;
	char inputs[64];
	int64_t points = order->held;
	if (points <= 0)
		return LEDGER_NOTHING;
	lots_release(p, p->event->today);
	qualify_course(p, order, booked_points(p, order), &was);
	if (order->completed_at != INSTANT_NONE) {
		const struct plan *plan = post_plan(p, order);
		int32_t ready = day_of(order->completed_at) + (int32_t)plan->release_days;
		int32_t on = ready > p->event->today ? ready : p->event->today;
		lot_dates(plan, on - (int32_t)plan->release_days, &dates);
	}
	snprintf(inputs, sizeof(inputs), "released=%lld", (long long)points);
	order->held = 0;
	order->is_changed = true;
	p->ledger->held -= points;
	order->held_lot_seq = earn_add(p, order, points, SOURCE_HELD, inputs, &dates);
	qualify_course(p, order, booked_points(p, order), &is);
	qualify_change(p, &was, &is, p->event->effective_at);
	return LEDGER_OK;
}

enum ledger_outcome post_held_refused(struct posting *p)
{
	struct ledger_order *order = p->event->order;
	if (order->held <= 0)
		return LEDGER_NOTHING;
	order->refused += order->held;
	p->ledger->held -= order->held;
	order->held = 0;
	order->is_changed = true;
	return LEDGER_OK;
}
