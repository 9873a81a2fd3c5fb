#include "page/redemptions.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/movement.h"
#include "service/redeem.h"
#include "store/spent.h"
#include "store/statement.h"

#define SHOWN 12 /* a page */
#define FRESH_S 180 /* seconds in which the page is the confirmation */
#define WORDS 500 /* characters of feedback */

static const struct field list_query[] = {{"before", 16, false}, {"open", 1, false}, {0}};
static const struct field one_query[] = {{"done", 16, false}, {0}};
static const struct field none[] = {{0}};
static const struct field rate_form[] = {{"score", 2, false}, {"text", 4000, false}, {0}};

static const char *const notices[][2] = {{"cancelled", "Lang.Redemptions.DoneCancelled"},
                                         {"confirmed", "Lang.Redemptions.DoneConfirmed"},
                                         {"rated", "Lang.Redemptions.DoneRated"},
                                         {NULL, NULL}};

/* Whether NO can be a reference at all. */
static bool is_reference(const char *no)
{
	size_t len = strspn(no, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return len > 0 && no[len] == '\0';
}

/* One row of the list; where it gave coupons, with what became of them. */
static bool fill_listed(struct request *r, int i, const struct redemption *row)
{
	struct view_node *node = view_row(page_root(r), "Redemptions", i);
	struct redeemed d = {.row = *row, .today = day_of(page_now(r))};

	redemption_fill_row(node, r->mem, row, d.today);
	if (row->state != REDEMPTION_ISSUED || !item_is_instant(row->category))
		return true;
	if (coupon_of_redemption(portal_of(r)->db, r->mem, row->member_id, row->redemption_no,
	                         &d.coupons, &d.n_coupons) != DB_OK)
		return false;
	redemption_fill_spent(node, &d);
	return true;
}

static int page_redemptions(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct view_node *root = page_root(r);
	const char *before = request_query(r, "before"), *word = request_query(r, "open");
	bool open = word && word[0] == '1';
	struct redemption *list;
	int n;

	if (!before || !is_reference(before))
		before = "";
	if (redemption_list(portal->db, r->mem, viewer_of(r)->member_id, open, before,
	                    SHOWN + 1, &list, &n) != DB_OK)
		return account_unavailable(r);
	view_str(root, "Page.Title", view_words(root, "Lang.Redemptions.Title"));
	view_str(root, "Page.Name", "catalogue");
	view_flag(root, "IsOpen", open);
	view_flag(root, "Behind", before[0] != '\0');
	for (int i = 0; i < n && i < SHOWN; i++)
		if (!fill_listed(r, i, &list[i]))
			return account_unavailable(r);
	if (n > SHOWN)
		view_str(root, "Older",
		         talloc_asprintf(r->mem, "/redemptions?before=%s%s",
		                         list[SHOWN - 1].redemption_no, open ? "&open=1" : ""));
	return 200;
}

/* Reads the redemption the path names, with its coupons. 0, or the status. */
static int read_one(struct request *r, struct redeemed *d)
{
	struct database *db = portal_of(r)->db;
	uint64_t member = viewer_of(r)->member_id;
	enum db got = DB_NONE;

	if (is_reference(r->param[0]))
		got = redemption_read(db, r->mem, member, r->param[0], &d->row);
	d->today = day_of(page_now(r));
	d->n_coupons = 0;
	if (got == DB_OK && item_is_instant(d->row.category))
		got = coupon_of_redemption(db, r->mem, member, r->param[0], &d->coupons, &d->n_coupons);
	if (got == DB_NONE)
		return 404;
	return got == DB_OK ? 0 : account_unavailable(r);
}

/* Whether the viewer may undo or confirm what the account redeemed. */
static bool may_act(const struct request *r)
{
	return viewer_of(r)->holder || viewer_of(r)->may_spend;
}

/* What is left now, and the entries in the books. */
static int fill_books(struct request *r, const struct redeemed *d)
{
	struct view_node *root = page_root(r);
	struct viewer v = *viewer_of(r);
	struct spent_entries entries;
	char seq[INT_TEXT];

	if (spent_entries(portal_of(r)->db, v.member_id, d->row.redemption_no, &entries) != DB_OK)
		return account_unavailable(r);
	if (d->today > v.good_through &&
	    statement_figures(portal_of(r)->db, v.member_id, d->today, &v.available, &v.pending) !=
	        DB_OK)
		return account_unavailable(r);
	view_points(root, "Available", v.available);
	if (entries.spent)
		view_str(root, "SpentSeq", int_text(seq, entries.spent));
	if (entries.returned)
		view_str(root, "ReturnedSeq", int_text(seq, entries.returned));
	if (entries.points > 0)
		view_points(root, "Returned", entries.points);
	return 0;
}

/* The page of one redemption, with whatever errors were found; STATUS. */
static int show(struct request *r, const struct redeemed *d, int status)
{
	struct view_node *root = page_root(r);
	const struct viewer *v = viewer_of(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, d->today);
	int failed = fill_books(r, d);

	if (failed)
		return failed;
	view_sentence(root, "Page.Title", "Lang.Redemptions.OneTitle", d->row.redemption_no, NULL);
	view_str(root, "Page.Name", "catalogue");
	redemption_fill(root, r->mem, plan, d, v->holder || v->person_id == d->row.person_id);
	view_flag(root, "MayAct", may_act(r));
	return status;
}

static int page_redemption(struct request *r)
{
	struct redeemed d;
	int failed = read_one(r, &d);

	if (failed)
		return failed;
	account_notice(r, notices);
	if (!request_query(r, "done") && page_now(r) - d.row.placed_at < FRESH_S &&
	    d.row.state < REDEMPTION_REJECTED)
		view_sentence(page_root(r), "Notice.Text", "Lang.Redemptions.DonePlaced",
		              d.row.redemption_no, NULL);
	return show(r, &d, 200);
}

static int back(struct request *r, const char *done)
{
	return respond_see_other(r, talloc_asprintf(r->mem, "/redemptions/%s?done=%s", r->param[0],
	                                            done));
}

/* Answers a step's outcome: on to the page with DONE, or the page as it is now
 * with the reason; LATE is the words' key when its time is over. */
static int answer(struct request *r, enum step_outcome outcome, const char *done,
                  const char *late)
{
	struct redeemed d;
	int failed;

	switch (outcome) {
	case STEP_OK:
	case STEP_REPEATED:
		return back(r, done);
	case STEP_UNKNOWN:
		return 404;
	case STEP_TOO_LATE:
		page_error(r, NULL, late);
		break;
	case STEP_USED:
		page_error(r, NULL, "Lang.Redemptions.CouponUsed");
		break;
	case STEP_TRY_AGAIN:
		return account_unavailable(r);
	default:
		return 500;
	}
	failed = read_one(r, &d);
	return failed ? failed : show(r, &d, 422);
}

static int take_step(struct request *r, enum redeem_step step, const char *done)
{
	struct service_env env = account_env(r);
	struct step_asked asked = {.member_id = viewer_of(r)->member_id,
	                           .redemption_no = r->param[0], .step = step, .reason = "",
	                           .carrier = "", .tracking_no = ""};

	if (!is_reference(r->param[0]))
		return 404;
	if (!may_act(r))
		return 403;
	return answer(r, redemption_step(&env, portal_of(r)->plans, &asked, NULL), done,
	              step == STEP_CANCEL ? "Lang.Redemptions.TooLate" : "Lang.Redemptions.NotYet");
}

/* What cancelling brings back, before it is done. */
static int page_cancel(struct request *r)
{
	struct view_node *root = page_root(r);
	struct spent_entries entries;
	struct redeemed d;
	int64_t ended = 0;
	int failed = read_one(r, &d);

	if (failed)
		return failed;
	if (!redeemed_cancels(&d) || !may_act(r))
		return respond_see_other(r, talloc_asprintf(r->mem, "/redemptions/%s", r->param[0]));
	if (spent_entries(portal_of(r)->db, d.row.member_id, r->param[0], &entries) != DB_OK ||
	    (entries.spent && spent_ended(portal_of(r)->db, d.row.member_id, entries.spent, d.today,
	                                  &ended) != DB_OK))
		return account_unavailable(r);
	account_page(r, "Lang.Redemptions.CancelTitle", "catalogue");
	redemption_fill_row(view_node(root, "One"), r->mem, &d.row, d.today);
	view_sentence(root, "GoesBack", "Lang.Redemptions.CancelBack",
	              text_points(r->mem, d.row.cost_points), NULL);
	if (ended > 0)
		view_sentence(root, "Ended", "Lang.Redemptions.CancelEnded", text_points(r->mem, ended),
		              NULL);
	if (viewer_of(r)->debt > 0)
		view_str(root, "Debt", view_words(root, "Lang.Redemptions.CancelDebt"));
	return 200;
}

static int page_cancel_post(struct request *r)
{
	return take_step(r, STEP_CANCEL, "cancelled");
}

static int page_confirm(struct request *r)
{
	return take_step(r, STEP_DONE, "confirmed");
}

static int page_rate(struct request *r)
{
	struct service_env env = account_env(r);
	const char *word = request_form(r, "score"), *text = request_form(r, "text");
	char *words = text_clean(r->mem, text ? text : "");
	int64_t score = 0;
	struct redeemed d;
	int failed = read_one(r, &d);

	if (failed)
		return failed;
	page_keep(r, "score");
	page_keep(r, "text");
	if (!word || !int_parse(word, &score) || score < 1 || score > 5)
		page_error(r, "score", "Lang.Redemptions.ScoreEmpty");
	if (utf8_length(words) > WORDS)
		page_error(r, "text", "Lang.Redemptions.TextLong");
	if (page_has_errors(r))
		return show(r, &d, 422);
	return answer(r, redemption_rate(&env, viewer_of(r)->member_id, r->param[0], score, words),
	              "rated", "Lang.Redemptions.RateLate");
}

#define ACT (GUARD_MEMBER | GUARD_CSRF)

const struct route redemptions_routes[] = {
	{"/redemptions", METHOD_GET, GUARD_MEMBER, page_redemptions, "redemptions", list_query, NULL,
	 0},
	{"/redemptions/:no", METHOD_GET, GUARD_MEMBER, page_redemption, "redemption", one_query, NULL,
	 0},
	{"/redemptions/:no/cancel", METHOD_GET, GUARD_MEMBER, page_cancel, "redemption_cancel", NULL,
     NULL, 0},
	{"/redemptions/:no/cancel", METHOD_POST, ACT, page_cancel_post, "redemption", NULL, none, 0},
	{"/redemptions/:no/confirm", METHOD_POST, ACT, page_confirm, "redemption", NULL, none, 0},
	{"/redemptions/:no/feedback", METHOD_GET, GUARD_MEMBER, page_redemption, "redemption",
	 one_query, NULL, 0},
	{"/redemptions/:no/feedback", METHOD_POST, ACT, page_rate, "redemption", NULL, rate_form, 0},
	{0},
};
