/* Redeeming. The account is locked first; what is not hot is judged and written
 * behind it, the item's stock comes last, so that buyers of one item wait for
 * each other only while a row is counted down and the commit written. */
#include "service/redeem.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/books.h"
#include "service/form.h"
#include "service/message.h"
#include "service/redeem_private.h"
#include "service/reference.h"
#include "service/signal.h"
#include "service/staff.h"
#include "store/pay_code.h"
#include "store/stop.h"

#define HOLD_DAYS 30    /* how long an address is remembered for holds */
#define HOLD_MEMBERS 3  /* so many members with one address: staff look first */
#define RESET_HOURS 24  /* a password set anew so lately: staff look first */
#define DAY_S 86400
#define HOUR_S 3600
#define LOCATION "/redemptions/"

struct redeem_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct redeem_asked *asked;
	struct redeem_answer *answer;
	const struct plan *plan;
	struct person person;
	const char *held_reason;
	void *mem; /* of one try */
	struct books books;
	struct item item;
	struct redeem_item judged;
	struct redeem_member member;
	struct redemption row;
	char no[REFERENCE_TEXT];
	bool answered, stopped;
};

/* The answer is settled; the transaction ends without an effect. */
static enum db refuse(struct redeem_work *w, enum redeem_outcome outcome)
{
	w->answered = true;
	w->answer->outcome = outcome;
	w->answer->cost_now = redeem_cost(w->plan, &w->judged, w->member.tier, w->books.today);
	w->answer->opens = redeem_opens(w->plan, &w->judged, w->member.tier);
	w->answer->available = w->member.available;
	return DB_NONE;
}

/* Claims a reference and the form, which leads to it. */
static enum db claim(struct redeem_work *w)
{
	struct database *db = w->books.db;
	struct redeem_answer *answer = w->answer;
	char no[sizeof answer->redemption_no];
	enum db result;

	reference_draw('R', w->no);
	result = redemption_claim(db, w->no, w->asked->member_id);
	if (result != DB_OK)
		return result == DB_DUP ? DB_BUSY : result; /* once in 31^9: draw again */
	memcpy(no, w->no, sizeof no);
	result = form_claim(w->env, w->asked->member_id, w->asked->form_id, LOCATION, no, sizeof no);
	if (result != DB_NONE)
		return result;
	memcpy(answer->redemption_no, no, sizeof no);
	w->answered = true;
	answer->repeated = true;
	answer->outcome = REDEEM_OK;
	return DB_NONE;
}

static enum db answer_repeated(struct redeem_work *w)
{
	struct redemption before;
	enum db result = redemption_lock(w->books.db, w->mem, w->asked->member_id,
	                                 w->answer->redemption_no, &before);

	w->answer->cost_points = result == DB_OK ? before.cost_points : 0;
	w->answer->available = w->books.ledger->available;
	return result == DB_OK ? DB_NONE : result;
}

/* What the member had of the item, where it matters. */
static enum db had(struct redeem_work *w)
{
	struct database *db = w->books.db;
	uint64_t member = w->asked->member_id;
	int32_t today = w->books.today;
	struct civil new_year = { civil_of(today).year, 1, 1 };
	int64_t since = w->item.period_days > 0 ?
	                day_start(today - (int32_t)w->item.period_days + 1) : 0;
	int64_t other;
	enum db result = DB_OK;

	if (w->item.per_member >= 0)
		result = redemption_had(db, member, w->item.item, since, &w->member.had, &other);
	if (result == DB_OK && w->item.year_value_fen >= 0)
		result = redemption_had(db, member, w->item.item,
		                        day_start(day_from_civil(new_year)), &other,
		                        &w->member.had_value_fen);
	return result;
}

/* Loads everything the judgement needs but the stock. */
static enum db load(struct redeem_work *w)
{
	int64_t pending, ending;
	struct ledger *ledger = w->books.ledger;
	enum db result = books_load(&w->books, w->env->now);

	if (result != DB_OK)
		return result;
	w->member = (struct redeem_member){ .tier = ledger->tier, .debt = ledger->debt,
		.may_spend = w->person.may_spend };
	ledger_figures(ledger, w->books.today, &w->member.available, &pending, &ending);
	/* What came in since may have paid it: then something is left over. */
	if (w->member.available > 0)
		w->member.debt = 0;
	result = item_lock(w->books.db, w->mem, w->plan, w->asked->item, &w->item);
	if (result == DB_OK && w->item.state == ITEM_DRAFT)
		result = DB_NONE;
	if (result != DB_OK)
		return result;
	w->judged = item_judged(w->plan, &w->item, w->books.today);
	w->judged.stock = -1; /* judged last, by its own row */
	w->judged.stopped = w->stopped;
	if (w->judged.campaign_kind[0]) {
		char *kind = NULL;

		result = member_kind_lock(w->books.db, w->mem, w->asked->member_id, &kind);
		w->member.kind = kind;
	}
	return result == DB_OK ? had(w) : result;
}

static enum db spend(struct redeem_work *w, int64_t cost)
{
	struct ledger_event event = books_event(&w->books, EVENT_SPEND, w->env->now);
	enum ledger_outcome outcome;

	if (cost == 0)
		return DB_OK;
	event.points = cost;
	event.source_kind = SOURCE_SPEND;
	event.source_id = w->no;
	outcome = books_apply(&w->books, &event, NULL);
	if (outcome == LEDGER_SHORT)
		return refuse(w, REDEEM_SHORT);
	if (outcome == LEDGER_IN_DEBT)
		return refuse(w, REDEEM_IN_DEBT);
	return outcome == LEDGER_OK ? books_save(&w->books) : DB_FAIL;
}

static bool has_priority(const struct plan *plan, const char *tier)
{
	for (int i = 0; i < plan->n_benefits; i++)
		if (strcmp(plan->benefits[i].code, "priority") == 0 &&
		    plan_tier_index(plan, tier) >= plan_tier_index(plan, plan->benefits[i].tier))
			return true;
	return false;
}

static const char *given(const char *text)
{
	return text ? text : "";
}

static void fill_row(struct redeem_work *w, int64_t cost)
{
	const struct redeem_asked *a = w->asked;
	const struct item *item = &w->item;

	w->row = (struct redemption){
		.member_id = a->member_id, .redemption_no = w->no,
		.person_id = w->person.id.person_id, .item = item->item,
		.category = item->category, .name = item->name, .name_en = item->name_en,
		.supplier = item->supplier, .quantity = a->quantity, .cost_points = cost,
		.value_fen = item->value_fen * a->quantity, .tier = w->member.tier,
		.priority = has_priority(w->plan, w->member.tier), .state = REDEMPTION_PLACED,
		.held_reason = w->held_reason, .placed_at = w->env->now,
		.promised_on = redeem_promised(&w->judged, item->promised_days, w->books.today),
		.approved_at = INSTANT_NONE, .shipped_at = INSTANT_NONE, .done_at = INSTANT_NONE,
		.ended_at = INSTANT_NONE, .recipient = given(a->recipient),
		.phone = given(a->phone), .address = given(a->address),
		.departs_on = item->category == ITEM_TRIP ? a->departs_on : DAY_NONE,
		.travellers = given(a->travellers), .flyer_no = given(a->flyer_no),
		.score = -1, .desk = a->pay_code != NULL,
		.clerk_id = a->pay_code ? a->staff_id : 0, .clerk = given(a->clerk),
	};
}

/* What is left, for the page that says so. */
static enum db refuse_sold_out(struct redeem_work *w)
{
	struct database *db = w->books.db;
	int64_t left = 0;
	enum db result = DB_OK;

	if (w->item.category != ITEM_TRIP)
		result = item_stock_lock(db, w->item.item, &left);
	else if (w->asked->departs_on > w->books.today)
		result = item_departure_lock(db, w->item.item, w->asked->departs_on, &left);
	if (result != DB_OK && result != DB_NONE)
		return result;
	w->answer->left = result == DB_OK && left > 0 ? left : 0;
	return refuse(w, REDEEM_SOLD_OUT);
}

/* The hot rows: stock, departure, codes. Whoever finds nothing left undoes all. */
static enum db take_stock(struct redeem_work *w, int64_t cost)
{
	struct database *db = w->books.db;
	int64_t quantity = w->asked->quantity;
	enum db result = item_stock_take(db, w->item.item, quantity, cost);

	if (result == DB_OK && w->item.category == ITEM_TRIP)
		result = w->asked->departs_on <= w->books.today ? DB_NONE :
		         item_departure_take(db, w->item.item, w->asked->departs_on, quantity);
	if (result == DB_OK) {
		result = redeem_gives_codes(db, &w->item);
		if (result == DB_NONE)
			return DB_OK;
	}
	if (result == DB_OK)
		result = redeem_keep_codes(db, w->mem, &w->item, w->no, quantity);
	return result == DB_NONE ? refuse_sold_out(w) : result;
}

/* What the redemption brings: a coupon of ours before the hot rows are locked,
 * codes behind. */
static enum db bring(struct redeem_work *w, bool hot, char **code)
{
	bool coded = w->row.category == ITEM_VIRTUAL || w->row.category == ITEM_VOUCHER;

	if (!item_is_instant(w->row.category) || *w->held_reason || hot != coded)
		return DB_OK;
	return redeem_issue(w->books.db, w->mem, &w->item, &w->row, w->env->now, code);
}

/* At the counter the one-time code goes last, behind everything that is locked, and
 * the log says who took it. */
static enum db take_code(struct redeem_work *w)
{
	const struct redeem_asked *a = w->asked;
	char used_by[PAY_USED_BY];
	enum db result;

	if (!a->pay_code)
		return DB_OK;
	snprintf(used_by, sizeof used_by, REDEEM_COUNTER "%s", w->no);
	result = pay_code_take(w->books.db, a->member_id, a->pay_code, used_by, w->env->now);
	if (result == DB_NONE)
		return refuse(w, REDEEM_CODE);
	if (result != DB_OK)
		return result;
	return staff_log(w->books.db, a->staff_id, "redemption_counter", a->member_id, w->no,
	                 w->item.item);
}

/* Everything that is written, the hot rows last. */
static enum db carry_out(struct redeem_work *w)
{
	int64_t one = redeem_cost(w->plan, &w->judged, w->member.tier, w->books.today);
	int64_t cost = one * w->asked->quantity;
	char *code = NULL;
	enum db result;

	fill_row(w, cost);
	if (item_is_instant(w->row.category) && !*w->held_reason)
		redeem_mark_issued(&w->row, w->env->now);
	result = spend(w, cost);
	if (result == DB_OK)
		result = message_about(w->env, &w->person, "redeemed", w->row.redemption_no);
	if (result == DB_OK)
		result = bring(w, false, &code);
	if (result == DB_OK)
		result = redemption_add(w->books.db, &w->row);
	if (result == DB_OK)
		result = take_stock(w, cost);
	if (result == DB_OK)
		result = bring(w, true, &code);
	if (result == DB_OK)
		result = take_code(w);
	if (result != DB_OK)
		return result;
	w->answer->outcome = REDEEM_OK;
	w->answer->cost_points = cost;
	w->answer->available = w->member.available - cost;
	w->answer->code = code ? talloc_strdup(w->env->mem, code) : NULL;
	memcpy(w->answer->redemption_no, w->no, sizeof w->answer->redemption_no);
	w->answered = true;
	return DB_OK;
}

static enum db redeem_work(struct database *db, void *arg)
{
	struct redeem_work *w = arg;
	enum redeem_outcome outcome;
	enum db result;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	assert(w->mem != NULL);
	w->answered = false;
	*w->answer = (struct redeem_answer){ .opens = INSTANT_NONE };
	result = books_lock(&w->books, db, w->plans, w->mem, w->asked->member_id, w->env->now);
	if (result == DB_OK)
		result = stop_pass(db, w->asked->item, 0, &w->stopped);
	if (result == DB_OK)
		result = claim(w);
	if (w->answered)
		return answer_repeated(w);
	if (result == DB_OK)
		result = load(w);
	if (result != DB_OK)
		return result;
	outcome = redeem_judge(w->plan, &w->judged, &w->member, w->asked->quantity,
	                       w->asked->shown_cost, w->env->now);
	return outcome == REDEEM_OK ? carry_out(w) : refuse(w, outcome);
}

/* Who redeems, and whether staff must look first: known before the account is
 * locked. */
static enum db prepare(struct redeem_work *w)
{
	const struct service_env *env = w->env;
	struct person_id id = { w->asked->member_id, w->asked->person_id };
	int64_t others = 0, resets = 0, named = 0;
	enum db result;

	if (w->asked->staff_id && !w->asked->pay_code)
		id.person_id = PERSON_HOLDER;
	result = person_get(env->db, env->mem, id, &w->person);
	if (result == DB_OK)
		result = redemption_signs(env->db, id.member_id, given(w->asked->address),
		                          env->now - HOLD_DAYS * DAY_S,
		                          env->now - RESET_HOURS * HOUR_S, &others, &resets);
	if (result == DB_OK)
		result = signal_waits(env, id.member_id, &named);
	w->held_reason = "";
	if (w->asked->staff_id)
		return result; /* staff are looking at it */
	if (named > 0)
		w->held_reason = "signal";
	else if (others + 1 >= HOLD_MEMBERS)
		w->held_reason = "address";
	else if (resets > 0)
		w->held_reason = "sign_in";
	return result;
}

enum redeem_result redeem_item(const struct service_env *env, const struct plan_book *plans,
                               const struct redeem_asked *asked, struct redeem_answer *answer)
{
	struct redeem_work w = { .env = env, .plans = plans, .asked = asked, .answer = answer,
		.plan = plan_on(plans, day_of(env->now)) };
	enum db result = prepare(&w);

	if (result == DB_OK)
		result = db_transact(env->db, redeem_work, &w);
	TALLOC_FREE(w.mem);
	if (result == DB_OK || (result == DB_NONE && w.answered))
		return REDEEM_ANSWERED;
	if (result == DB_NONE)
		return REDEEM_UNKNOWN;
	if (result == DB_BUSY || db_is_down(env->db))
		return REDEEM_TRY_AGAIN;
	log_event(LOG_ERROR, "redeem_failed", "item=%s", asked->item);
	return REDEEM_FAILED;
}
