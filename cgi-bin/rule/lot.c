#include "rule/lot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rule/tier.h"

/* Makes room for one more behind N rows of ARRAY, a talloc child of LEDGER. */
static void *room(struct ledger *ledger, void *array, int n, size_t row)
{
	if (array && talloc_get_size(array) >= ((size_t)n + 1) * row)
		return array;
	array = talloc_realloc_size(ledger, array, ((size_t)n * 2 + 8) * row);
	if (!array)
		abort(); /* no memory: nothing may be half booked */
	return array;
}

/* The books release lots in order of their day, so those still pending are the
 * latest: as many of them as the pending figure says. */
static int32_t waits_from(const struct ledger *ledger)
{
	int64_t rest = ledger->pending;
	int32_t bound = DAY_NEVER;
	for (int i = 0; i < ledger->n_lots; i++)
		if (ledger->lots[i].available_on == DAY_NONE)
			rest -= ledger->lots[i].left;
	while (rest > 0) {
		int32_t latest = DAY_NONE;
		for (int i = 0; i < ledger->n_lots; i++) {
			const struct ledger_lot *lot = &ledger->lots[i];
			if (lot->left > 0 && lot->available_on < bound && lot->available_on > latest)
				latest = lot->available_on;
		}
		if (latest == DAY_NONE)
			break;
		for (int i = 0; i < ledger->n_lots; i++)
			if (ledger->lots[i].available_on == latest)
				rest -= ledger->lots[i].left;
		bound = latest;
	}
	return bound;
}

void posting_begin(struct posting *p, struct ledger *ledger, const struct plan_book *book,
                   const struct ledger_event *event)
{
	p->ledger = ledger;
	p->book = book;
	p->event = event;
	p->day = day_of(event->effective_at);
	p->waits_from = waits_from(ledger);
}

int64_t entry_add(struct posting *p, const struct entry_draft *draft)
{
	struct ledger *ledger = p->ledger;
	ledger->entries = room(ledger, ledger->entries, ledger->n_entries, sizeof(*ledger->entries));
	struct ledger_entry *entry = &ledger->entries[ledger->n_entries++];
	memset(entry, 0, sizeof(*entry));
	entry->seq = ++ledger->last_seq;
	entry->kind = draft->kind;
	entry->points = draft->points;
	entry->moved = draft->moved;
	entry->source_kind = draft->source_kind;
	snprintf(entry->source_id, sizeof(entry->source_id), "%s", draft->source_id);
	entry->effective_at = draft->effective_at;
	entry->posted_at = p->event->posted_at;
	entry->rule_version = draft->rule_version;
	if (entry->rule_version == 0)
		entry->rule_version = plan_on(p->book, p->event->today)->version;
	snprintf(entry->inputs, sizeof(entry->inputs), "%s", draft->inputs ? draft->inputs : "");
	return entry->seq;
}

void entry_close(struct posting *p)
{
	struct ledger_entry *entry = &p->ledger->entries[p->ledger->n_entries - 1];
	entry->available_after = p->ledger->available;
	entry->pending_after = p->ledger->pending;
	entry->debt_after = p->ledger->debt;
}

bool lot_pending(const struct posting *p, const struct ledger_lot *lot)
{
	return lot->available_on == DAY_NONE || lot->available_on >= p->waits_from;
}

bool lot_alive(const struct posting *p, const struct ledger_lot *lot)
{
	return lot->left > 0 && !lot_pending(p, lot) && lot->expires_on >= p->day;
}

struct ledger_lot *lot_find(const struct ledger *ledger, int64_t seq)
{
	for (int i = ledger->n_lots - 1; i >= 0 && seq > 0; i--)
		if (ledger->lots[i].seq == seq)
			return &ledger->lots[i];
	return NULL;
}

void lot_add(struct posting *p, const struct ledger_lot *lot)
{
	struct ledger *ledger = p->ledger;
	ledger->lots = room(ledger, ledger->lots, ledger->n_lots, sizeof(*ledger->lots));
	struct ledger_lot *added = &ledger->lots[ledger->n_lots++];
	*added = *lot;
	added->is_new = true;
	if (lot->available_on == DAY_NONE || lot->available_on > p->event->today) {
		ledger->pending += lot->left;
		if (lot->available_on != DAY_NONE && lot->available_on < p->waits_from)
			p->waits_from = lot->available_on;
	} else {
		ledger->available += lot->left;
	}
}

void allocation_add(struct posting *p, int64_t entry_seq, int64_t lot_seq, int64_t at_seq,
                    int64_t points)
{
	struct ledger *ledger = p->ledger;
	ledger->allocations =
		room(ledger, ledger->allocations, ledger->n_allocations, sizeof(*ledger->allocations));
	ledger->allocations[ledger->n_allocations++] = (struct ledger_allocation){
		.entry_seq = entry_seq, .lot_seq = lot_seq, .at_seq = at_seq, .points = points};
}

void lot_take(struct posting *p, struct ledger_lot *lot, int64_t entry_seq, int64_t at_seq,
              int64_t points)
{
	if (points <= 0)
		return;
	lot->left -= points;
	lot->is_changed = true;
	if (lot_pending(p, lot))
		p->ledger->pending -= points;
	else
		p->ledger->available -= points;
	allocation_add(p, entry_seq, lot->seq, at_seq, points);
}

static int by_expiry(const void *a, const void *b)
{
	const struct ledger_lot *x = *(struct ledger_lot *const *)a;
	const struct ledger_lot *y = *(struct ledger_lot *const *)b;
	if (x->expires_on != y->expires_on)
		return x->expires_on < y->expires_on ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static int for_debts(const void *a, const void *b)
{
	const struct ledger_lot *x = *(struct ledger_lot *const *)a;
	const struct ledger_lot *y = *(struct ledger_lot *const *)b;
	if (x->from_refunded_order != y->from_refunded_order)
		return x->from_refunded_order ? -1 : 1;
	return by_expiry(a, b);
}

static int by_availability(const void *a, const void *b)
{
	const struct ledger_lot *x = *(struct ledger_lot *const *)a;
	const struct ledger_lot *y = *(struct ledger_lot *const *)b;
	if (x->available_on != y->available_on)
		return x->available_on < y->available_on ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static bool is_alive(const struct posting *p, const struct ledger_lot *lot, int32_t day)
{
	(void)day;
	return lot_alive(p, lot);
}

static bool is_over(const struct posting *p, const struct ledger_lot *lot, int32_t day)
{
	return lot->left > 0 && !lot_pending(p, lot) && lot->expires_on < day;
}

static bool is_due(const struct posting *p, const struct ledger_lot *lot, int32_t day)
{
	return lot->left > 0 && lot->available_on != DAY_NONE && lot_pending(p, lot) &&
	       lot->available_on <= day;
}

/* The lots for which WANTED holds on DAY, sorted; free *OUT. */
static int lots_pick(const struct posting *p,
                     bool (*wanted)(const struct posting *, const struct ledger_lot *, int32_t),
                     int32_t day, int (*order)(const void *, const void *),
                     struct ledger_lot ***out)
{
	int n = 0;
	*out = NULL;
	for (int i = 0; i < p->ledger->n_lots; i++) {
		if (!wanted(p, &p->ledger->lots[i], day))
			continue;
		*out = room(p->ledger, *out, n, sizeof(**out));
		(*out)[n++] = &p->ledger->lots[i];
	}
	if (n > 1)
		qsort(*out, (size_t)n, sizeof(**out), order);
	return n;
}

int64_t lots_take(struct posting *p, int64_t entry_seq, int64_t need)
{
	struct ledger_lot **lots;
	int n = need > 0 ? lots_pick(p, is_alive, 0, by_expiry, &lots) : 0;
	for (int i = 0; i < n && need > 0; i++) {
		int64_t points = lots[i]->left < need ? lots[i]->left : need;
		lot_take(p, lots[i], entry_seq, entry_seq, points);
		need -= points;
	}
	if (n > 0)
		talloc_free(lots);
	return need;
}

/* Whether LOT is the lot ROOT or continues it (RULINGS 13). */
static bool lot_continues(const struct ledger *ledger, const struct ledger_lot *lot, int64_t root)
{
	while (lot && lot->seq != root)
		lot = lot_find(ledger, lot->parent_seq);
	return root > 0 && lot;
}

void lots_take_own(struct posting *p, int64_t root, int64_t entry_seq, int64_t *need,
                   int64_t *expired)
{
	for (int i = 0; i < p->ledger->n_lots; i++) {
		struct ledger_lot *lot = &p->ledger->lots[i];
		if (!lot_continues(p->ledger, lot, root))
			continue;
		if (!lot->from_refunded_order) {
			lot->from_refunded_order = true;
			lot->is_changed = true;
		}
		*expired += lot->expired;
		int64_t points = lot->left < *need ? lot->left : *need;
		lot_take(p, lot, entry_seq, entry_seq, points);
		*need -= points;
	}
}

void debt_add(struct posting *p, int64_t entry_seq, int64_t points)
{
	struct ledger *ledger = p->ledger;
	ledger->debts = room(ledger, ledger->debts, ledger->n_debts, sizeof(*ledger->debts));
	ledger->debts[ledger->n_debts++] =
		(struct ledger_debt){.entry_seq = entry_seq, .unpaid = points, .is_new = true};
	ledger->debt += points;
}

/* The oldest debt that is not paid yet, or NULL. */
static struct ledger_debt *oldest_debt(struct ledger *ledger)
{
	struct ledger_debt *oldest = NULL;
	for (int i = 0; i < ledger->n_debts; i++) {
		struct ledger_debt *debt = &ledger->debts[i];
		if (debt->unpaid > 0 && (!oldest || debt->entry_seq < oldest->entry_seq))
			oldest = debt;
	}
	return oldest;
}

void debts_pay(struct posting *p, int64_t at_seq)
{
	struct ledger_debt *debt = p->ledger->debt > 0 ? oldest_debt(p->ledger) : NULL;
	struct ledger_lot **lots;
	int n = debt ? lots_pick(p, is_alive, 0, for_debts, &lots) : 0;
	for (int i = 0; i < n && debt;) {
		int64_t points = lots[i]->left < debt->unpaid ? lots[i]->left : debt->unpaid;
		lot_take(p, lots[i], debt->entry_seq, at_seq, points);
		debt->unpaid -= points;
		debt->is_changed = true;
		p->ledger->debt -= points;
		if (debt->unpaid == 0)
			debt = oldest_debt(p->ledger);
		else
			i++;
		while (i < n && lots[i]->left == 0)
			i++;
	}
	if (n > 0)
		talloc_free(lots);
}

int lots_release(struct posting *p, int32_t day)
{
	struct ledger_lot **lots;
	char id[24];
	int n = lots_pick(p, is_due, day, by_availability, &lots);
	int32_t was = p->waits_from;
	for (int i = 0; i < n; i++) {
		struct ledger_lot *lot = lots[i];
		snprintf(id, sizeof(id), "%lld", (long long)lot->seq);
		entry_add(p, &(struct entry_draft){.kind = ENTRY_RELEASE,
		                                   .moved = lot->left,
		                                   .source_kind = SOURCE_LOT,
		                                   .source_id = id,
		                                   .effective_at = day_start(lot->available_on)});
		p->ledger->pending -= lot->left;
		p->ledger->available += lot->left;
		/* every lot is released before the next is looked at, so that figures
		 * behind each entry are those of its own moment */
		p->waits_from = i + 1 < n ? lots[i + 1]->available_on : day + 1;
		if (i + 1 == n)
			debts_pay(p, p->ledger->last_seq);
		entry_close(p);
	}
	if (was <= day)
		p->waits_from = day + 1;
	if (n > 0) {
		int64_t from = day_start(lots[0]->available_on);
		talloc_free(lots);
		tier_rise(p->ledger, p->book, from, p->event->posted_at);
	}
	return n;
}

int lots_expire(struct posting *p, int32_t day)
{
	struct ledger_lot **lots;
	char id[24], date[INSTANT_TEXT], inputs[80];
	int n = lots_pick(p, is_over, day, by_expiry, &lots);
	for (int i = 0; i < n; i++) {
		struct ledger_lot *lot = lots[i];
		int64_t points = lot->left;
		snprintf(id, sizeof(id), "%lld", (long long)lot->seq);
		snprintf(inputs, sizeof(inputs), "lot=%s expires_on=%s", id,
		         day_iso(date, lot->expires_on));
		int64_t seq = entry_add(p, &(struct entry_draft){
									   .kind = ENTRY_EXPIRE,
									   .points = -points,
									   .source_kind = SOURCE_LOT,
									   .source_id = id,
									   .effective_at = day_start(lot->expires_on + 1),
									   .inputs = inputs});
		lot_take(p, lot, seq, seq, points);
		lot->expired += points;
		entry_close(p);
	}
	if (n > 0)
		talloc_free(lots);
	return n;
}

int64_t lots_spendable(const struct posting *p)
{
	int64_t sum = -p->ledger->debt;
	for (int i = 0; i < p->ledger->n_lots; i++) {
		const struct ledger_lot *lot = &p->ledger->lots[i];
		if (lot_alive(p, lot) || (is_due(p, lot, p->event->today) && lot->expires_on >= p->day))
			sum += lot->left;
	}
	return sum;
}
