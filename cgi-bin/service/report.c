#include "service/report.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/report_private.h"
#include "store/rollup.h"
#include "store/rollup_points.h"

/* One day of the period: proved sums by kind as kept, what was booked since, and
 * both as the ledger and as the roll-up have them. */
struct held_up {
	int64_t kept[ENTRY__MAX], kept_n[ENTRY__MAX];
	int64_t fresh[ENTRY__MAX], fresh_n[ENTRY__MAX];
	int64_t ledger[ENTRY__MAX], ledger_n[ENTRY__MAX];
	int64_t rolled[ENTRY__MAX], rolled_n[ENTRY__MAX];
};

struct work {
	void *mem;
	struct report_points *out;
	struct held_up *days;
	struct report_cell *totals, *unproved, *kinds, *past, *live; /* live: no roll-up at all */
	int n_totals, n_unproved, n_kinds, n_past, n_live;
	int32_t through; /* the roll-up has the days up to this one; DAY_NONE */
	bool whole;      /* every entry is compared, however many */
	int64_t kinds_before, stated_before; /* the period */
};

/* The day of the period that CELL lies in, or -1. */
static int day_index(const struct report_points *out, int32_t day)
{
	return day < out->period.from || day > out->period.to ? -1 : day - out->period.from;
}

/* What CELL, of FROM … TO or before, does to the accounts of FROM … TO. */
static void add_to(struct report_books *books, int32_t from, int32_t to,
                   const struct report_cell *cell)
{
	enum report_line line = report_line_of(cell->kind);

	if (cell->day > to)
		return;
	books->closing += cell->stated;
	books->pending_closing += cell->pending;
	if (cell->day < from) {
		books->opening += cell->stated;
		books->pending_opening += cell->pending;
		return;
	}
	if (line != LINE__MAX)
		books->line[line] += cell->points;
	books->entries += cell->entries;
}

/* Everything kept is met here once: totals of days, and what is not proved yet. */
static void keep(struct work *w, const struct report_cell *cell)
{
	struct report_points *out = w->out;
	const struct report_period *p = &out->period, *b = &out->before;
	int i = day_index(out, cell->day);

	add_to(&out->books, p->from, p->to, cell);
	add_to(&out->compare, b->from, b->to, cell);
	if (i >= 0)
		add_to(&out->days[i].books, cell->day, cell->day, cell);
	out->all_entries += cell->points;
	if (cell->day < p->from) {
		w->kinds_before += cell->points;
		w->stated_before += cell->stated;
	}
}

/* A row of day_total as a cell: kinds below one are figures of their own. */
static void keep_total(struct work *w, const struct report_cell *total)
{
	struct report_cell cell = *total;
	int i = day_index(w->out, cell.day);

	if (cell.kind == DAY_TOTAL_STATED || cell.kind == DAY_TOTAL_PENDING) {
		cell.stated = cell.kind == DAY_TOTAL_STATED ? cell.points : 0;
		cell.pending = cell.kind == DAY_TOTAL_PENDING ? cell.points : 0;
		cell.points = cell.entries = 0;
	} else if (i >= 0 && cell.kind < ENTRY__MAX) {
		w->days[i].kept[cell.kind] += cell.points;
		w->days[i].kept_n[cell.kind] += cell.entries;
	}
	keep(w, &cell);
}

static struct report_part *part_of(struct work *w, struct report_part **parts, int *n,
                                   int64_t source, const char *tier)
{
	struct report_part *part = *parts;

	for (int i = 0; i < *n; i++, part++)
		if (part->source == source && strcmp(part->tier, tier) == 0)
			return part;
	*parts = talloc_realloc(w->mem, *parts, struct report_part, (unsigned)*n + 1);
	assert(*parts != NULL);
	part = *parts + (*n)++;
	memset(part, 0, sizeof *part);
	part->source = source;
	snprintf(part->tier, sizeof part->tier, "%s", tier);
	return part;
}

/* CELL of the period goes to its source, its tier and its category. */
static void split(struct work *w, const struct report_cell *cell)
{
	struct report_points *out = w->out;
	enum report_line line = report_line_of(cell->kind);
	struct report_part *of_source, *of_tier, *of_category;

	if (line == LINE__MAX || day_index(out, cell->day) < 0)
		return;
	of_source = part_of(w, &out->sources, &out->n_sources, cell->source, "");
	of_source->line[line] += cell->points;
	of_source->entries += cell->entries;
	of_tier = part_of(w, &out->tiers, &out->n_tiers, 0, cell->tier);
	of_tier->line[line] += cell->points;
	of_tier->entries += cell->entries;
	if (cell->category[0] == '\0')
		return;
	of_category = part_of(w, &out->categories, &out->n_categories, 0, cell->category);
	of_category->line[line] += cell->points;
	of_category->entries += cell->entries;
}

static int by_source(const void *a, const void *b)
{
	const struct report_part *x = a, *y = b;

	return x->source < y->source ? -1 : x->source > y->source;
}

/* Adds CELL to the sums of its kind. */
static void count(const struct report_cell *cell, int64_t *sum, int64_t *n)
{
	if (cell->kind <= 0 || cell->kind >= ENTRY__MAX)
		return;
	sum[cell->kind] += cell->points;
	n[cell->kind] += cell->entries;
}

/* Whether DAY is not rolled up yet: then its parts are those that the proofs kept, and
 * what was booked since. */
static bool is_running(const struct work *w, int32_t day)
{
	return w->through != DAY_NONE && day > w->through;
}

/* The sums of each day of the period, from what was not kept. */
static void hold_up(struct work *w)
{
	int i;

	for (int k = 0; k < w->n_unproved; k++)
		if ((i = day_index(w->out, w->unproved[k].day)) >= 0) {
			count(&w->unproved[k], w->days[i].fresh, w->days[i].fresh_n);
			if (is_running(w, w->unproved[k].day))
				count(&w->unproved[k], w->days[i].rolled, w->days[i].rolled_n);
		}
	for (int k = 0; k < w->n_past; k++)
		if ((i = day_index(w->out, w->past[k].day)) >= 0)
			count(&w->past[k], w->days[i].rolled, w->days[i].rolled_n);
	for (int k = 0; k < w->n_kinds; k++)
		if ((i = day_index(w->out, w->kinds[k].day)) >= 0)
			count(&w->kinds[k], w->days[i].ledger, w->days[i].ledger_n);
}

static void add_up(struct work *w)
{
	struct report_points *out = w->out;

	for (int i = 0; i < w->n_totals; i++)
		keep_total(w, &w->totals[i]);
	for (int i = 0; i < w->n_unproved; i++) {
		keep(w, &w->unproved[i]);
		if (is_running(w, w->unproved[i].day))
			split(w, &w->unproved[i]);
	}
	for (int i = 0; i < w->n_past; i++)
		split(w, &w->past[i]);
	for (int i = 0; i < w->n_live; i++)
		split(w, &w->live[i]);
	hold_up(w);
	if (out->n_sources > 0)
		qsort(out->sources, (size_t)out->n_sources, sizeof *out->sources, by_source);
}

/* Days hand their closing on as the next one's opening. */
static void chain_days(struct report_points *out)
{
	int64_t outstanding = out->books.opening, pending = out->books.pending_opening;

	for (int i = 0; i < out->n_days; i++) {
		struct report_books *b = &out->days[i].books;

		b->opening = outstanding;
		b->closing = outstanding += b->closing;
		b->pending_opening = pending;
		b->pending_closing = pending += b->pending_closing;
	}
}

static void flaw(struct report_points *out, enum report_flaw_kind kind, int32_t day, int64_t is,
                 int64_t must)
{
	struct report_flaw found = {.kind = kind, .day = day, .is = is, .must = must};

	report_flaw_add(out, &found);
}

/* Whether the ledger of day I, without what no proof has seen, is not what is kept of
 * it; days whose entries were not read are as they were. */
static bool ledger_differs(struct work *w, int i)
{
	const struct held_up *h = &w->days[i];
	int64_t kept = 0, ledger = 0;
	bool differs = false;

	for (int kind = 1; kind < ENTRY__MAX; kind++) {
		int64_t points = h->ledger[kind] - h->fresh[kind];

		kept += h->kept[kind];
		ledger += points;
		differs = differs || h->kept[kind] != points ||
		          h->kept_n[kind] != h->ledger_n[kind] - h->fresh_n[kind];
	}
	differs = differs && w->out->days[i].day >= w->out->compared_from;
	if (differs)
		flaw(w->out, FLAW_LEDGER, w->out->days[i].day, ledger, kept);
	return differs;
}

/* Whether the roll-up of day I is not what was proved and booked since. */
static bool rollup_differs(struct work *w, int i)
{
	const struct held_up *h = &w->days[i];
	int64_t kept = 0, rolled = 0;
	bool differs = false;

	for (int kind = 1; kind < ENTRY__MAX; kind++) {
		kept += h->kept[kind] + h->fresh[kind];
		rolled += h->rolled[kind];
		differs = differs || h->kept[kind] + h->fresh[kind] != h->rolled[kind];
	}
	differs = differs && w->through != DAY_NONE;
	if (differs)
		flaw(w->out, FLAW_ROLLUP, w->out->days[i].day, rolled, kept);
	return differs;
}

/* The days of the period: in themselves, the ledger against what is kept, and the
 * roll-up against both. */
static void prove_days(struct work *w)
{
	struct report_points *out = w->out;

	for (int i = 0; i < out->n_days; i++) {
		struct report_day *d = &out->days[i];

		d->flawed = ledger_differs(w, i);
		if (!report_balances(&d->books)) {
			flaw(out, FLAW_DAY, d->day, report_sum(&d->books) - d->books.opening,
			     d->books.closing - d->books.opening);
			d->flawed = true;
		}
		d->flawed = d->flawed || rollup_differs(w, i);
	}
}

/* What is not proved yet may lie on any day. */
static void prove_unproved(struct work *w)
{
	for (int i = 0; i < w->n_unproved; i++) {
		const struct report_cell *cell = &w->unproved[i];

		if (cell->points != cell->stated && day_index(w->out, cell->day) < 0)
			flaw(w->out, FLAW_DAY, cell->day, cell->points, cell->stated);
	}
}

static void prove(struct work *w)
{
	struct report_points *out = w->out;
	int64_t accounts = out->now.available + out->now.pending - out->now.debt;

	if (out->all_entries != accounts)
		flaw(out, FLAW_ACCOUNTS, DAY_NONE, out->all_entries, accounts);
	if (w->kinds_before != w->stated_before)
		flaw(out, FLAW_BEFORE, out->period.from, w->kinds_before, w->stated_before);
	prove_days(w);
	prove_unproved(w);
}

/* The period by source, tier and category: days rolled up, then what is kept of the
 * running ones; from the ledger where nothing was rolled up yet. */
static enum db read_parts(struct database *db, struct work *w)
{
	const struct report_period *p = &w->out->period;
	int32_t from = p->from;
	enum db result = rollup_through(db, "points", &w->through);

	if (result != DB_OK)
		return result;
	if (w->through == DAY_NONE)
		return report_live(db, w->mem, p->from, p->to, &w->live, &w->n_live);
	if (w->through >= p->from) {
		from = w->through + 1;
		result = rollup_points_read(db, w->mem, p->from, w->through < p->to ? w->through : p->to,
		                            &w->past, &w->n_past);
	}
	if (result != DB_OK || from > p->to)
		return result;
	return rollup_today_read(db, w->mem, from, p->to, &w->past, &w->n_past);
}

/* The entries themselves, for as many days as can be read at once: all of a short
 * period or a quiet one; else what is not rolled up. */
static enum db read_ledger(struct database *db, struct work *w)
{
	struct report_points *out = w->out;
	int32_t from = out->period.from;
	int64_t entries = 0;

	for (int i = 0; i < w->n_past; i++)
		entries += w->past[i].entries;
	if (!w->whole && entries > REPORT_READ_MAX)
		from = w->through + 1;
	out->compared_from = from;
	if (from > out->period.to)
		return DB_OK;
	return report_kinds(db, w->mem, from, out->period.to, &w->kinds, &w->n_kinds);
}

static enum db make(struct database *db, void *arg)
{
	struct work *w = arg;
	struct report_points *out = w->out;
	enum db result = report_totals(db, w->mem, out->before.from, out->period.to, &w->totals,
	                               &w->n_totals);

	if (result == DB_OK)
		result = report_unproved(db, w->mem, &w->unproved, &w->n_unproved);
	if (result == DB_OK)
		result = read_parts(db, w);
	if (result == DB_OK)
		result = read_ledger(db, w);
	if (result == DB_OK)
		result = report_accounts(db, &out->now);
	if (result != DB_OK)
		return result;
	add_up(w);
	chain_days(out);
	prove(w);
	if (out->n_flaws > 0)
		result = report_search(db, out);
	return result == DB_OK ? report_found(db, out) : result;
}

enum db report_points(struct database *db, void *mem, const struct report_period *period,
                      bool whole, struct report_points **out)
{
	struct report_points *r = talloc_zero(mem, struct report_points);
	struct work w = {.mem = r, .out = r, .whole = whole};

	assert(r != NULL);
	r->period = *period;
	r->before = report_period_before(period);
	r->n_days = period->to - period->from + 1;
	r->days = talloc_zero_array(r, struct report_day, (unsigned)r->n_days);
	w.days = talloc_zero_array(r, struct held_up, (unsigned)r->n_days);
	assert(r->days != NULL && w.days != NULL);
	for (int i = 0; i < r->n_days; i++)
		r->days[i].day = period->from + i;
	*out = r;
	return db_snapshot(db, make, &w);
}
