#include "rule/ledger.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/adjust.h"
#include "rule/lot.h"
#include "rule/order.h"
#include "rule/qualify.h"
#include "rule/tier.h"

#define COMPANY_DAYS 30 /* a lot the company's cancelling brought back lives at least so long */

void ledger_begin(struct ledger *ledger)
{
	int kept = 0;
	ledger->n_entries = ledger->n_allocations = 0;
	for (int i = 0; i < ledger->n_lots; i++)
		ledger->lots[i].is_new = ledger->lots[i].is_changed = false;
	for (int i = 0; i < ledger->n_debts; i++)
		if (ledger->debts[i].unpaid > 0) {
			ledger->debts[kept] = ledger->debts[i];
			ledger->debts[kept].is_new = ledger->debts[kept].is_changed = false;
			kept++;
		}
	ledger->n_debts = kept;
	for (int i = 0; i < ledger->n_qualifying; i++)
		ledger->qualifying[i].is_new = false;
	for (int i = 0; i < ledger->n_tier_changes; i++)
		ledger->tier_changes[i].is_new = false;
}

/* Books points that are available at once: an opening lot or a credit. */
static enum ledger_outcome post_points(struct posting *p, enum entry_kind kind, int32_t expires_on)
{
	const struct ledger_event *event = p->event;
	char inputs[64], date[INSTANT_TEXT];
	if (event->points <= 0)
		return LEDGER_NOTHING;
	lots_release(p, event->today);
	snprintf(inputs, sizeof(inputs), "expires_on=%s",
	         expires_on == DAY_NEVER ? "never" : day_iso(date, expires_on));
	struct ledger_lot lot = {.points = event->points,
	                         .left = event->points,
	                         .available_on = event->today,
	                         .expires_on = expires_on};
	lot.seq = entry_add(p, &(struct entry_draft){.kind = kind,
	                                             .points = event->points,
	                                             .source_kind = event->source_kind,
	                                             .source_id = event->source_id,
	                                             .effective_at = event->effective_at,
	                                             .inputs = inputs});
	lot_add(p, &lot);
	debts_pay(p, lot.seq);
	entry_close(p);
	if (event->qualifies)
		qualify_add(p, event->effective_at, event->effective_at, event->points, 0, 0);
	return LEDGER_OK;
}

static enum ledger_outcome post_credit(struct posting *p)
{
	const struct plan *plan = plan_on(p->book, p->event->today);
	int32_t expires_on = DAY_NEVER;
	if (plan->life_months > 0)
		expires_on = day_add_months(p->event->today, (int)plan->life_months);
	return post_points(p, ENTRY_CREDIT, expires_on);
}

/* Takes back what an earlier credit gave. What of it expired unspent is neither
 * taken nor owed, like at a refund. */
static enum ledger_outcome post_credit_reversed(struct posting *p, struct ledger_result *result)
{
	const struct ledger_event *event = p->event;
	int64_t need = event->points, expired = 0, gone, seq, taken;
	if (need <= 0 || !lot_find(p->ledger, event->lot_seq))
		return LEDGER_NOTHING;
	lots_release(p, event->today);
	lots_expire(p, p->day);
	seq = p->ledger->last_seq + 1;
	lots_take_own(p, event->lot_seq, seq, &need, &expired);
	gone = expired < need ? expired : need;
	taken = event->points - gone;
	need -= gone;
	need = lots_take(p, seq, need);
	if (need > 0)
		debt_add(p, seq, need);
	if (taken > 0) {
		entry_add(p, &(struct entry_draft){.kind = ENTRY_REVERSE,
		                                   .points = -taken,
		                                   .source_kind = event->source_kind,
		                                   .source_id = event->source_id,
		                                   .effective_at = event->effective_at});
		entry_close(p);
	}
	if (event->qualifies)
		qualify_add(p, event->effective_at, event->credited_at, -event->points, 0, 0);
	if (result)
		result->points_taken = taken;
	return LEDGER_OK;
}

static enum ledger_outcome post_spend(struct posting *p)
{
	const struct ledger_event *event = p->event;
	int64_t spendable = lots_spendable(p);
	if (event->points <= 0)
		return LEDGER_NOTHING;
	if (spendable < 0 || (p->ledger->debt > 0 && spendable == 0))
		return LEDGER_IN_DEBT;
	if (spendable < event->points)
		return LEDGER_SHORT;
	lots_release(p, event->today);
	lots_expire(p, p->day);
	int64_t seq = entry_add(p, &(struct entry_draft){.kind = ENTRY_SPEND,
	                                                 .points = -event->points,
	                                                 .source_kind = event->source_kind,
	                                                 .source_id = event->source_id,
	                                                 .effective_at = event->effective_at});
	lots_take(p, seq, event->points);
	entry_close(p);
	return LEDGER_OK;
}

/* Whether the points go into a lot of their own that lives longer. */
static bool back_apart(const struct posting *p, const struct ledger_lot *lot)
{
	return p->event->by_company && lot->expires_on < p->event->today + COMPANY_DAYS;
}

/* What of row I of the spend comes back when POINTS do, last taken first. */
static int64_t back_of(const struct ledger_event *event, int row)
{
	int64_t rest = event->points;
	for (int i = event->n_taken - 1; i > row && rest > 0; i--)
		rest -= event->taken[i].points;
	if (rest <= 0)
		return 0;
	return rest < event->taken[row].points ? rest : event->taken[row].points;
}

/* What came back into lots that are over is gone again in the same commit. */
static void back_expire(struct posting *p)
{
	const struct ledger_event *event = p->event;
	int64_t points = 0;
	for (int i = 0; i < p->ledger->n_lots; i++)
		if (p->ledger->lots[i].left > 0 && !lot_pending(p, &p->ledger->lots[i]) &&
		    p->ledger->lots[i].expires_on < p->day)
			points += p->ledger->lots[i].left;
	if (points == 0)
		return;
	int64_t seq = entry_add(p, &(struct entry_draft){.kind = ENTRY_EXPIRE,
	                                                 .points = -points,
	                                                 .source_kind = event->source_kind,
	                                                 .source_id = event->source_id,
	                                                 .effective_at = event->effective_at});
	for (int i = 0; i < p->ledger->n_lots; i++) {
		struct ledger_lot *lot = &p->ledger->lots[i];
		if (lot->left == 0 || lot_pending(p, lot) || lot->expires_on >= p->day)
			continue;
		lot->expired += lot->left;
		lot_take(p, lot, seq, seq, lot->left);
	}
	entry_close(p);
}

/* The points that go back into the lots they came from. */
static bool back_same(struct posting *p)
{
	const struct ledger_event *event = p->event;
	int64_t points = 0;
	for (int i = 0; i < event->n_taken; i++)
		if (!back_apart(p, lot_find(p->ledger, event->taken[i].lot_seq)))
			points += back_of(event, i);
	if (points == 0)
		return false;
	int64_t seq = entry_add(p, &(struct entry_draft){.kind = ENTRY_GIVE_BACK,
	                                                 .points = points,
	                                                 .source_kind = event->source_kind,
	                                                 .source_id = event->source_id,
	                                                 .effective_at = event->effective_at});
	for (int i = event->n_taken - 1; i >= 0; i--) {
		struct ledger_lot *lot = lot_find(p->ledger, event->taken[i].lot_seq);
		int64_t back = back_of(event, i);
		if (back == 0 || back_apart(p, lot))
			continue;
		lot->left += back;
		lot->is_changed = true;
		p->ledger->available += back;
		allocation_add(p, seq, lot->seq, seq, -back);
	}
	debts_pay(p, seq);
	entry_close(p);
	back_expire(p);
	return true;
}

/* The points that go into new lots; each needs an entry, and an id, of its own. */
static void back_new(struct posting *p, bool plain_taken)
{
	const struct ledger_event *event = p->event;
	char id[LEDGER_SOURCE];
	for (int i = event->n_taken - 1; i >= 0; i--) {
		const struct ledger_lot *from = lot_find(p->ledger, event->taken[i].lot_seq);
		int64_t back = back_of(event, i);
		if (back == 0 || !back_apart(p, from))
			continue;
		struct ledger_lot lot = {.parent_seq = from->seq,
		                         .points = back,
		                         .left = back,
		                         .available_on = event->today,
		                         .expires_on = event->today + COMPANY_DAYS,
		                         .from_refunded_order = from->from_refunded_order};
		snprintf(id, sizeof(id), "%s", event->source_id);
		if (plain_taken)
			snprintf(id, sizeof(id), "%.130s#%lld", event->source_id, (long long)from->seq);
		plain_taken = true;
		lot.seq = entry_add(p, &(struct entry_draft){.kind = ENTRY_GIVE_BACK,
		                                             .points = back,
		                                             .source_kind = event->source_kind,
		                                             .source_id = id,
		                                             .effective_at = event->effective_at,
		                                             .inputs = "by=company"});
		lot_add(p, &lot);
		debts_pay(p, lot.seq);
		entry_close(p);
	}
}

static enum ledger_outcome post_give_back(struct posting *p)
{
	const struct ledger_event *event = p->event;
	int64_t taken = 0;
	for (int i = 0; i < event->n_taken; i++) {
		if (!lot_find(p->ledger, event->taken[i].lot_seq))
			return LEDGER_NOTHING;
		taken += event->taken[i].points;
	}
	if (event->points <= 0)
		return LEDGER_NOTHING;
	if (event->points > taken)
		return LEDGER_TOO_MUCH;
	lots_release(p, event->today);
	lots_expire(p, p->day);
	back_new(p, back_same(p));
	return LEDGER_OK;
}

static enum ledger_outcome done(int64_t n)
{
	return n > 0 ? LEDGER_OK : LEDGER_NOTHING;
}

enum ledger_outcome ledger_apply(struct ledger *ledger, const struct plan_book *book,
                                 const struct ledger_event *event, struct ledger_result *result)
{
	struct posting p;
	if (result)
		memset(result, 0, sizeof(*result));
	posting_begin(&p, ledger, book, event);
	switch (event->kind) {
	case EVENT_ORDER_PAID:
		return post_paid(&p, result);
	case EVENT_ORDER_COMPLETED:
		return post_completed(&p);
	case EVENT_ORDER_MOVED:
		return post_moved(&p);
	case EVENT_ORDER_REFUNDED:
		return post_refunded(&p, result);
	case EVENT_HELD_RELEASED:
		return post_held_released(&p);
	case EVENT_HELD_REFUSED:
		return post_held_refused(&p);
	case EVENT_OPENING:
		return post_points(&p, ENTRY_OPENING, event->expires_on);
	case EVENT_CREDIT:
		return post_credit(&p);
	case EVENT_CREDIT_REVERSED:
		return post_credit_reversed(&p, result);
	case EVENT_SPEND:
		return post_spend(&p);
	case EVENT_GIVE_BACK:
		return post_give_back(&p);
	case EVENT_EXPIRE:
		return done(lots_release(&p, event->today) + lots_expire(&p, event->today));
	case EVENT_AVAILABLE:
		return done(lots_release(&p, event->today));
	case EVENT_ADJUST:
		return post_adjust(&p);
	case EVENT_MOVE_OUT:
		return post_move_out(&p);
	case EVENT_MOVE_IN:
		return post_move_in(&p);
	case EVENT_MOVE_COUNT:
		return post_move_count(&p);
	case EVENT_REVIEW:
		return done(tier_review(ledger, book, event->today, event->posted_at));
	}
	return LEDGER_NOTHING;
}

static int32_t earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

int32_t ledger_good_through(const struct ledger *ledger, const struct plan_book *book,
                            int32_t today)
{
	const struct plan *plan = plan_on(book, today);
	int32_t good = DAY_NEVER;
	struct ledger state = *ledger;
	struct ledger_event now = {.effective_at = day_start(today), .today = today};
	struct posting p;
	posting_begin(&p, &state, book, &now);
	for (int i = 0; i < ledger->n_lots; i++) {
		const struct ledger_lot *lot = &ledger->lots[i];
		if (lot->left == 0 || lot->available_on == DAY_NONE)
			continue;
		good = earlier(good, lot_pending(&p, lot) ? lot->available_on - 1 : lot->expires_on);
	}
	if (ledger->pin_until != DAY_NONE && ledger->pin_until >= today)
		good = earlier(good, ledger->pin_until);
	if (ledger->review_notice_on != DAY_NONE)
		good = earlier(good,
		               ledger->review_notice_on + (int32_t)plan->review_grace_days - 1);
	for (int i = 0; i < ledger->n_qualifying; i++) {
		const struct ledger_qualifying *q = &ledger->qualifying[i];
		int32_t leaves = q->at < QUALIFY_MEMOS ? tier_leaves_on(plan, day_of(q->of)) : DAY_NEVER;
		if (leaves > today && leaves != DAY_NEVER)
			good = earlier(good, leaves - 1);
	}
	return good;
}

void ledger_figures(const struct ledger *ledger, int32_t day, int64_t *available, int64_t *pending,
                    int64_t *ending_30_days)
{
	*available = *pending = *ending_30_days = 0;
	for (int i = 0; i < ledger->n_lots; i++) {
		const struct ledger_lot *lot = &ledger->lots[i];
		if (lot->available_on == DAY_NONE || lot->available_on > day) {
			*pending += lot->left;
		} else if (lot->expires_on >= day) {
			*available += lot->left;
			if (lot->expires_on != DAY_NEVER && lot->expires_on - day <= 30)
				*ending_30_days += lot->left;
		}
	}
	/* points that became available since pay what is owed as soon as they are booked */
	*available = *available > ledger->debt ? *available - ledger->debt : 0;
}

const char *entry_kind_word(enum entry_kind kind)
{
	static const char *const words[ENTRY__MAX] = {
		[ENTRY_EARN] = "earn",           [ENTRY_RELEASE] = "release", [ENTRY_REVERSE] = "reverse",
		[ENTRY_SPEND] = "spend",         [ENTRY_GIVE_BACK] = "give_back",
		[ENTRY_EXPIRE] = "expire",       [ENTRY_OPENING] = "opening", [ENTRY_CREDIT] = "credit",
		[ENTRY_ADJUST] = "adjust",       [ENTRY_FORGIVE] = "forgive",
	};
	const char *word = kind > 0 && kind < ENTRY__MAX ? words[kind] : NULL;
	return word ? word : "";
}

const char *source_kind_word(enum source_kind kind)
{
	static const char *const words[SOURCE__MAX] = {
		[SOURCE_ORDER] = "order",       [SOURCE_REFUND] = "refund",     [SOURCE_HELD] = "held",
		[SOURCE_LOT] = "lot",           [SOURCE_SPEND] = "spend",
		[SOURCE_OPENING] = "opening",
		[SOURCE_SURVEY] = "survey",     [SOURCE_REFERRAL] = "referral",
		[SOURCE_BIRTHDAY] = "birthday", [SOURCE_TASK] = "task",
		[SOURCE_GOODWILL] = "goodwill", [SOURCE_DRAW] = "draw",         [SOURCE_STAFF] = "staff",
		[SOURCE_MERGE] = "merge",       [SOURCE_CLOSE] = "close",
	};
	const char *word = kind > 0 && kind < SOURCE__MAX ? words[kind] : NULL;
	return word ? word : "";
}

const char *order_state_word(const struct ledger_order *order)
{
	if (order->cancelled)
		return "refunded";
	if (order->refunded_fen > 0)
		return "part_refunded";
	return order->completed_at != INSTANT_NONE ? "completed" : "paid";
}
