#include <string.h>

#include "base/mem.h"
#include "rule/tier.h"
#include "service/merge_private.h"
#include "store/contact.h"
#include "store/custom.h"

#define DAY_S 86400

static const struct ledger_lot *lot_of(const struct ledger *ledger, int64_t seq)
{
	for (int i = 0; i < ledger->n_lots; i++)
		if (ledger->lots[i].seq == seq)
			return &ledger->lots[i];
	return NULL;
}

/* What came as a lot goes back, but for what of it has ended at the survivor: it
 * would have ended all the same. What the survivor spent of it comes out of other
 * lots, or is owed. */
static enum db lot_back(struct merge_work *w, const struct merge_move *was)
{
	const struct ledger_lot *found = lot_of(w->into.ledger, was->into_seq);
	struct merge_move move = {.kind = "lot", .back = true, .from_lot = was->from_lot};
	struct ledger_lot lot;
	int64_t points;

	if (!found)
		return DB_FAIL;
	lot = *found;
	points = was->points - lot.expired;
	if (points <= 0)
		return DB_OK;
	/* spent in time: it is not lost because the other has spent it */
	if (lot.expires_on < w->into.today)
		lot.expires_on = w->into.today + MERGE_UNDO_DAYS;
	return merge_points(w, &w->into, &w->from, points, lot.seq, &lot, &move);
}

static enum db debt_back(struct merge_work *w, const struct merge_move *was)
{
	struct merge_move move = {.kind = "debt", .back = true};

	return merge_points(w, &w->from, &w->into, was->points, 0, NULL, &move);
}

/* What was added for the tier goes away at once, by the instant it was earned. */
static enum db counts_back(struct merge_work *w, const struct merge_move *moves, int n)
{
	struct adjust_count *counts = talloc_array(w->mem, struct adjust_count, (unsigned)n + 1);
	int kept = 0;

	for (int i = 0; i < n; i++)
		if (moves[i].base_at != INSTANT_NONE)
			counts[kept++] = (struct adjust_count){moves[i].base_at, -moves[i].points,
			                                       -moves[i].net_fen, -moves[i].trips};
	kept = adjust_counts(NULL, w->env->now, counts, kept, &counts);
	return merge_counts(w, counts, kept, true);
}

static enum db all_back(struct merge_work *w)
{
	struct merge_move *moves;
	int n;
	enum db got = merge_moves_lock(w->env->db, w->mem, w->from_id, w->row.merge_no, &moves, &n);

	for (int i = 0; got == DB_OK && i < n; i++)
		if (strcmp(moves[i].kind, "lot") == 0)
			got = lot_back(w, &moves[i]);
	for (int i = 0; got == DB_OK && i < n; i++)
		if (strcmp(moves[i].kind, "debt") == 0)
			got = debt_back(w, &moves[i]);
	return got == DB_OK ? counts_back(w, moves, n) : got;
}

/* The survivor's tier as it would be without the merge, unless staff have pinned
 * it since; the other's own pin holds again. */
static void tiers_back(struct merge_work *w)
{
	struct ledger *into = w->into.ledger;
	const struct plan *plan = plan_on(w->plans, w->into.today);
	const char *cause = into->n_tier_changes > 0
	                        ? into->tier_changes[into->n_tier_changes - 1].cause : "";

	if (strcmp(cause, "pin") != 0 &&
	    plan_tier_index(plan, into->tier) > plan_tier_index(plan, w->row.tier_before)) {
		tier_set(into, w->plans, w->row.tier_before, "unmerge", w->env->now);
		if (w->row.pin_before != DAY_NONE && into->pin_until == w->row.pin_before)
			into->pin_until = DAY_NONE;
	}
	w->from.ledger->pin_until = w->row.pin_before;
	w->from.reviewed = w->into.reviewed = true;
}

static enum db undo_work(struct database *db, void *arg)
{
	struct merge_work *w = arg;
	char *state = NULL;
	enum db got = merge_begin(w);

	if (got == DB_OK)
		got = merge_lock(db, w->mem, w->from_id, w->merge_no, &w->row);
	if (got == DB_OK)
		got = member_state_lock(db, w->mem, w->into_id, &state);
	if (got != DB_OK)
		return got;
	w->outcome = w->row.undone_at != INSTANT_NONE   ? MERGE_SETTLED
	             : strcmp(state, "active") != 0     ? MERGE_GONE
	             : w->env->now - w->row.made_at > MERGE_UNDO_DAYS * DAY_S ? MERGE_LATE
	                                                                     : MERGE_DONE;
	if (w->outcome != MERGE_DONE)
		return DB_NONE;
	got = merge_load(w);
	if (got == DB_OK)
		got = all_back(w);
	if (got == DB_OK)
		tiers_back(w);
	if (got == DB_OK)
		got = merge_save(w);
	w->row.undone_at = w->env->now;
	w->row.undone_by = w->staff_id;
	if (got == DB_OK)
		got = merge_undone(db, &w->row);
	if (got == DB_OK)
		got = member_set_merged(db, w->from_id, 0);
	if (got == DB_OK)
		got = custom_unmerge(db, w->from_id, w->into_id);
	if (got == DB_OK)
		got = contact_unmerge(db, w->from_id, w->into_id);
	return got == DB_OK ? merge_note(w, "merge_undo") : got;
}

enum merge_outcome merge_undo(const struct service_env *env, const struct plan_book *plans,
                              uint64_t staff_id, const char *merge_no)
{
	struct merge_work w = {.env = env, .plans = plans, .staff_id = staff_id,
	                       .merge_no = merge_no};
	enum db got = merge_owner(env->db, merge_no, &w.from_id, &w.into_id);

	if (got == DB_NONE)
		return MERGE_UNKNOWN;
	if (got != DB_OK)
		return got == DB_BUSY || db_is_down(env->db) ? MERGE_TRY_AGAIN : MERGE_FAILED;
	return merge_run(undo_work, &w);
}
