/* One redemption for staff: all there is to know, and the steps it allows. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_redemptions.h"
#include "store/person.h"

#define WORD "Lang.AdminRedemptions."

enum redeem_step desk_step_of(const char *word)
{
	static const struct {
		const char *word;
		enum redeem_step step;
	} steps[] = {{"approve", STEP_APPROVE}, {"ship", STEP_SHIP}, {"number", STEP_NUMBER},
	             {"issue", STEP_ISSUE},     {"done", STEP_DONE}, {"reject", STEP_REJECT}};

	for (size_t i = 0; word && i < sizeof steps / sizeof steps[0]; i++)
		if (strcmp(word, steps[i].word) == 0)
			return steps[i].step;
	return (enum redeem_step)0;
}

const char *desk_step_words(enum step_outcome outcome)
{
	switch (outcome) {
	case STEP_OK: return WORD "Said.Ok";
	case STEP_REPEATED: return WORD "Said.Repeated";
	case STEP_TOO_LATE: return WORD "Said.TooLate";
	case STEP_USED: return WORD "Said.Used";
	case STEP_NO_REASON: return WORD "Said.NoReason";
	case STEP_UNKNOWN: return WORD "Said.Unknown";
	default: return WORD "Said.TryAgain";
	}
}

/* A one-line field of the form, trimmed, at most MAX characters. */
static const char *line(struct request *r, const char *name, size_t max)
{
	const char *sent = request_form(r, name);
	char *text = text_clean(r->mem, sent ? sent : "");

	for (char *p = text; *p; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	return utf8_length(text) <= max ? text : NULL;
}

enum step_outcome desk_step(struct request *r, const char *no, enum redeem_step step)
{
	struct service_env env = desk_env(r);
	struct step_asked asked = {.redemption_no = no, .step = step, .reason = line(r, "reason", 200),
	                           .carrier = line(r, "carrier", 40),
	                           .tracking_no = line(r, "tracking_no", 40),
	                           .staff_id = desk_of(r)->staff_id};
	enum db got = redemption_owner(env.db, no, &asked.member_id);

	if (got == DB_NONE)
		return STEP_UNKNOWN;
	if (got != DB_OK)
		return STEP_TRY_AGAIN;
	return redemption_step(&env, portal_of(r)->plans, &asked, NULL);
}

static const char *state_look(const struct redemption *red)
{
	if (red->state <= REDEMPTION_APPROVED)
		return "wait";
	return red->state >= REDEMPTION_REJECTED ? "quiet" : "good";
}

void desk_redemption_fill(struct request *r, struct view_node *row, const struct redemption *red)
{
	bool waits = red->state == REDEMPTION_PLACED || red->state == REDEMPTION_APPROVED;
	const char *name = view_lang(row) == LANG_EN && red->name_en[0] ? red->name_en : red->name;

	view_str(row, "No", red->redemption_no);
	view_str(row, "Name", name);
	view_points(row, "Quantity", red->quantity);
	view_points(row, "Cost", red->cost_points);
	view_str(row, "MemberNo", red->member_no);
	view_str(row, "Category",
	         view_words(row, talloc_asprintf(r->mem, "Lang.Catalogue.Category.%s",
	                                         item_category_word(red->category))));
	view_str(row, "State",
	         view_words(row, talloc_asprintf(r->mem, WORD "Show.%s",
	                                         redemption_state_word(red->state))));
	view_str(row, "Look", state_look(red));
	view_flag(row, "Priority", red->priority);
	view_str(row, "Held", red->held_reason[0] && red->state == REDEMPTION_PLACED ? red->held_reason
	                                                                             : NULL);
	view_flag(row, "Late", waits && red->promised_on < day_of(page_now(r)));
	view_day(row, "Promised", red->promised_on);
	view_instant(row, "Placed", red->placed_at);
}

static void fill_times(struct view_node *root, const struct redemption *red)
{
	const struct {
		const char *name;
		int64_t at;
	} times[] = {{"Approved", red->approved_at}, {"Shipped", red->shipped_at},
	             {"Done", red->done_at},         {"Ended", red->ended_at},
	             {"Rated", red->feedback_at}};

	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
		if (times[i].at != INSTANT_NONE)
			view_instant(root, times[i].name, times[i].at);
}

static void fill_details(struct view_node *root, const struct redemption *red)
{
	view_str(root, "Supplier", red->supplier);
	if (red->desk)
		view_sentence(root, "Via", "Lang.Redemptions.ViaDesk", red->clerk, NULL);
	view_str(root, "Tier", red->tier);
	view_str(root, "Recipient", red->recipient);
	view_str(root, "Phone", red->phone);
	view_str(root, "Address", red->address);
	view_str(root, "Travellers", red->travellers);
	view_str(root, "FlyerNo", red->flyer_no);
	view_str(root, "Reason", red->reason);
	view_str(root, "Carrier", red->carrier);
	view_str(root, "TrackingNo", red->tracking_no);
	view_str(root, "Feedback", red->feedback);
	if (red->score > 0)
		view_points(root, "Score", red->score);
	if (red->departs_on != DAY_NONE)
		view_day(root, "DepartsOn", red->departs_on);
}

/* Which buttons it has now. */
static void fill_steps(struct view_node *root, const struct redemption *red)
{
	bool placed = red->state == REDEMPTION_PLACED;
	bool waits = placed || red->state == REDEMPTION_APPROVED;
	bool out = red->state == REDEMPTION_SHIPPED || red->state == REDEMPTION_ISSUED;
	bool instant = item_is_instant(red->category);

	view_flag(root, "May.Approve", placed);
	view_flag(root, "May.Ship", waits && red->category == ITEM_GOODS);
	view_flag(root, "May.Renumber", red->state == REDEMPTION_SHIPPED);
	view_flag(root, "May.Issue", waits && red->category != ITEM_GOODS && !instant);
	view_flag(root, "May.Done", out && !instant);
	view_flag(root, "May.Reject", waits);
	view_flag(root, "May.Company", waits || out);
}

/* The page of the redemption that the URL names; STATUS, or 404, 503. */
static int show(struct request *r, int status)
{
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	struct redemption red;
	uint64_t member_id;
	char *member_no, *kind;
	enum db got = redemption_owner(db, r->param[0], &member_id);

	if (got == DB_OK)
		got = redemption_read(db, r->mem, member_id, r->param[0], &red);
	if (got == DB_OK)
		got = member_get(db, r->mem, member_id, &member_no, &kind);
	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	if (!desk_looked(r, "redemption_view", member_id, red.redemption_no))
		return desk_unavailable(r);
	red.member_no = member_no;
	view_sentence(root, "Page.Title", WORD "OneTitle", red.redemption_no, NULL);
	desk_redemption_fill(r, root, &red);
	fill_times(root, &red);
	fill_details(root, &red);
	fill_steps(root, &red);
	if (status == 200) { /* to be put right; after a refusal stands what was typed */
		view_str(root, "Form.carrier", red.carrier);
		view_str(root, "Form.tracking_no", red.tracking_no);
	}
	return status;
}

int page_redemption(struct request *r)
{
	desk_page(r, WORD "Title");
	return show(r, 200);
}

static int take(struct request *r, enum redeem_step step, const char *reason_field)
{
	enum step_outcome outcome;

	desk_page(r, WORD "Title");
	page_keep(r, "reason");
	page_keep(r, "carrier");
	page_keep(r, "tracking_no");
	if (!line(r, "reason", 200))
		page_error(r, reason_field, WORD "ErrorReason");
	if (!line(r, "carrier", 40))
		page_error(r, "carrier", WORD "ErrorLong");
	if (!line(r, "tracking_no", 40))
		page_error(r, "tracking_no", WORD "ErrorLong");
	if (page_has_errors(r))
		return show(r, 422);
	outcome = desk_step(r, r->param[0], step);
	if (outcome == STEP_OK || outcome == STEP_REPEATED)
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/redemptions/%s?done=%s",
		                                            r->param[0], outcome == STEP_OK
		                                                             ? "redemption_step"
		                                                             : "redemption_same"));
	if (outcome == STEP_TRY_AGAIN || outcome == STEP_FAILED)
		return desk_unavailable(r);
	page_error(r, outcome == STEP_NO_REASON ? reason_field : NULL, desk_step_words(outcome));
	return show(r, 422);
}

int page_redemption_step(struct request *r)
{
	enum redeem_step step = desk_step_of(request_form(r, "step"));

	return step ? take(r, step, "reason") : 400;
}

int page_redemption_company(struct request *r)
{
	return take(r, STEP_COMPANY, "reason-company");
}
