/* What happens to a redemption afterwards: each step is one transaction behind
 * the account's lock, in the same order of locks as redeeming. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/message.h"
#include "service/notice.h"
#include "service/redeem_private.h"
#include "service/staff.h"
#include "service/taken.h"

/* What the staff log calls each step. */
static const char *const step_words[] = {
	[STEP_CANCEL] = "redemption_cancel", [STEP_APPROVE] = "redemption_approve",
	[STEP_SHIP] = "redemption_ship", [STEP_ISSUE] = "redemption_issue",
	[STEP_DONE] = "redemption_done", [STEP_REJECT] = "redemption_reject",
	[STEP_COMPANY] = "redemption_company", [STEP_NUMBER] = "redemption_number",
};

struct step_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct step_asked *asked;
	int64_t *available;
	struct person person; /* who is told; id 0 = nobody can be */
	void *mem;            /* of one try */
	struct books books;
	struct redemption row;
	int64_t coupons, used, over; /* it issued; of them used, over unused */
	enum step_outcome outcome;
};

static enum db refuse(struct step_work *w, enum step_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

/* The state in which STEP leaves a redemption of this category. */
static enum redemption_state aim(enum redeem_step step, const struct redemption *r)
{
	switch (step) {
	case STEP_APPROVE:
		if (r->category == ITEM_DONATION)
			return REDEMPTION_DONE;
		return item_is_instant(r->category) ? REDEMPTION_ISSUED : REDEMPTION_APPROVED;
	case STEP_SHIP:
	case STEP_NUMBER: return REDEMPTION_SHIPPED;
	case STEP_ISSUE: return r->category == ITEM_DONATION ? REDEMPTION_DONE : REDEMPTION_ISSUED;
	case STEP_DONE: return REDEMPTION_DONE;
	case STEP_REJECT: return REDEMPTION_REJECTED;
	default: return REDEMPTION_CANCELLED;
	}
}

/* Whether a number is asked for that the row has; none asks for nothing. */
static bool is_numbered(const struct step_asked *a, const struct redemption *r)
{
	return !a->tracking_no || !*a->tracking_no ||
	       (strcmp(a->tracking_no, r->tracking_no) == 0 &&
	        strcmp(a->carrier ? a->carrier : "", r->carrier) == 0);
}

/* Whether the step has been done before: the same again is no mistake. */
static bool is_repeated(const struct step_work *w)
{
	const struct redemption *r = &w->row;
	bool company = strcmp(r->ended_by, "company") == 0;

	if (r->state != aim(w->asked->step, r))
		return false;
	if (w->asked->step == STEP_NUMBER)
		return is_numbered(w->asked, r);
	return r->state != REDEMPTION_CANCELLED || company == (w->asked->step == STEP_COMPANY);
}

/* What a member may take back: what nobody has worked on, or a coupon of ours
 * that is as good as new. Codes of partners have been seen: they are spent. */
static enum step_outcome judge_cancel(const struct step_work *w)
{
	const struct redemption *r = &w->row;

	if (r->state == REDEMPTION_PLACED || r->state == REDEMPTION_APPROVED)
		return r->miles_batch ? STEP_TOO_LATE : STEP_OK; /* the airline has it */
	if (r->state != REDEMPTION_ISSUED || r->category != ITEM_COUPON)
		return STEP_TOO_LATE;
	if (w->used > 0)
		return STEP_USED;
	return w->over > 0 ? STEP_TOO_LATE : STEP_OK;
}

static enum step_outcome judge_company(const struct step_work *w)
{
	switch (w->row.state) {
	case REDEMPTION_PLACED:
	case REDEMPTION_APPROVED:
	case REDEMPTION_SHIPPED:
	case REDEMPTION_ISSUED: return w->used > 0 ? STEP_USED : STEP_OK;
	default: return STEP_TOO_LATE;
	}
}

static enum step_outcome judge(const struct step_work *w)
{
	enum redemption_state state = w->row.state;
	bool waits = state == REDEMPTION_PLACED || state == REDEMPTION_APPROVED;
	bool ok;

	switch (w->asked->step) {
	case STEP_CANCEL: return judge_cancel(w);
	case STEP_COMPANY: return judge_company(w);
	case STEP_APPROVE: ok = state == REDEMPTION_PLACED; break;
	case STEP_SHIP: ok = waits && w->row.category == ITEM_GOODS; break;
	case STEP_ISSUE: ok = waits && w->row.category != ITEM_GOODS; break;
	case STEP_NUMBER: ok = state == REDEMPTION_SHIPPED; break;
	case STEP_REJECT: ok = waits; break;
	default: /* done: what was issued at once ends by its use, not by a word */
		ok = state == REDEMPTION_SHIPPED ||
		     (state == REDEMPTION_ISSUED && !item_is_instant(w->row.category));
	}
	return ok ? STEP_OK : STEP_TOO_LATE;
}

/* The points go back to the lots they came from, by the word WHY. */
static enum db points_back(struct step_work *w, const char *why)
{
	char source[LEDGER_SOURCE];
	struct ledger_event event;
	struct taken taken = { 0 };
	enum db result;

	if (w->row.cost_points == 0)
		return DB_OK;
	result = books_load(&w->books, w->env->now);
	if (result == DB_OK)
		result = taken_load(&w->books, w->row.redemption_no, &taken);
	if (result != DB_OK || taken.points != w->row.cost_points)
		return result == DB_OK || result == DB_NONE ? DB_FAIL : result;
	snprintf(source, sizeof source, "%s/%s", w->row.redemption_no, why);
	event = books_event(&w->books, EVENT_GIVE_BACK, w->env->now);
	event.points = taken.points;
	event.source_kind = SOURCE_SPEND;
	event.source_id = source;
	event.taken = taken.rows;
	event.n_taken = taken.n;
	event.by_company = w->asked->step == STEP_COMPANY;
	if (books_apply(&w->books, &event, NULL) != LEDGER_OK)
		return DB_FAIL;
	return books_save(&w->books);
}

/* Stock, places and codes go back, except codes that somebody has seen. */
static enum db stock_back(struct step_work *w, bool seen)
{
	struct database *db = w->books.db;
	const struct redemption *r = &w->row;
	struct item item = { .item = r->item, .category = r->category };
	enum db result = item_stock_take(db, r->item, -r->quantity, -r->cost_points);

	if (result == DB_OK && r->category == ITEM_TRIP)
		result = item_departure_take(db, r->item, r->departs_on, -r->quantity);
	if (result == DB_OK) {
		result = redeem_gives_codes(db, &item);
		if (result != DB_OK)
			return result == DB_NONE ? DB_OK : result;
	}
	if (result == DB_OK && !seen)
		result = item_codes_return(db, r->item, r->redemption_no);
	if (result == DB_OK)
		result = item_codes_stock(db, r->item);
	return result == DB_NONE ? DB_FAIL : result;
}

static enum db end(struct step_work *w)
{
	const struct step_asked *a = w->asked;
	bool company = a->step == STEP_COMPANY, staff = a->staff_id != 0;
	bool seen = w->row.state == REDEMPTION_ISSUED;
	enum db result = points_back(w, company ? "company" :
	                                a->step == STEP_REJECT ? "reject" : "cancel");

	if (result == DB_OK)
		result = stock_back(w, seen);
	if (result == DB_OK && w->coupons > 0)
		result = redemption_coupons_cancel(w->books.db, a->member_id, w->row.redemption_no);
	w->row.ended_at = w->env->now;
	w->row.ended_by = company ? "company" : staff ? "staff" : "member";
	if (a->reason && *a->reason)
		w->row.reason = a->reason;
	w->row.state = aim(a->step, &w->row);
	return result;
}

/* An instant redemption that was held is given out now. */
static enum db issue_held(struct step_work *w)
{
	const struct plan *plan = plan_on(w->plans, w->books.today);
	struct item item;
	enum db result = item_lock(w->books.db, w->mem, plan, w->row.item, &item);

	if (result != DB_OK)
		return result == DB_NONE ? DB_FAIL : result;
	redeem_mark_issued(&w->row, w->env->now);
	return redeem_issue(w->books.db, w->mem, &item, &w->row, w->env->now, NULL);
}

static void number(struct step_work *w)
{
	const struct step_asked *a = w->asked;

	w->row.carrier = a->carrier ? a->carrier : "";
	w->row.tracking_no = a->tracking_no ? a->tracking_no : "";
}

static enum db move(struct step_work *w)
{
	const struct step_asked *a = w->asked;
	struct redemption *r = &w->row;
	int64_t now = w->env->now;
	bool waits = r->state == REDEMPTION_PLACED || r->state == REDEMPTION_APPROVED;

	if (a->step == STEP_CANCEL || a->step == STEP_REJECT || a->step == STEP_COMPANY)
		return end(w);
	if (waits && r->approved_at == INSTANT_NONE)
		r->approved_at = now; /* shipping or issuing says yes as well */
	if (item_is_instant(r->category))
		return issue_held(w);
	if (a->step == STEP_SHIP || a->step == STEP_NUMBER)
		number(w);
	if (a->step == STEP_NUMBER)
		return DB_OK;
	r->state = aim(a->step, r);
	if (r->state == REDEMPTION_SHIPPED || r->state == REDEMPTION_ISSUED)
		r->shipped_at = now;
	if (r->state == REDEMPTION_DONE)
		r->done_at = now;
	return DB_OK;
}

/* What staff did is told to the person by message and stands under the account's
 * notices. A number that was put right is no news. */
static enum db tell(struct step_work *w)
{
	const struct redemption *r = &w->row;
	const char *state = redemption_state_word(r->state);
	char kind[40], once[48], link[48];
	const char *english = r->name_en[0] ? r->name_en : r->name;
	struct notice_arg args[] = {{.kind = 't', .text = r->name, .text_en = english},
	                            {.kind = 'p', .number = r->cost_points}, {0}};
	struct notice notice = {
		.kind = kind, .once = once, .link = link, .args = args, .mail = NOTICE_HERE_ONLY};
	enum db result = DB_OK;

	snprintf(kind, sizeof kind, "redemption_%s", state);
	snprintf(once, sizeof once, "%s/%s", r->redemption_no, state);
	snprintf(link, sizeof link, "/redemptions/%s", r->redemption_no);
	if (w->person.id.member_id)
		result = message_about(w->env, &w->person, "redemption_state", r->redemption_no);
	if (result == DB_OK && w->asked->step != STEP_NUMBER)
		result = notice_post(w->env, r->member_id, &notice);
	return result;
}

static enum db step_work(struct database *db, void *arg)
{
	struct step_work *w = arg;
	const struct step_asked *a = w->asked;
	enum step_outcome judged;
	enum db result;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	assert(w->mem != NULL);
	w->outcome = STEP_UNKNOWN;
	result = books_lock(&w->books, db, w->plans, w->mem, a->member_id, w->env->now);
	if (result == DB_OK)
		result = redemption_lock(db, w->mem, a->member_id, a->redemption_no, &w->row);
	w->coupons = w->used = w->over = 0;
	if (result == DB_OK && item_is_instant(w->row.category))
		result = redemption_coupons(db, a->member_id, a->redemption_no, w->books.today,
		                            &w->coupons, &w->used, &w->over);
	if (result != DB_OK)
		return result;
	if (w->available)
		*w->available = w->books.ledger->available;
	if (is_repeated(w))
		return refuse(w, STEP_REPEATED);
	judged = judge(w);
	if (judged != STEP_OK)
		return refuse(w, judged);
	result = move(w);
	if (result == DB_OK)
		result = redemption_save(db, &w->row);
	if (result == DB_OK && a->staff_id)
		result = tell(w);
	if (result == DB_OK && a->staff_id)
		/* the reason stands in the redemption, and goes with the account */
		result = staff_log(db, a->staff_id, step_words[a->step], a->member_id, a->redemption_no,
		                   "");
	if (result == DB_OK && w->available)
		*w->available = w->books.ledger->available;
	w->outcome = result == DB_OK ? STEP_OK : STEP_FAILED;
	return result == DB_NONE ? DB_FAIL : result;
}

/* Who is told: the person who redeemed, or nobody when they have gone. */
static enum db find_person(struct step_work *w)
{
	struct redemption before;
	struct person_id id = { w->asked->member_id, 0 };
	enum db result = redemption_read(w->env->db, w->env->mem, id.member_id,
	                                 w->asked->redemption_no, &before);

	if (result != DB_OK || !w->asked->staff_id)
		return result;
	id.person_id = before.person_id;
	result = person_get(w->env->db, w->env->mem, id, &w->person);
	if (result == DB_NONE)
		w->person = (struct person){ 0 };
	return result == DB_NONE ? DB_OK : result;
}

static enum step_outcome outcome_of(const struct service_env *env, enum db result,
                                    enum step_outcome outcome)
{
	if (result == DB_OK || result == DB_NONE)
		return outcome;
	if (result == DB_BUSY || db_is_down(env->db))
		return STEP_TRY_AGAIN;
	return STEP_FAILED;
}

enum step_outcome redemption_step(const struct service_env *env, const struct plan_book *plans,
                                  const struct step_asked *asked, int64_t *available)
{
	struct step_work w = { .env = env, .plans = plans, .asked = asked, .available = available,
		.outcome = STEP_UNKNOWN };
	bool reasoned = asked->reason && *asked->reason;
	bool by_member = asked->step == STEP_CANCEL || asked->step == STEP_DONE;
	enum db result;

	if (!reasoned && (asked->step == STEP_REJECT || asked->step == STEP_COMPANY))
		return STEP_NO_REASON;
	if (!asked->staff_id && !by_member)
		return STEP_TOO_LATE; /* not the member's to decide, in any state */
	result = find_person(&w);
	if (result == DB_OK)
		result = db_transact(env->db, step_work, &w);
	TALLOC_FREE(w.mem);
	return outcome_of(env, result, w.outcome);
}
