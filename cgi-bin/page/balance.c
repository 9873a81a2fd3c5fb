#include "page/balance.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/banners.h"
#include "page/movement.h"
#include "view/qr.h"

#define CODE_TAG 6   /* bytes */
#define CODE_SCALE 8 /* pixels a module */

/* The greeting by the hour in the programme's zone. */
static const char *greeting_key(int64_t now)
{
	int hour = (int)((now - day_start(day_of(now))) / 3600);

	if (hour < 5 || hour >= 23)
		return "Lang.Balance.HelloNight";
	if (hour < 11)
		return "Lang.Balance.HelloMorning";
	if (hour < 13)
		return "Lang.Balance.HelloNoon";
	return hour < 18 ? "Lang.Balance.HelloAfternoon" : "Lang.Balance.HelloEvening";
}

/* Names the picture of a member's code without saying the number: a browser that
 * keeps it never shows it to whoever signs in next. */
static char *code_tag(void *mem, const char *member_no)
{
	uint8_t hash[SHA256_BYTES];
	char *tag = talloc_array(mem, char, 2 * CODE_TAG + 1);

	secret_sha256(hash, member_no, strlen(member_no));
	secret_hex(tag, hash, CODE_TAG);
	return tag;
}

/* What the points are worth as coupons, or how many are missing to the first. */
static void fill_pass(struct view_node *root, void *mem, const struct balance_view *b)
{
	const struct viewer *v = b->viewer;
	int64_t unit = b->plan->coupon.unit_points, fen = b->plan->coupon.unit_fen;

	view_points(root, "Available", v->available);
	view_str(root, "MemberNo", v->member_no);
	view_str(root, "CodeTag", code_tag(mem, v->member_no));
	if (unit <= 0)
		return;
	if (v->available >= unit)
		view_sentence(root, "Worth", "Lang.Balance.Worth",
		              text_money(mem, v->available / unit * fen), NULL);
	else
		view_sentence(root, "Worth", "Lang.Balance.WorthNext",
		              text_points(mem, unit - v->available), text_money(mem, fen), NULL);
}

/* The day from which a pending trip's points can be used, as far as known. */
static int32_t usable_on(const struct plan *plan, const struct statement_pending *p)
{
	if (p->available_on != DAY_NONE || p->travel_end == DAY_NONE)
		return p->available_on;
	return p->travel_end + (int32_t)plan->release_days;
}

static void fill_pending(struct view_node *root, void *mem, const struct balance_view *b)
{
	int32_t first = DAY_NONE;
	int64_t listed = 0;

	view_points(root, "Pending", b->viewer->pending);
	for (int i = 0; i < b->read->n_pending; i++) {
		const struct statement_pending *p = &b->read->pending[i];
		struct view_node *row = view_row(root, "Trips", i);
		struct statement_entry e = {.kind = ENTRY_EARN, .inputs = "", .category = p->category,
		                            .destination = p->destination};
		int32_t day = usable_on(b->plan, p);

		view_str(row, "What", movement_what(mem, root, b->plan, &e));
		view_str(row, "Order", movement_order(mem, p->source_id));
		view_points(row, "Points", p->points);
		movement_set_day(row, mem, "Date", day, b->today);
		if (day != DAY_NONE)
			view_sentence(row, "Usable", "Lang.Balance.UsableFrom",
			              movement_day(mem, view_lang(root), day, b->today), NULL);
		view_flag(row, "Late", day != DAY_NONE && day < b->today);
		if (day != DAY_NONE && day >= b->today && (first == DAY_NONE || day < first))
			first = day;
		listed += p->points;
	}
	if (b->viewer->pending > listed && b->read->n_pending > 0)
		view_sentence(root, "TripsMore", "Lang.Balance.TripsMore",
		              text_points(mem, b->viewer->pending - listed), NULL);
	if (first != DAY_NONE)
		view_sentence(root, "PendingNote", "Lang.Balance.UsableFrom",
		              movement_day(mem, view_lang(root), first, b->today), NULL);
	else
		view_str(root, "PendingNote", view_words(root, b->viewer->pending > 0
		                                                   ? "Lang.Balance.PendingLater"
		                                                   : "Lang.Balance.PendingNone"));
}

static void fill_ending(struct view_node *root, void *mem, const struct balance_view *b)
{
	const struct statement_day *days = b->read->days;

	view_points(root, "Ending", b->ending);
	view_flag(root, "IsEnding", b->ending > 0);
	if (b->ending == 0) {
		view_str(root, "EndingNote", view_words(root, "Lang.Balance.EndingNone"));
		return;
	}
	view_sentence(root, "EndingNote", "Lang.Balance.EndingFirst",
	              movement_day(mem, view_lang(root), days[0].expires_on, b->today), NULL);
	movement_set_day(root, mem, "EndingDay", days[0].expires_on, b->today);
}

/* One month of the calendar: DAYS[0..N-1]. */
static void fill_month(struct view_node *row, void *mem, const struct statement_day *days, int n,
                       int32_t today)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += days[i].points;
	movement_set_day(row, mem, "First", days[0].expires_on, today);
	if (n > 1)
		movement_set_day(row, mem, "Last", days[n - 1].expires_on, today);
	view_points(row, "Points", sum);
}

static bool same_month(int32_t a, int32_t b)
{
	struct civil x = civil_of(a), y = civil_of(b);

	return x.year == y.year && x.month == y.month;
}

/* The calendar: one row a month, then what lies behind the days that were read. */
static void fill_calendar(struct view_node *root, void *mem, const struct balance_view *b)
{
	const struct statement_day *days = b->read->days;
	int64_t rest = b->viewer->available;
	int months = 0, n;

	for (int i = 0; i < b->read->n_days; i += n) {
		rest -= days[i].points;
		n = 1;
		if (days[i].expires_on == DAY_NEVER) {
			view_points(root, "Never", days[i].points);
			continue;
		}
		while (i + n < b->read->n_days && same_month(days[i].expires_on, days[i + n].expires_on))
			rest -= days[i + n++].points;
		fill_month(view_row(root, "Months", months++), mem, days + i, n, b->today);
	}
	if (rest > 0)
		view_points(root, "Later", rest);
}

/* Why the member owes points. */
static void fill_debts(struct view_node *root, void *mem, const struct balance_view *b)
{
	view_points(root, "Debt", b->viewer->debt);
	view_flag(root, "InDebt", b->viewer->debt > 0);
	if (b->viewer->debt > 0)
		view_sentence(root, "DebtText", "Lang.Balance.DebtText",
		              text_points(mem, b->viewer->debt), NULL);
	for (int i = 0; i < b->read->n_debts; i++) {
		const struct statement_debt *d = &b->read->debts[i];
		struct view_node *row = view_row(root, "Debts", i);
		const char *day = movement_day(mem, view_lang(root), day_of(d->effective_at), b->today);

		view_str(row, "Seq", talloc_asprintf(mem, "%lld", (long long)d->seq));
		if (d->source_kind == SOURCE_REFUND)
			view_sentence(row, "Text", "Lang.Balance.DebtRefund", day,
			              movement_order(mem, d->source_id), text_points(mem, d->unpaid), NULL);
		else
			view_sentence(row, "Text", "Lang.Balance.DebtOther", day,
			              text_points(mem, d->unpaid), NULL);
	}
	if (b->viewer->held > 0)
		view_sentence(root, "HeldText", "Lang.Balance.HeldText",
		              text_points(mem, b->viewer->held), NULL);
	view_points(root, "Held", b->viewer->held);
}

/* The bonus that holds today and ends first, or the next that begins. */
static const struct plan_bonus *bonus_near(const struct plan *plan, int32_t today)
{
	const struct plan_bonus *next = NULL;

	for (int i = 0; i < plan->n_bonuses; i++) {
		const struct plan_bonus *bonus = &plan->bonuses[i];

		if (bonus->recurs || bonus->from == DAY_NONE || bonus->until == DAY_NONE ||
		    bonus->until < today)
			continue;
		if (next == NULL || bonus->from < next->from)
			next = bonus;
	}
	return next;
}

static void add_way(struct view_node *root, int *n, char *text)
{
	view_str(view_row(root, "Ways", (*n)++), "Text", text);
}

/* Ways to earn, from the plan's rows: each only where it earns something. */
static void fill_ways(struct view_node *root, void *mem, const struct balance_view *b)
{
	const struct plan *plan = b->plan;
	const struct plan_bonus *bonus = bonus_near(plan, b->today);
	const char *from, *name;
	int n = 0;

	add_way(root, &n, text_sentence(mem, root, "Lang.Balance.WayTrip",
	                                text_points(mem, plan->earn_points_per_yuan), NULL));
	if (bonus) {
		const char *until = movement_day(mem, view_lang(root), bonus->until, b->today);

		name = view_lang(root) == LANG_EN ? bonus->name.en : bonus->name.zh;
		from = movement_day(mem, view_lang(root), bonus->from, b->today);
		if (bonus->from <= b->today)
			add_way(root, &n, text_sentence(mem, root, "Lang.Balance.WayBonusNow", name, until,
			                                NULL));
		else
			add_way(root, &n, text_sentence(mem, root, "Lang.Balance.WayBonus", name, from,
			                                until, NULL));
	}
	if (plan->survey_points > 0)
		add_way(root, &n, text_sentence(mem, root, "Lang.Balance.WaySurvey",
		                                text_points(mem, plan->survey_points), NULL));
	if (plan->referral.referrer_join + plan->referral.referrer_order > 0)
		add_way(root, &n, text_sentence(mem, root, "Lang.Balance.WayFriend",
		                                text_points(mem, plan->referral.referrer_join +
		                                                     plan->referral.referrer_order),
		                                NULL));
}

void balance_fill(struct view_node *root, void *mem, const struct balance_view *b)
{
	view_str(root, "Page.Title", view_words(root, "Lang.Balance.Title"));
	view_sentence(root, "Greeting", "Lang.Balance.Greeting",
	              view_words(root, greeting_key(b->now)), b->viewer->name, NULL);
	view_flag(root, "IsNew", b->viewer->last_seq == 0);
	fill_pass(root, mem, b);
	fill_pending(root, mem, b);
	fill_ending(root, mem, b);
	fill_calendar(root, mem, b);
	fill_debts(root, mem, b);
	view_points(root, "Lifetime", b->viewer->lifetime);
	balance_tier_fill(root, mem, b);
	for (int i = 0; i < b->read->n_latest; i++)
		movement_row(view_row(root, "Entries", i), mem, b->book, &b->read->latest[i], b->today);
	fill_ways(root, mem, b);
}

/* On the first view of a day that the nightly job has not worked yet, points
 * may have ended: then the lots themselves are asked. */
static bool figures_of_today(struct request *r, struct viewer *v, int32_t today)
{
	int64_t paid;

	if (today <= v->good_through)
		return true;
	if (statement_figures(portal_of(r)->db, v->member_id, today, &v->available, &v->pending) !=
	    DB_OK)
		return false;
	/* What becomes usable pays debt first (RULINGS 14). */
	paid = v->available < v->debt ? v->available : v->debt;
	v->available -= paid;
	v->debt -= paid;
	return true;
}

/* What ends soon: of the lots that were read, or, where so many lots end that
 * they do not reach so far, by a question of its own. */
static bool ending_soon(struct request *r, uint64_t member_id, int32_t today,
                        const struct statement_balance *read, int64_t *ending)
{
	int32_t until = today + BALANCE_ENDING;

	*ending = 0;
	if (read->n_lots == STATEMENT_LOTS && read->days[read->n_days - 1].expires_on <= until)
		return statement_ending(portal_of(r)->db, member_id, today, until, ending) == DB_OK;
	for (int i = 0; i < read->n_days; i++)
		if (read->days[i].expires_on <= until)
			*ending += read->days[i].points;
	return true;
}

static int page_balance(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct viewer viewer = *viewer_of(r);
	int64_t now = page_now(r);
	int32_t today = day_of(now);
	const struct plan *plan = plan_on(portal->plans, today);
	struct statement_asked asked = {viewer.member_id, today, balance_window_from(plan, today),
	                                viewer.pending > 0, viewer.debt > 0};
	struct statement_balance read;
	int64_t ending;

	if (statement_balance(portal->db, r->mem, &asked, &read) != DB_OK ||
	    !figures_of_today(r, &viewer, today) ||
	    !ending_soon(r, viewer.member_id, today, &read, &ending) || !banners_fill(r))
		return 503;
	balance_fill(page_root(r), r->mem,
	             &(struct balance_view){&viewer, portal->plans, plan, &read, now, today, ending});
	return 200;
}

/* The member number as a QR code: a picture of its own, drawn once a browser and
 * not once a view. */
static int page_code(struct request *r)
{
	if (!qr_png(viewer_of(r)->member_no, CODE_SCALE, &r->out))
		return 500;
	r->content_type = "image/png";
	respond_header(r, "Cache-Control", "private, max-age=86400");
	respond_header(r, "Vary", "Cookie");
	return 200;
}

const struct route balance_routes[] = {
	{.path = "/balance", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_balance,
	 .template = "balance"},
	{.path = "/balance/code.png", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_code},
	{0},
};
