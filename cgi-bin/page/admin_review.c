#include "page/admin_review.h"

#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "service/referral.h"

#define ROWS 200
#define SETTLED 10
#define NOTE_MAX 200
#define WORD "Lang.AdminReview."

static const struct field query[] = {{"done", 32, false}, {0}};
static const struct field order_form[] = {{"partner", 64, false}, {"order_no", 128, false},
                                          {"note", 800, false},   {"verdict", 16, false}, {0}};
static const struct field referral_form[] = {{"note", 800, false}, {"verdict", 16, false}, {0}};

char *review_part(void *mem, const char *evidence, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = evidence; at && *at; at = strchr(at, ' '), at = at ? at + 1 : at)
		if (strncmp(at, name, len) == 0 && at[len] == '=')
			return talloc_strndup(mem, at + len + 1, strcspn(at + len + 1, " "));
	return talloc_strdup(mem, "");
}

static void fill_held(struct view_node *row, void *mem, const struct effect_held *h)
{
	const struct referral_effect *e = &h->effect;
	char *members = review_part(mem, e->evidence, "members"), *rest = members, *one;
	int n = 0;

	view_str(row, "Id", talloc_asprintf(mem, "%llu", (unsigned long long)e->effect_id));
	view_str(row, "MemberNo", h->member_no);
	view_str(row, "FriendNo", h->friend_no);
	view_flag(row, "Welcome", e->member_id == e->friend_id);
	view_str(row, "Part", view_words(row, talloc_asprintf(mem, WORD "Part.%s", e->part)));
	view_points(row, "Points", e->points);
	view_instant(row, "Posted", e->posted_at);
	view_sentence(row, "Why", talloc_asprintf(mem, WORD "Why.%s", e->reason),
	              review_part(mem, e->evidence, "count"), review_part(mem, e->evidence, "cap"),
	              review_part(mem, e->evidence, "month"), NULL);
	while ((one = strsep(&rest, ",")) != NULL)
		if (one[0])
			view_str(view_row(row, "Members", n++), "No", one);
}

void admin_review_fill(struct view_node *root, void *mem, const struct effect_held *held,
                       int n_held, const struct held_row *orders, int n_orders)
{
	for (int i = 0; i < n_held; i++)
		fill_held(view_row(root, "Referrals", i), mem, &held[i]);
	for (int i = 0; i < n_orders; i++) {
		struct view_node *row = view_row(root, "Orders", i);

		view_str(row, "Partner", orders[i].partner);
		view_str(row, "No", orders[i].order_no);
		view_str(row, "MemberNo", orders[i].member_no);
		view_points(row, "Points", orders[i].points);
		view_day(row, "PaidDay", day_of(orders[i].paid_at));
		view_str(row, "Why", strcmp(orders[i].reason, "cap") == 0
		                         ? view_words(root, WORD "Why.day")
		                         : orders[i].reason);
	}
}

/* Why a redemption waits, in words. */
static void fill_redemption(struct view_node *row, void *mem, const struct redemption *red)
{
	view_str(row, "No", red->redemption_no);
	view_str(row, "Name", view_lang(row) == LANG_EN && red->name_en[0] ? red->name_en : red->name);
	view_points(row, "Quantity", red->quantity);
	view_points(row, "Points", red->cost_points);
	view_str(row, "MemberNo", red->member_no);
	view_instant(row, "Placed", red->placed_at);
	view_str(row, "Why", view_words(row, talloc_asprintf(mem, WORD "Held.%s", red->held_reason)));
}

/* What was typed stays at its row: the I-th of LIST, if it was typed HERE. */
static void keep(struct request *r, const char *list, int i, bool here)
{
	struct view_node *row = view_row(page_root(r), list, i);

	view_flag(row, "Wrong", here);
	if (here)
		view_str(row, "Typed", request_form(r, "note"));
}

/* A list of N rows that may have been cut off is said to go on. */
static void say_full(struct request *r, int n)
{
	if (n >= ROWS)
		view_sentence(page_root(r), "Full", WORD "Full", talloc_asprintf(r->mem, "%d", ROWS), NULL);
}

static bool posted(const struct request *r, const char *path, uint64_t id)
{
	int64_t named;

	return strncmp(r->path, path, strlen(path)) == 0 && r->param[0] &&
	       int_parse(r->param[0], &named) && (uint64_t)named == id;
}

static bool same(const struct request *r, const char *name, const char *value)
{
	const char *sent = request_form(r, name);

	return sent && strcmp(sent, value) == 0;
}

/* What waits for eyes beyond points: signals, and redemptions that are held. */
static bool show_signals(struct request *r)
{
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	const char *members_at = desk_has(r, "/admin/members") ? "/admin/members" : NULL;
	struct redemption_queue queue = {.state = REDEMPTION_PLACED, .held = true, .limit = ROWS,
	                                 .today = day_of(page_now(r)), .after = ""};
	struct signal_row *open, *settled;
	struct redemption *held;
	int n_open, n_settled, n_held;

	if (signal_open(db, r->mem, ROWS, &open, &n_open) != DB_OK ||
	    signal_settled(db, r->mem, SETTLED, &settled, &n_settled) != DB_OK ||
	    redemption_queue(db, r->mem, &queue, &held, &n_held) != DB_OK)
		return false;
	say_full(r, n_open);
	say_full(r, n_held);
	for (int i = 0; i < n_open; i++) {
		admin_review_signal(view_row(root, "Signals", i), r->mem, &open[i], members_at);
		if (r->method == METHOD_POST)
			keep(r, "Signals", i, posted(r, "/admin/review/signals/", open[i].signal_id));
	}
	for (int i = 0; i < n_settled; i++)
		admin_review_signal(view_row(root, "Settled", i), r->mem, &settled[i], members_at);
	for (int i = 0; i < n_held; i++)
		fill_redemption(view_row(root, "Redemptions", i), r->mem, &held[i]);
	return true;
}

static int show(struct request *r, int status)
{
	struct portal *portal = portal_of(r);
	struct effect_held *held;
	struct held_row *orders;
	int n_held, n_orders;

	if (!desk_looked(r, "review_queue", 0, "") ||
	    effect_held_list(portal->db, r->mem, ROWS, &held, &n_held) != DB_OK ||
	    held_list(portal->db, r->mem, &orders, &n_orders) != DB_OK || !show_signals(r))
		return desk_unavailable(r);
	say_full(r, n_held);
	say_full(r, n_orders);
	n_orders = n_orders < ROWS ? n_orders : ROWS;
	admin_review_fill(page_root(r), r->mem, held, n_held, orders, n_orders);
	for (int i = 0; status != 200 && i < n_held; i++)
		keep(r, "Referrals", i, posted(r, "/admin/review/referrals/", held[i].effect.effect_id));
	for (int i = 0; status != 200 && i < n_orders; i++)
		keep(r, "Orders", i, same(r, "order_no", orders[i].order_no) &&
		                         same(r, "partner", orders[i].partner));
	return status;
}

static int page_review(struct request *r)
{
	desk_page(r, WORD "Title");
	return show(r, 200);
}

int review_note(struct request *r, const char **note)
{
	desk_page(r, WORD "Title");
	*note = desk_prose(r, "note", 2000);
	if (!(*note)[0] || utf8_length(*note) > NOTE_MAX) {
		page_error(r, NULL, WORD "ErrorNote");
		return show(r, 422);
	}
	return 0;
}

/* What was decided, with the reason that is asked for: 0, or a status. */
static int verdict(struct request *r, bool *release, const char **note)
{
	const char *word = request_form(r, "verdict");

	*release = word && strcmp(word, "release") == 0;
	if (!*release && (!word || strcmp(word, "refuse") != 0))
		return 400;
	return review_note(r, note);
}

int review_gone(struct request *r)
{
	desk_page(r, WORD "Title");
	page_error(r, NULL, WORD "ErrorGone");
	return show(r, 409);
}

static int done(struct request *r, bool release)
{
	return respond_see_other(r, release ? "/admin/review?done=review_released"
	                                    : "/admin/review?done=review_refused");
}

static int page_referral(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *note;
	bool release;
	int64_t id;
	int status = verdict(r, &release, &note);

	if (status)
		return status;
	if (!int_parse(r->param[0], &id) || id < 1)
		return page_problem(r, 404);
	switch (referral_review(&env, portal_of(r)->plans, desk_of(r)->staff_id, (uint64_t)id, release,
	                        note)) {
	case REVIEW_OK: return done(r, release);
	case REVIEW_GONE: return review_gone(r);
	default: return desk_unavailable(r);
	}
}

/* The line in the log stands first: nothing is booked unseen. The reason stands in the
 * order, and goes with the account. */
static int page_order(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct order_answer answer;
	const char *partner = desk_typed(r, "partner"), *order_no = desk_typed(r, "order_no"), *note;
	enum order_outcome outcome;
	bool release;
	int status = verdict(r, &release, &note);

	if (status)
		return status;
	if (staff_log(portal->db, desk_of(r)->staff_id, release ? "held_release" : "held_refuse", 0,
	              order_no, "") != DB_OK)
		return desk_unavailable(r);
	outcome = (release ? held_release : held_refuse)(portal->db, portal->plans, r->mem, partner,
	                                                 order_no, note, &answer);
	if (outcome == ORDER_DONE)
		return done(r, release);
	if (outcome == ORDER_TRY_AGAIN || outcome == ORDER_FAILED)
		return desk_unavailable(r);
	return review_gone(r);
}

#define CLERK (GUARD_CLERK | GUARD_CSRF)

const struct route admin_review_routes[] = {
	{"/admin/review", METHOD_GET, GUARD_STAFF, page_review, "admin/review", query, NULL, 0},
	{"/admin/review/orders", METHOD_POST, CLERK, page_order, "admin/review", NULL, order_form, 0},
	{"/admin/review/signals/:id", METHOD_POST, CLERK, page_review_signal, "admin/review", NULL,
	 referral_form, 0},
	{"/admin/review/referrals/:id", METHOD_POST, CLERK, page_referral, "admin/review", NULL,
	 referral_form, 0},
	{0},
};
