/* What of an order is not paid in money: points of the member's and coupons.
 * Price = paid_fen + value of the points + value of the coupons (RULINGS 1). */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/message.h"
#include "service/order_work.h"
#include "store/coupon.h"
#include "store/merge.h"
#include "store/pay_code.h"

#define REFERENCE (sizeof "pay:" + LEDGER_PARTNER + LEDGER_ORDER_NO)

/* The spend's reference in the ledger. */
static const char *reference(char out[REFERENCE], const struct order_work *w)
{
	snprintf(out, REFERENCE, "pay:%s:%s", w->partner, w->order_no);
	return out;
}

static struct payment *add_part(struct order_work *w, const char *prefix, const char *code)
{
	struct order_part *part;

	w->parts = talloc_realloc(w->try_mem, w->parts, struct order_part,
	                          (unsigned)w->n_parts + 1);
	assert(w->parts != NULL);
	part = &w->parts[w->n_parts++];
	*part = (struct order_part){ .row = { .member_id = w->books.ledger->member_id,
	                                      .returned_at = INSTANT_NONE },
		                     .is_new = true };
	snprintf(part->row.part, sizeof part->row.part, "%s%s", prefix, code);
	return &part->row;
}

static enum db refuse_coupon(struct order_work *w, int i, enum coupon_outcome outcome)
{
	w->answer->refused_coupon = i;
	w->answer->coupon_outcome = outcome;
	return order_refuse(w, ORDER_COUPON);
}

/* What coupon I would take off; *OWNER gets whose it is: the member's, or that of an
 * account merged into the member's. One that the partner used for this very order
 * before takes off what it did then. */
static enum db look_at_coupon(struct database *db, struct order_work *w, int i,
                              struct pay_coupon *out, uint64_t *owner)
{
	const char *code = w->facts->coupons[i];
	struct coupon c;
	enum db result;

	*owner = w->facts->member_id;
	result = coupon_lock(db, w->try_mem, *owner, code, &c);
	if (result == DB_NONE)
		result = merge_coupon_owner(db, code, w->facts->member_id, owner);
	if (result == DB_OK && *owner != w->facts->member_id)
		result = coupon_lock(db, w->try_mem, *owner, code, &c);
	if (result == DB_NONE)
		return refuse_coupon(w, i, COUPON_UNKNOWN);
	if (result != DB_OK)
		return result;
	if (c.state == COUPON_STATE_USED && strcmp(c.used_by, w->partner) == 0
	    && strcmp(c.used_order, w->order_no) == 0)
		*out = (struct pay_coupon){ .fen = c.used_fen };
	else if (c.kind == COUPON_KIND_PERCENT)
		*out = (struct pay_coupon){ .percent_bp = c.percent_bp,
			                    .ceiling_fen = c.ceiling_fen };
	else
		*out = (struct pay_coupon){ .fen = c.fen };
	return DB_OK;
}

/* Takes the coupons; *PRICE_FEN gets the price, POINTS_FEN being what the
 * points pay of it. */
static enum db use_coupons(struct database *db, struct order_work *w, int64_t points_fen,
                           int64_t *price_fen)
{
	const struct order_facts *f = w->facts;
	struct pay_coupon coupons[ORDER_COUPONS];
	uint64_t owners[ORDER_COUPONS];
	enum coupon_outcome outcome;
	enum db result = DB_OK;
	int64_t fen;

	for (int i = 0; result == DB_OK && i < f->n_coupons; i++)
		result = look_at_coupon(db, w, i, &coupons[i], &owners[i]);
	if (result != DB_OK)
		return result;
	*price_fen = pay_price(f->paid_fen + points_fen, coupons, f->n_coupons);
	if (*price_fen < 0)
		return refuse_coupon(w, 0, COUPON_MIN);
	for (int i = 0; i < f->n_coupons; i++) {
		struct payment *part;

		result = coupon_take(db, w->try_mem, owners[i], f->coupons[i], w->partner,
		                     w->order_no, f->category, *price_fen, w->now, &outcome, &fen);
		if (result != DB_OK)
			return result == DB_NONE ? DB_FAIL : result;
		if (outcome != COUPON_OK && outcome != COUPON_REPEATED)
			return refuse_coupon(w, i, outcome);
		part = add_part(w, PAYMENT_COUPON, f->coupons[i]);
		part->fen = fen;
		part->member_id = owners[i];
	}
	return DB_OK;
}

/* Takes the code: behind everything else that is locked (RULINGS 22); and tells
 * who gave it. */
static enum db take_code(struct database *db, struct order_work *w)
{
	struct service_env env = { .db = db, .mem = w->try_mem, .now = w->now };
	const struct person *told = w->facts->told;
	char used_by[PAY_USED_BY];
	enum db result;

	/* whom the holder has stopped since */
	if (told != NULL && !told->may_spend && strcmp(told->role, "holder") != 0)
		return order_refuse(w, ORDER_PAY_CODE);

	snprintf(used_by, sizeof used_by, "%s:%s", w->partner, w->order_no);
	result = pay_code_take(db, w->facts->member_id, w->facts->pay_code, used_by, w->now);
	if (result == DB_OK && told != NULL)
		result = message_tell(&env, told, "pay_used");
	return result == DB_NONE ? order_refuse(w, ORDER_PAY_CODE) : result;
}

static enum db spend(struct order_work *w, const struct plan *plan, int64_t price_fen)
{
	const struct order_facts *f = w->facts;
	struct ledger_event event = books_event(&w->books, EVENT_SPEND, w->now);
	struct ledger *ledger = w->books.ledger;
	int64_t available, pending, ending;
	char id[REFERENCE];
	struct payment *part;

	ledger_figures(ledger, w->books.today, &available, &pending, &ending);
	w->answer->most = pay_most(plan, f->category, price_fen, ledger->debt > 0 ? 0 : available);
	if (ledger->debt > 0 || f->pay_points > available)
		return order_refuse(w, ORDER_PAY_SHORT);
	if (f->pay_points > w->answer->most.points)
		return order_refuse(w, ORDER_PAY_STEPS);
	event.points = f->pay_points;
	event.source_kind = SOURCE_SPEND;
	event.source_id = reference(id, w);
	switch (books_apply(&w->books, &event, NULL)) {
	case LEDGER_OK: break;
	case LEDGER_SHORT:
	case LEDGER_IN_DEBT: return order_refuse(w, ORDER_PAY_SHORT);
	default: return DB_FAIL;
	}
	/* the spend is the last entry: what expired was booked in front of it */
	taken_copy(&w->books, ledger->last_seq, &w->taken);
	part = add_part(w, PAYMENT_POINTS, "");
	part->points = f->pay_points;
	part->fen = pay_value(plan, f->category, f->pay_points);
	return DB_OK;
}

enum db order_pay(struct database *db, struct order_work *w)
{
	const struct order_facts *f = w->facts;
	const struct plan *plan = plan_on(w->plans, day_of(f->paid_at));
	int64_t price_fen = 0, points_fen = 0;
	enum db result;

	if (f->pay_points == 0 && f->n_coupons == 0)
		return DB_OK;
	if (f->pay_points > 0 && w->stopped)
		return order_refuse(w, ORDER_PAY_STOPPED);
	if (f->pay_points > 0 && (f->pay_points % plan->pay.step_points != 0
	                          || f->pay_points < plan->pay.min_points))
		return order_refuse(w, ORDER_PAY_STEPS);
	if (f->pay_points > 0)
		points_fen = pay_value(plan, f->category, f->pay_points);
	result = use_coupons(db, w, points_fen, &price_fen);
	if (result == DB_OK && f->pay_points > 0)
		result = spend(w, plan, price_fen);
	if (result == DB_OK && f->pay_points > 0)
		result = take_code(db, w);
	return result;
}

enum db order_pay_load(struct database *db, struct order_work *w)
{
	struct payment *rows;
	char id[REFERENCE];
	int n = 0;
	enum db result = payment_lock(db, w->try_mem, w->partner, w->order_no, &rows, &n);

	w->parts = talloc_zero_array(w->try_mem, struct order_part, (unsigned)n + 1);
	assert(w->parts != NULL);
	w->n_parts = n;
	for (int i = 0; result == DB_OK && i < n; i++) {
		w->parts[i].row = rows[i];
		if (payment_coupon(&rows[i]) == NULL)
			result = taken_load(&w->books, reference(id, w), &w->taken);
	}
	if (result == DB_NONE)
		log_event(LOG_ERROR, "payment_without_spend", "order=%s", w->order_no);
	return result == DB_NONE ? DB_FAIL : result;
}

/* Whether the comma-separated LIST has CODE. */
static bool has_code(const char *list, const char *code)
{
	size_t len = strlen(code);

	for (const char *p = list; *p != '\0'; p += strcspn(p, ",")) {
		p += strspn(p, ",");
		if (strcspn(p, ",") == len && strncmp(p, code, len) == 0)
			return true;
	}
	return false;
}

enum order_outcome order_pay_judge(const struct order_work *w, const struct order_event *event)
{
	bool found = event->coupons[0] == '\0';

	for (int i = 0; i < w->n_parts; i++) {
		const struct payment *row = &w->parts[i].row;
		const char *code = payment_coupon(row);

		if (code != NULL && row->returned_at == INSTANT_NONE && has_code(event->coupons, code))
			found = true;
	}
	if (event->points > w->taken.points)
		return ORDER_BACK_POINTS;
	return found ? ORDER_DONE : ORDER_BACK_COUPON;
}

/* The give-back's id within the spend's: the refund's number, or its hash where
 * the whole would be too long. */
static void back_id(char out[LEDGER_SOURCE], const struct order_work *w, const char *refund_no)
{
	uint8_t hash[SHA256_BYTES];
	char hex[SHA256_HEX], id[REFERENCE];
	size_t room = LEDGER_SOURCE - 2 - strlen(reference(id, w));

	secret_sha256(hash, refund_no, strlen(refund_no));
	secret_hex(hex, hash, sizeof hash);
	if (strlen(refund_no) > room)
		refund_no = hex;
	snprintf(out, LEDGER_SOURCE, "%s/%.*s", id, (int)room, refund_no);
}

static enum ledger_outcome points_back(struct order_work *w, const struct order_event *refund,
                                       struct order_part *part, int64_t points)
{
	struct ledger_event event = books_event(&w->books, EVENT_GIVE_BACK, refund->happened_at);
	char id[LEDGER_SOURCE];
	enum ledger_outcome outcome;

	back_id(id, w, refund->name + strlen("refund/"));
	event.points = points;
	event.source_kind = SOURCE_SPEND;
	event.source_id = id;
	event.taken = w->taken.rows;
	event.n_taken = w->taken.n;
	outcome = books_apply(&w->books, &event, NULL);
	if (outcome != LEDGER_OK)
		return outcome;
	taken_reduce(&w->taken, points);
	part->row.returned_points += points;
	part->row.returned_at = w->now;
	part->is_changed = true;
	return LEDGER_OK;
}

enum ledger_outcome order_pay_back(struct order_work *w, struct order_event *event, bool last)
{
	int64_t points = last || event->points > w->taken.points ? w->taken.points : event->points;
	enum ledger_outcome outcome = LEDGER_OK;
	char coupons[EVENT_COUPONS] = "";
	size_t len = 0;

	for (int i = 0; outcome == LEDGER_OK && i < w->n_parts; i++) {
		struct order_part *part = &w->parts[i];
		const char *code = payment_coupon(&part->row);

		if (code == NULL && points > 0) {
			outcome = points_back(w, event, part, points);
		} else if (code != NULL && part->row.returned_at == INSTANT_NONE
		           && (last || has_code(event->coupons, code))) {
			part->row.returned_at = w->now;
			part->is_changed = true;
			len += (size_t)snprintf(coupons + len, sizeof coupons - len, "%s%s",
			                        len > 0 ? "," : "", code);
			assert(len < sizeof coupons);
		}
	}
	if (outcome == LEDGER_OK) {
		event->points = points;
		memcpy(event->coupons, coupons, sizeof coupons);
	}
	return outcome;
}

/* A coupon that came back; its own state says if it did before. */
static enum db release(struct database *db, struct order_work *w, const struct payment *row)
{
	enum coupon_outcome outcome;
	int64_t fen;
	enum db result;

	if (payment_coupon(row) == NULL || row->returned_at == INSTANT_NONE)
		return DB_OK;
	result = coupon_give_back(db, w->try_mem, row->member_id, payment_coupon(row), w->partner,
	                          w->order_no, w->now, &outcome, &fen);
	return result == DB_NONE ? DB_FAIL : result;
}

enum db order_pay_store(struct database *db, struct order_work *w)
{
	enum db result = DB_OK;

	for (int i = 0; result == DB_OK && i < w->n_parts; i++) {
		const struct order_part *part = &w->parts[i];

		if (part->is_changed)
			result = release(db, w, &part->row);
		if (result == DB_OK && part->is_new)
			result = payment_add(db, w->partner, w->order_no, &part->row);
		else if (result == DB_OK && part->is_changed)
			result = payment_save(db, w->partner, w->order_no, &part->row);
	}
	return result;
}

void order_pay_answer(struct order_work *w)
{
	struct payment *rows = talloc_array(w->mem, struct payment, (unsigned)w->n_parts + 1);

	assert(rows != NULL);
	for (int i = 0; i < w->n_parts; i++)
		rows[i] = w->parts[i].row;
	w->answer->payments = rows;
	w->answer->n_payments = w->n_parts;
}
