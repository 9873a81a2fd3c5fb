#include "page/admin_home.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/partner_budget.h"
#include "rule/draw.h"
#include "store/adjust.h"
#include "store/adviser.h"
#include "store/case.h"
#include "store/claim.h"
#include "store/custom.h"
#include "store/draw.h"
#include "store/flaw.h"
#include "store/import_run.h"
#include "store/job_run.h"
#include "store/plan.h"
#include "store/redemption.h"
#include "store/signal.h"
#include "store/stop.h"
#include "store/supplier.h"
#include "store/today.h"

#define DAY_S 86400
#define TRIP_LATE_DAYS 14 /* RULINGS 17 */
#define CLAIM_LATE_DAYS 3
#define MAIL_LATE_S 3600
#define MAIL_DAYS 7
#define ENDS_DAYS 7    /* items and coupons near their end */
#define ANSWER_DAYS 2  /* complaints so near their tenth day */
#define DRAFTS 50      /* draws looked through for drafts that lack something */

/* One line of the morning page. NAME is also its language node. */
struct line {
	const char *name, *path;
	int64_t count, of; /* of < 0: the note has no figure; else points, rows or members */
	bool late;
	bool run; /* resolved by the nightly run */
};

#define N_LINES 33

struct figures {
	struct today_counts today;
	struct redemption_counts redemptions;
	struct case_counts cases;
	struct draw_counts draws;
	int64_t claims, claims_since, adjustments, stops;
	int64_t custom, custom_late, suppliers, budgets;
	int64_t calls, calls_nobody;
	int64_t flaws, flawed, signals, suspects, imports, refused;
	int64_t drafts;       /* draws that lack something; the first of them: */
	const char *draft_at; /* its page */
	int32_t nightly_on; /* DAY_NONE: it never finished; then the portal's first day counts: */
	int32_t began_on;
	int64_t nightly_asked;
};

static struct today_since since_of(int64_t now)
{
	int32_t day = day_of(now);

	return (struct today_since){.late_before = day - TRIP_LATE_DAYS,
	                            .today = day,
	                            .coupons_before = day + ENDS_DAYS,
	                            .mail_since = now - MAIL_DAYS * DAY_S,
	                            .mail_late = now - MAIL_LATE_S,
	                            .now = now,
	                            .ends_before = now + (int64_t)ENDS_DAYS * DAY_S,
	                            .answer_before = now + (int64_t)ANSWER_DAYS * DAY_S};
}

/* Drafts of draws that could not be published as they are. */
static enum db read_drafts(struct request *r, struct figures *f)
{
	static struct draw_lack lacks[DRAW_LACKS_MAX];
	struct database *db = portal_of(r)->db;
	struct draw *draws;
	int n;
	enum db got = draw_list_all(db, r->mem, 0, DRAFTS, &draws, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		struct draw_prize *prizes;
		int n_prizes;

		if (draws[i].state != DRAW_DRAFT)
			continue;
		got = draw_prizes(db, r->mem, draws[i].draw_id, &prizes, &n_prizes);
		if (got != DB_OK || draw_lacks(&draws[i], prizes, n_prizes, page_now(r), lacks) == 0)
			continue;
		f->draft_at = f->drafts++ == 0 ? talloc_asprintf(r->mem, "/admin/draws/%llu",
		                                                 (unsigned long long)draws[i].draw_id)
		                               : "/admin/draws";
	}
	return got;
}

/* What nights and imports left behind. */
static enum db read_kept(struct request *r, struct figures *f)
{
	struct database *db = portal_of(r)->db;
	int64_t began = INSTANT_NONE;
	enum db got = flaw_count(db, &f->flaws, &f->flawed);

	if (got == DB_OK)
		got = stop_count(db, &f->stops);
	if (got == DB_OK)
		got = signal_count(db, &f->signals, &f->suspects);
	if (got == DB_OK)
		got = import_run_count(db, page_now(r) - (int64_t)IMPORT_RUN_DAYS * DAY_S, &f->imports,
		                       &f->refused);
	if (got == DB_OK)
		got = job_run_done_on(db, "nightly", &f->nightly_on);
	if (got == DB_OK && f->nightly_on == DAY_NONE)
		got = plan_began(db, &began);
	if (got == DB_NONE) /* no rules yet, so no night either */
		got = DB_OK;
	f->began_on = began == INSTANT_NONE ? DAY_NONE : day_of(began);
	return got == DB_OK ? job_run_waits(db, "nightly", &f->nightly_asked) : got;
}

/* Partners whose budget was used up by last night. */
static enum db read_budgets(struct request *r, struct figures *f)
{
	int32_t today = day_of(page_now(r));
	const struct plan_book *book = portal_of(r)->plans;
	const struct plan *plan = book ? plan_on(book, today) : NULL;
	struct partner_sum *rows = NULL;
	struct partner_budget *all;
	int n_rows = 0, n;
	enum db got = DB_OK;

	if (!plan || plan->n_partners == 0)
		return DB_OK;
	got = partner_months(portal_of(r)->db, r->mem, budget_year(today), today, &rows, &n_rows);
	all = partner_budgets(r->mem, plan, today, rows, n_rows, &n);
	for (int i = 0; got == DB_OK && i < n; i++)
		f->budgets += all[i].over;
	return got;
}

static enum db read_figures(struct request *r, struct figures *f)
{
	struct database *db = portal_of(r)->db;
	int64_t now = page_now(r);
	struct today_since since = since_of(now);
	enum db got = today_count(db, &since, &f->today);

	if (got == DB_OK)
		got = redemption_count(db, day_of(now), &f->redemptions);
	if (got == DB_OK)
		got = claim_count(db, &f->claims, &f->claims_since);
	if (got == DB_OK)
		got = case_count(db, now, &f->cases);
	if (got == DB_OK)
		got = custom_count(db, now, &f->custom, &f->custom_late);
	if (got == DB_OK)
		got = supplier_due(db, day_of(now), &f->suppliers);
	if (got == DB_OK)
		got = read_budgets(r, f);
	if (got == DB_OK)
		got = adviser_calls_count(db, desk_of(r)->staff_id, day_of(now), &f->calls,
		                          &f->calls_nobody);
	if (got == DB_OK)
		got = adjustment_count(db, &f->adjustments);
	if (got == DB_OK)
		got = draw_count(db, now, &f->draws);
	if (got == DB_OK)
		got = read_drafts(r, f);
	return got == DB_OK ? read_kept(r, f) : got;
}

/* What of the nightly run is missing: the days since it last finished, or since the
 * day after the portal's first. */
static int64_t nights_missed(const struct figures *f, int32_t today)
{
	int32_t done_on = f->nightly_on == DAY_NONE ? f->began_on : f->nightly_on;

	if (done_on == DAY_NONE)
		return 0;
	return today - 1 > done_on ? today - 1 - done_on : 0;
}

/* In their order on the page; those that are late come before the others. */
static void lines_of(const struct figures *f, int64_t now, struct line out[N_LINES])
{
	const struct today_counts *t = &f->today;
	int64_t waiting = f->redemptions.placed + f->redemptions.approved;
	int64_t undelivered = t->mail_failed + t->mail_waiting;
	int64_t missed = nights_missed(f, day_of(now));
	bool claims_late = f->claims > 0 && f->claims_since < now - CLAIM_LATE_DAYS * DAY_S;
	const struct line lines[N_LINES] = {
		{"Books", "/admin/today/books", f->flaws, f->flawed, true, false},
		{"Stops", "/admin/stops", f->stops, -1, true, false},
		{"Nightly", NULL, missed, -1, true, true},
		{"Unbooked", "/admin/today/unbooked", t->unbooked_members, t->unbooked_points, true, true},
		{"Cases", "/admin/cases?show=overdue", f->cases.overdue, -1, true, false},
		{"Complaints", "/admin/today/complaints", t->complaints, -1, true, false},
		{"Custom", "/admin/custom?show=overdue", f->custom_late, -1, true, false},
		{"Calls", "/admin/mine", f->calls, -1, true, false},
		{"CallsNobody", "/admin/mine?who=nobody", f->calls_nobody, -1, true, false},
		{"Goodwill", "/admin/cases/goodwill", f->cases.unsigned_goodwill, -1, false, false},
		{"Adjustments", "/admin/members/adjustments", f->adjustments, -1, false, false},
		{"Trips", "/admin/today/trips", t->trips, -1, true, false},
		{"Overdue", "/admin/redemptions?show=overdue", f->redemptions.overdue, -1, true, false},
		{"DrawsLate", "/admin/draws", f->draws.late, -1, true, false},
		{"DrawsValue", "/admin/draws", f->draws.waits_value, -1, true, false},
		{"Mail", "/admin/messages", undelivered, -1, true, false},
		{"Imports", "/admin/today/imports", f->imports, f->refused, true, false},
		{"Signals", "/admin/review", f->signals, f->suspects, false, false},
		{"Friends", "/admin/review", t->held_friends, t->held_friend_points, false, false},
		{"Held", "/admin/today/held", t->held_orders, t->held_points, false, false},
		{"HeldRedemptions", "/admin/redemptions?show=held", f->redemptions.held, -1, false, false},
		{"Waiting", "/admin/redemptions", waiting, -1, false, false},
		{"Claims", "/admin/claims", f->claims, -1, claims_late, false},
		{"Tasks", "/admin/tasks", t->tasks, -1, false, false},
		{"DrawsClaimed", "/admin/draws/prizes", f->draws.claimed, -1, false, false},
		{"DrawsLack", f->draft_at, f->drafts, -1, false, false},
		{"Budgets", "/admin/reports/partners", f->budgets, -1, false, false},
		{"Suppliers", "/admin/suppliers", f->suppliers, -1, false, false},
		{"Stock", "/admin/today/stock", t->low_items, -1, false, false},
		{"Ending", "/admin/today/ending", t->ending_items, -1, false, false},
		{"Coupons", "/admin/today/coupons", t->ending_coupons, -1, false, false},
		{"Parked", "/admin/today/parked", t->parked, -1, false, false},
		{"Debts", "/admin/today/debts", t->debtors, t->debt_points, false, false},
	};

	memcpy(out, lines, sizeof lines);
}

static const char *words(struct request *r, const struct line *line, const char *what)
{
	return talloc_asprintf(r->mem, "Lang.Desk.Today.%s.%s", line->name, what);
}

static void fill_line(struct request *r, struct view_node *row, const struct line *line)
{
	view_points(row, "Count", line->count);
	view_str(row, "Text", view_words(row, words(r, line, "Text")));
	if (line->of >= 0)
		view_sentence(row, "Note", words(r, line, "Note"), text_points(r->mem, line->of), NULL);
	else
		view_str(row, "Note", view_words(row, words(r, line, "Note")));
	view_flag(row, "Late", line->late);
	view_flag(row, "Run", line->run && desk_may(r, false));
	if (line->path && desk_has(r, line->path)) {
		view_str(row, "Url", line->path);
		view_str(row, "Go", view_words(row, words(r, line, "Go")));
	}
}

static void fill_nightly(struct request *r, struct view_node *root, const struct figures *f)
{
	view_flag(root, "Asked", f->nightly_asked != INSTANT_NONE);
	if (f->nightly_on == DAY_NONE)
		view_str(root, "Night", view_words(root, "Lang.Desk.Today.NightNone"));
	else
		view_sentence(root, "Night", "Lang.Desk.Today.NightLast",
		              text_day(r->mem, view_lang(root), f->nightly_on), NULL);
}

static int page_home(struct request *r)
{
	struct view_node *root = desk_page(r, "Lang.Desk.Home.Title");
	struct figures f = {.nightly_on = DAY_NONE, .nightly_asked = INSTANT_NONE};
	struct line lines[N_LINES];
	int wrong = 0, fine = 0;

	if (read_figures(r, &f) != DB_OK)
		return desk_unavailable(r);
	lines_of(&f, page_now(r), lines);
	view_instant(root, "Now", page_now(r));
	fill_nightly(r, root, &f);
	for (int late = 1; late >= 0; late--)
		for (int i = 0; i < N_LINES; i++)
			if (lines[i].count > 0 && lines[i].late == (late == 1))
				fill_line(r, view_row(root, "Lines", wrong++), &lines[i]);
	for (int i = 0; i < N_LINES; i++)
		if (lines[i].count == 0)
			view_str(view_row(root, "Fine", fine++), "Text",
			         view_words(root, words(r, &lines[i], "Fine")));
	view_points(root, "OnTheWay", f.redemptions.shipped);
	return 200;
}

const struct route admin_home_routes[] = {
	{.path = "/admin/",
     .methods = METHOD_GET,
     .guards = GUARD_STAFF,
     .page = page_home,
     .template = "admin/home",
     .query = desk_done},
	{0},
};
