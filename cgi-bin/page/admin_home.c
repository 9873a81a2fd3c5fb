#include "page/admin_home.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "store/case.h"
#include "store/draw.h"
#include "store/claim.h"
#include "store/job_run.h"
#include "store/redemption.h"
#include "store/today.h"

#define DAY_S 86400
#define TRIP_LATE_DAYS 14 /* RULINGS 17 */
#define CLAIM_LATE_DAYS 3
#define MAIL_LATE_S 3600
#define MAIL_DAYS 7

/* One line of the morning page. NAME is also its language node. */
struct line {
	const char *name, *path;
	int64_t count, points; /* points < 0: the words have none */
	bool late;
};

#define N_LINES 16

struct figures {
	struct today_counts today;
	struct redemption_counts redemptions;
	struct case_counts cases;
	struct draw_counts draws;
	int64_t claims, claims_since;
	int32_t nightly_on;
};

static enum db read_figures(struct request *r, struct figures *f)
{
	struct database *db = portal_of(r)->db;
	int64_t now = page_now(r);
	int32_t day = day_of(now);
	struct today_since since = {.late_before = day - TRIP_LATE_DAYS,
	                            .mail_since = now - MAIL_DAYS * DAY_S,
	                            .mail_late = now - MAIL_LATE_S};
	enum db got = today_count(db, &since, &f->today);

	if (got == DB_OK)
		got = redemption_count(db, day, &f->redemptions);
	if (got == DB_OK)
		got = claim_count(db, &f->claims, &f->claims_since);
	if (got == DB_OK)
		got = case_count(db, now, &f->cases);
	if (got == DB_OK)
		got = draw_count(db, now, &f->draws);
	if (got == DB_OK) {
		got = job_run_done_on(db, "nightly", &f->nightly_on);
		got = got == DB_NONE ? DB_OK : got;
	}
	return got;
}

/* What of the nightly run is missing: the days since it last finished. */
static int64_t nights_missed(int32_t done_on, int32_t today)
{
	if (done_on == DAY_NONE)
		return 0;
	return today - 1 > done_on ? today - 1 - done_on : 0;
}

static void lines_of(const struct figures *f, int64_t now, struct line out[N_LINES])
{
	int64_t waiting = f->redemptions.placed + f->redemptions.approved;
	bool claims_late = f->claims > 0 && f->claims_since < now - CLAIM_LATE_DAYS * DAY_S;
	const struct line lines[N_LINES] = {
		{"Cases", "/admin/cases?show=overdue", f->cases.overdue, -1, true},
		{"Goodwill", "/admin/cases/goodwill", f->cases.unsigned_goodwill, -1, false},
		{"Trips", "/admin/today/trips", f->today.trips, -1, true},
		{"Overdue", "/admin/redemptions?show=overdue", f->redemptions.overdue, -1, true},
		{"HeldRedemptions", "/admin/redemptions?show=held", f->redemptions.held, -1, false},
		{"Waiting", "/admin/redemptions", waiting, -1, false},
		{"Claims", "/admin/claims", f->claims, -1, claims_late},
		{"DrawsLate", "/admin/draws", f->draws.late, -1, true},
		{"DrawsValue", "/admin/draws", f->draws.waits_value, -1, true},
		{"DrawsClaimed", "/admin/draws/prizes", f->draws.claimed, -1, false},
		{"Stock", "/admin/today/stock", f->today.low_items, -1, false},
		{"Held", "/admin/today/held", f->today.held_orders, f->today.held_points, false},
		{"Parked", "/admin/today/parked", f->today.parked, -1, false},
		{"Debts", "/admin/today/debts", f->today.debtors, f->today.debt_points, false},
		{"Mail", "/admin/messages", f->today.mail_failed + f->today.mail_waiting, -1, true},
		{"Nightly", NULL, nights_missed(f->nightly_on, day_of(now)), -1, true},
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
	if (line->points >= 0)
		view_sentence(row, "Note", words(r, line, "Note"), text_points(r->mem, line->points), NULL);
	else
		view_str(row, "Note", view_words(row, words(r, line, "Note")));
	view_flag(row, "Late", line->late);
	if (line->path && desk_has(r, line->path)) {
		view_str(row, "Url", line->path);
		view_str(row, "Go", view_words(row, words(r, line, "Go")));
	}
}

static int page_home(struct request *r)
{
	struct view_node *root = desk_page(r, "Lang.Desk.Home.Title");
	struct figures f = {.nightly_on = DAY_NONE};
	struct line lines[N_LINES];
	int wrong = 0, fine = 0;

	if (read_figures(r, &f) != DB_OK)
		return desk_unavailable(r);
	lines_of(&f, page_now(r), lines);
	view_instant(root, "Now", page_now(r));
	for (int i = 0; i < N_LINES; i++)
		if (lines[i].count > 0)
			fill_line(r, view_row(root, "Lines", wrong++), &lines[i]);
		else
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
