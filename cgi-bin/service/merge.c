#include "service/merge.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "rule/tier.h"
#include "service/merge_private.h"
#include "service/reference.h"
#include "service/staff.h"
#include "store/contact.h"
#include "store/custom.h"
#include "store/session.h"

#define AT_ONCE 200 /* merged accounts followed in one run */

enum merge_outcome merge_run(db_work work, struct merge_work *w)
{
	enum db got = db_transact(w->env->db, work, w);

	TALLOC_FREE(w->mem);
	if (got == DB_OK || got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(w->env->db) ? MERGE_TRY_AGAIN : MERGE_FAILED;
}

enum db merge_begin(struct merge_work *w)
{
	bool from_first = w->from_id < w->into_id;
	struct books *first = from_first ? &w->from : &w->into;
	struct books *second = from_first ? &w->into : &w->from;
	int64_t now = w->env->now;
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->outcome = MERGE_UNKNOWN;
	got = books_lock(first, w->env->db, w->plans, w->mem, from_first ? w->from_id : w->into_id,
	                 now);
	if (got == DB_OK)
		got = books_lock(second, w->env->db, w->plans, w->mem,
		                 from_first ? w->into_id : w->from_id, now);
	return got;
}

/* Loads one account and books what has ended or become available by today. */
static enum db load_one(struct books *books)
{
	struct ledger_event event = books_event(books, EVENT_EXPIRE, books->now);
	enum db got = books_load_all(books);
	enum ledger_outcome outcome;

	if (got != DB_OK)
		return got;
	outcome = books_apply(books, &event, NULL);
	return outcome == LEDGER_OK || outcome == LEDGER_NOTHING ? DB_OK : DB_FAIL;
}

enum db merge_load(struct merge_work *w)
{
	enum db got = load_one(&w->from);

	return got == DB_OK ? load_one(&w->into) : got;
}

enum db merge_points(struct merge_work *w, struct books *giver, struct books *taker,
                     int64_t points, int64_t lot_seq, const struct ledger_lot *lot,
                     struct merge_move *move)
{
	struct ledger_event out = books_event(giver, EVENT_MOVE_OUT, w->env->now);
	struct ledger_event in = books_event(taker, EVENT_MOVE_IN, w->env->now);
	char id[LEDGER_SOURCE];

	move->n = ++w->row.last_move;
	move->points = points;
	move->base_at = INSTANT_NONE;
	move->moved_at = w->env->now;
	snprintf(id, sizeof id, "%s/%lld", w->row.merge_no, (long long)move->n);
	out.source_kind = in.source_kind = SOURCE_MERGE;
	out.source_id = in.source_id = id;
	out.points = in.points = points;
	out.lot_seq = lot_seq;
	if (lot) {
		in.available_on = lot->available_on;
		in.expires_on = lot->expires_on;
		in.refunded = lot->from_refunded_order;
	}
	if (books_apply(giver, &out, NULL) != LEDGER_OK || books_apply(taker, &in, NULL) != LEDGER_OK)
		return DB_FAIL;
	move->from_seq = w->from.ledger->last_seq;
	move->into_seq = w->into.ledger->last_seq;
	return merge_move_add(w->env->db, w->from_id, w->row.merge_no, move);
}

enum db merge_counts(struct merge_work *w, const struct adjust_count *counts, int n, bool back)
{
	struct ledger_event event = books_event(&w->into, EVENT_MOVE_COUNT, w->env->now);
	enum db got = DB_OK;

	if (n == 0)
		return DB_OK;
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct merge_move move = {.n = ++w->row.last_move,
		                          .kind = "count",
		                          .back = back,
		                          .points = counts[i].points,
		                          .net_fen = counts[i].net_fen,
		                          .trips = counts[i].trips,
		                          .base_at = counts[i].of,
		                          .moved_at = w->env->now};

		got = merge_move_add(w->env->db, w->from_id, w->row.merge_no, &move);
	}
	event.counts = counts;
	event.n_counts = n;
	return got == DB_OK && books_apply(&w->into, &event, NULL) != LEDGER_OK ? DB_FAIL : got;
}

enum db merge_save(struct merge_work *w)
{
	enum db got = books_save(&w->from);

	return got == DB_OK ? books_save(&w->into) : got;
}

enum db merge_note(struct merge_work *w, const char *action)
{
	/* the reason stands in the merge */
	enum db got = staff_log(w->env->db, w->staff_id, action, w->from_id, w->row.merge_no, "");

	if (got == DB_OK)
		got = staff_log(w->env->db, w->staff_id, action, w->into_id, w->row.merge_no, "");
	return got;
}

/* The lots of the merged account that can be spent, each as it is. */
static enum db move_lots(struct merge_work *w)
{
	struct ledger *ledger = w->from.ledger;
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < ledger->n_lots; i++) {
		struct ledger_lot lot = ledger->lots[i];
		struct merge_move move = {.kind = "lot", .from_lot = lot.seq};

		if (lot.left == 0 || lot.available_on == DAY_NONE || lot.available_on > w->from.today)
			continue;
		got = merge_points(w, &w->from, &w->into, lot.left, lot.seq, &lot, &move);
	}
	return got;
}

static enum db move_debt(struct merge_work *w)
{
	struct merge_move move = {.kind = "debt"};

	if (w->from.ledger->debt == 0)
		return DB_OK;
	return merge_points(w, &w->into, &w->from, w->from.ledger->debt, 0, NULL, &move);
}

/* What counts at the merged account and was not added to the survivor yet. It
 * stays there too, where nothing is judged by it any more. */
static enum db move_counts(struct merge_work *w)
{
	struct adjust_count *counts;
	struct merge_move *moves;
	int n = 0, n_moves;
	enum db got = merge_moves_lock(w->env->db, w->mem, w->from_id, w->row.merge_no, &moves,
	                               &n_moves);

	if (got != DB_OK)
		return got;
	for (int i = 0; i < n_moves; i++)
		if (moves[i].base_at != INSTANT_NONE)
			n++;
	counts = talloc_array(w->mem, struct adjust_count, (unsigned)n + 1);
	n = 0;
	for (int i = 0; i < n_moves; i++)
		if (moves[i].base_at != INSTANT_NONE)
			counts[n++] = (struct adjust_count){moves[i].base_at, -moves[i].points,
			                                    -moves[i].net_fen, -moves[i].trips};
	n = adjust_counts(w->from.ledger, w->env->now, counts, n, &counts);
	return merge_counts(w, counts, n, false);
}

/* Everything that is to move now, and how far the account was followed. */
static enum db move_all(struct merge_work *w)
{
	enum db got = move_lots(w);

	if (got == DB_OK)
		got = move_debt(w);
	if (got == DB_OK)
		got = move_counts(w);
	w->row.moved_seq = w->from.ledger->last_seq;
	return got;
}

static enum db refuse(struct merge_work *w, enum merge_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

/* Whether the two may be merged. DB_NONE: no, the outcome says why. */
static enum db judge(struct merge_work *w)
{
	struct database *db = w->env->db;
	char *from = NULL, *into = NULL;
	struct person *people;
	int64_t carried = 0;
	int n = 0;
	enum db got = member_state_lock(db, w->mem, w->from_id, &from);

	if (got == DB_OK)
		got = member_state_lock(db, w->mem, w->into_id, &into);
	if (got == DB_OK && (strcmp(from, "active") != 0 || strcmp(into, "active") != 0))
		return refuse(w, MERGE_GONE);
	if (got == DB_OK)
		got = person_list_lock(db, w->mem, w->from_id, &people, &n);
	if (got == DB_OK && n > 1)
		return refuse(w, MERGE_PEOPLE);
	if (got == DB_OK)
		got = merge_into_count(db, w->from_id, &carried);
	if (got == DB_OK && carried > 0)
		return refuse(w, MERGE_CHAIN);
	return got;
}

/* The survivor has the better of the two tiers; the merged account's own is judged
 * no more. */
static void settle_tiers(struct merge_work *w)
{
	struct ledger *from = w->from.ledger, *into = w->into.ledger;
	const struct plan *plan = plan_on(w->plans, w->from.today);

	if (plan_tier_index(plan, from->tier) > plan_tier_index(plan, into->tier)) {
		tier_set(into, w->plans, from->tier, "merge", w->env->now);
		if (w->row.pin_before != DAY_NONE && w->row.pin_before >= w->into.today &&
		    (into->pin_until == DAY_NONE || into->pin_until < w->row.pin_before))
			into->pin_until = w->row.pin_before;
		w->into.reviewed = true;
	}
	from->pin_until = DAY_NEVER;
	from->review_notice_on = DAY_NONE;
}

static enum db make_work(struct database *db, void *arg)
{
	struct merge_work *w = arg;
	enum db got = merge_begin(w);

	if (got == DB_OK)
		got = judge(w);
	if (got == DB_OK)
		got = merge_load(w);
	if (got != DB_OK)
		return got;
	reference_draw('X', w->drawn);
	w->row = (struct merge){.from_id = w->from_id,
	                        .into_id = w->into_id,
	                        .staff_id = w->staff_id,
	                        .merge_no = w->drawn,
	                        .reason = w->reason,
	                        .tier_before = talloc_strdup(w->mem, w->into.ledger->tier),
	                        .made_at = w->env->now,
	                        .pin_before = w->from.ledger->pin_until};
	got = merge_add(db, &w->row);
	if (got == DB_OK)
		got = move_all(w);
	if (got == DB_OK)
		settle_tiers(w);
	if (got == DB_OK)
		got = merge_save(w);
	if (got == DB_OK)
		got = merge_put(db, &w->row);
	if (got == DB_OK)
		got = member_set_merged(db, w->from_id, w->into_id);
	if (got == DB_OK)
		got = custom_merge(db, w->from_id, w->into_id);
	if (got == DB_OK)
		got = contact_merge(db, w->from_id, w->into_id);
	if (got == DB_OK)
		got = session_end_all(db, (struct person_id){w->from_id, PERSON_HOLDER}, NULL);
	if (got == DB_OK)
		got = merge_note(w, "merge");
	if (got == DB_OK)
		w->outcome = MERGE_DONE;
	return got == DB_DUP ? DB_BUSY : got;
}

enum merge_outcome merge_make(const struct service_env *env, const struct plan_book *plans,
                              uint64_t staff_id, uint64_t from_id, uint64_t into_id,
                              const char *reason, char merge_no[MERGE_NO])
{
	struct merge_work w = {.env = env, .plans = plans, .staff_id = staff_id,
	                       .from_id = from_id, .into_id = into_id, .reason = reason,
	                       .drawn = merge_no};

	return from_id == into_id ? MERGE_SAME : merge_run(make_work, &w);
}

static enum db follow_work(struct database *db, void *arg)
{
	struct merge_work *w = arg;
	enum db got = merge_begin(w);

	if (got == DB_OK)
		got = merge_lock(db, w->mem, w->from_id, w->merge_no, &w->row);
	if (got != DB_OK)
		return got;
	if (w->row.undone_at != INSTANT_NONE)
		return refuse(w, MERGE_SETTLED);
	got = merge_load(w);
	if (got == DB_OK)
		got = move_all(w);
	if (got == DB_OK)
		got = merge_save(w);
	if (got == DB_OK)
		got = merge_put(db, &w->row);
	if (got == DB_OK)
		w->outcome = MERGE_DONE;
	return got;
}

enum db merge_follow(const struct service_env *env, const struct plan_book *plans, int64_t *moved)
{
	void *mem = talloc_new(NULL);
	char **nos;
	int n;
	enum db got = merge_due(env->db, mem, AT_ONCE, &nos, &n), found = got;

	/* one that fails waits for the next run and holds up nobody */
	for (int i = 0; found == DB_OK && i < n; i++) {
		struct merge_work w = {.env = env, .plans = plans, .merge_no = nos[i]};
		enum merge_outcome outcome = MERGE_FAILED;

		if (merge_owner(env->db, nos[i], &w.from_id, &w.into_id) == DB_OK)
			outcome = merge_run(follow_work, &w);
		if (outcome == MERGE_DONE)
			(*moved)++;
		else if (outcome != MERGE_SETTLED)
			got = DB_FAIL;
	}
	if (got != DB_OK)
		log_event(LOG_WARN, "merge_not_followed", "down=%d", db_is_down(env->db));
	talloc_free(mem);
	return got;
}
