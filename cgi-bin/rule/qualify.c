#include "rule/qualify.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rule/tier.h"

#define MEMO_SPAN UINT64_C(30000000000) /* seconds: memos end before the year 9999 */

/* The memo number of an order: FNV-1a of its key. */
static int64_t memo_at(const struct ledger_order *order)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	const char *const parts[] = {order->partner, ":", order->order_no};
	for (int i = 0; i < 3; i++)
		for (const char *c = parts[i]; *c; c++)
			hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
	return QUALIFY_MEMOS + (int64_t)(hash % MEMO_SPAN);
}

static void row_add(struct ledger *ledger, const struct ledger_qualifying *row)
{
	int n = ledger->n_qualifying;
	if (talloc_array_length(ledger->qualifying) <= (size_t)n)
		ledger->qualifying = talloc_realloc(ledger, ledger->qualifying, struct ledger_qualifying,
		                                    (unsigned)n * 2 + 8);
	if (!ledger->qualifying)
		abort();
	ledger->qualifying[n] = *row;
	ledger->qualifying[n].n = n > 0 ? ledger->qualifying[n - 1].n + 1 : 1;
	ledger->qualifying[n].is_new = true;
	ledger->n_qualifying++;
	ledger->lifetime += row->points;
}

void qualify_memo(struct posting *p, const struct ledger_order *order, int64_t at,
                  int64_t amount_fen)
{
	row_add(p->ledger, &(struct ledger_qualifying){
						   .at = memo_at(order), .of = at, .net_fen = -amount_fen});
}

int64_t qualify_refunded_before(const struct posting *p, const struct ledger_order *order,
                                int64_t at)
{
	int64_t memo = memo_at(order), after = 0;
	for (int i = 0; i < p->ledger->n_qualifying; i++) {
		const struct ledger_qualifying *q = &p->ledger->qualifying[i];
		if (q->at == memo && q->of >= at)
			after -= q->net_fen;
	}
	return order->refunded_fen - after;
}

/* What the order counts when REFUNDED_FEN of it are given back. */
static struct qualify_step worth(const struct posting *p, const struct ledger_order *order,
                                 int64_t booked, int64_t refunded_fen, int64_t at)
{
	struct qualify_step step = {.at = at};
	struct pricing price;
	if (order->paid_fen <= 0 || refunded_fen >= order->paid_fen)
		return step;
	post_price(p, order, refunded_fen, &price);
	step.points = price.points < booked ? price.points : booked;
	step.net_fen = order->paid_fen - refunded_fen;
	step.trips = 1;
	return step;
}

static int by_of(const void *a, const void *b)
{
	const struct ledger_qualifying *x = *(const struct ledger_qualifying *const *)a;
	const struct ledger_qualifying *y = *(const struct ledger_qualifying *const *)b;
	return x->of < y->of ? -1 : x->of > y->of;
}

void qualify_course(const struct posting *p, const struct ledger_order *order, int64_t booked,
                    struct qualify_course *out)
{
	const struct ledger_qualifying *memos[QUALIFY_STEPS];
	int n = 0;
	memset(out, 0, sizeof(*out));
	if (order->completed_at == INSTANT_NONE)
		return;
	const struct plan *plan = post_plan(p, order);
	int64_t from = order->completed_at;
	if (plan->release_days > 0)
		from = day_start(day_of(from) + (int32_t)plan->release_days);
	for (int i = 0; i < p->ledger->n_qualifying && n < QUALIFY_STEPS - 1; i++) {
		const struct ledger_qualifying *q = &p->ledger->qualifying[i];
		if (q->at == memo_at(order) && q->of >= from)
			memos[n++] = q;
	}
	qsort(memos, (size_t)n, sizeof(memos[0]), by_of);
	int64_t refunded = qualify_refunded_before(p, order, from);
	out->base = from;
	out->steps[out->n++] = worth(p, order, booked, refunded, from);
	for (int i = 0; i < n; i++) {
		refunded -= memos[i]->net_fen;
		struct qualify_step step = worth(p, order, booked, refunded, memos[i]->of);
		if (out->steps[out->n - 1].at == step.at)
			out->n--;
		out->steps[out->n++] = step;
	}
}

/* The course's value at instant AT. */
static struct qualify_step value_at(const struct qualify_course *course, int64_t at)
{
	struct qualify_step value = {.at = at};
	for (int i = 0; i < course->n && course->steps[i].at <= at; i++) {
		value = course->steps[i];
		value.at = at;
	}
	return value;
}

static int by_value(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

void qualify_change(struct posting *p, const struct qualify_course *was,
                    const struct qualify_course *is, int64_t not_before)
{
	int64_t instants[2 * QUALIFY_STEPS], from = INT64_MAX;
	struct qualify_step gone = {0, 0, 0, 0};
	int n = 0;
	for (int i = 0; i < was->n; i++)
		instants[n++] = was->steps[i].at < not_before ? not_before : was->steps[i].at;
	for (int i = 0; i < is->n; i++)
		instants[n++] = is->steps[i].at < not_before ? not_before : is->steps[i].at;
	qsort(instants, (size_t)n, sizeof(instants[0]), by_value);
	for (int i = 0; i < n; i++) {
		struct qualify_step a = value_at(was, instants[i]), b = value_at(is, instants[i]);
		struct ledger_qualifying row = {.at = instants[i],
		                                .of = is->n > 0 ? is->base : was->base,
		                                .points = b.points - a.points - gone.points,
		                                .net_fen = b.net_fen - a.net_fen - gone.net_fen,
		                                .trips = b.trips - a.trips - gone.trips};
		if (row.points == 0 && row.net_fen == 0 && row.trips == 0)
			continue;
		gone.points += row.points;
		gone.net_fen += row.net_fen;
		gone.trips += row.trips;
		row_add(p->ledger, &row);
		from = row.at < from ? row.at : from;
	}
	/* what takes effect on a later day makes the tier rise on that day */
	if (from <= p->event->posted_at || from <= p->event->effective_at)
		tier_rise(p->ledger, p->book, from, p->event->posted_at);
}

void qualify_add(struct posting *p, int64_t at, int64_t of, int64_t points, int64_t net_fen,
                 int64_t trips)
{
	struct ledger_qualifying row = {
		.at = at, .of = of, .points = points, .net_fen = net_fen, .trips = trips};
	row_add(p->ledger, &row);
	tier_rise(p->ledger, p->book, at, p->event->posted_at);
}
