#include "service/spend.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "rule/tier.h"
#include "service/books.h"
#include "service/taken.h"
#include "store/stop.h"

struct points_work {
	const struct plan_book *plans;
	uint64_t member_id;
	struct ledger_event event; /* what is to happen; times are filled in each try */
	int64_t effective_at, now;
	enum entry_kind kind;      /* of the entry it makes */
	const char *reference;     /* give-back: of the spend */
	const char *tier;          /* opening */
	int32_t tier_until;
	void *mem;
	struct books books;
	struct points_answer *answer;
	enum points_outcome outcome;
};

static enum points_outcome run(struct database *db, db_work work, struct points_work *w)
{
	enum db result;

	*w->answer = (struct points_answer){ 0 };
	w->now = clock_now();
	result = db_transact(db, work, w);
	TALLOC_FREE(w->mem);
	if (result == DB_OK || result == DB_NONE)
		return w->outcome;
	return result == DB_BUSY || db_is_down(db) ? POINTS_TRY_AGAIN : POINTS_FAILED;
}

static enum db refuse(struct points_work *w, enum points_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

static enum points_outcome outcome_of(enum ledger_outcome outcome)
{
	switch (outcome) {
	case LEDGER_OK: return POINTS_DONE;
	case LEDGER_SHORT:
	case LEDGER_TOO_MUCH: return POINTS_SHORT;
	case LEDGER_IN_DEBT: return POINTS_IN_DEBT;
	default: return POINTS_FAILED;
	}
}

static enum db lock(struct database *db, struct points_work *w)
{
	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	assert(w->mem != NULL);
	w->outcome = POINTS_FAILED;
	return books_lock(&w->books, db, w->plans, w->mem, w->member_id, w->now);
}

/* DB_OK: this cause is new; DB_NONE with the outcome set: it was booked before. */
static enum db once(struct database *db, struct points_work *w)
{
	struct entry_found found;
	int64_t points = w->kind == ENTRY_SPEND ? -w->event.points : w->event.points;
	enum db result = entry_by_source(db, w->member_id, w->event.source_kind,
	                                 w->event.source_id, w->kind, &found);

	if (result == DB_NONE)
		return DB_OK;
	if (result != DB_OK)
		return result;
	*w->answer = (struct points_answer){ found.seq, found.available_after,
		found.pending_after, found.debt_after };
	/* A give-back may have been booked in several entries, or as "all". */
	if (found.points == points ||
	    (w->kind == ENTRY_GIVE_BACK && (points == 0 || found.points < points)))
		return refuse(w, POINTS_REPEATED);
	return refuse(w, POINTS_CONFLICT);
}

/* Applies the event with its times and writes it; the answer is the state
 * behind the entry it made. */
static enum db apply(struct database *db, struct points_work *w)
{
	struct ledger_event event = books_event(&w->books, w->event.kind, w->effective_at);
	struct ledger *ledger = w->books.ledger;
	enum ledger_outcome outcome;
	enum db result = books_load(&w->books, w->effective_at);

	if (result != DB_OK)
		return result;
	for (int i = 0; result == DB_OK && i < w->event.n_taken; i++)
		result = ledger_load_lot(db, ledger, w->event.taken[i].lot_seq);
	if (result != DB_OK)
		return result;
	w->event.effective_at = event.effective_at;
	w->event.posted_at = event.posted_at;
	w->event.today = event.today;
	outcome = books_apply(&w->books, &w->event, NULL);
	if (outcome != LEDGER_OK)
		return refuse(w, outcome_of(outcome));
	result = books_save(&w->books);
	for (int i = 0; i < ledger->n_entries; i++)
		if (ledger->entries[i].kind == w->kind)
			w->answer->seq = ledger->entries[i].seq;
	w->answer->available = ledger->available;
	w->answer->pending = ledger->pending;
	w->answer->debt = ledger->debt;
	w->outcome = POINTS_DONE;
	return result == DB_NONE ? DB_FAIL : result;
}

static enum db simple_work(struct database *db, void *arg)
{
	struct points_work *w = arg;
	bool stopped = false;
	enum db result = lock(db, w);

	if (result == DB_NONE)
		return refuse(w, POINTS_UNKNOWN);
	if (result == DB_OK && w->event.kind == EVENT_SPEND)
		result = stop_pass(db, NULL, 0, &stopped);
	if (result == DB_OK)
		result = once(db, w);
	if (result == DB_OK && stopped)
		return refuse(w, POINTS_STOPPED);
	return result == DB_OK ? apply(db, w) : result;
}

enum points_outcome spend_points(struct database *db, const struct plan_book *plans,
                                 uint64_t member_id, const char *reference, int64_t points,
                                 int64_t effective_at, struct points_answer *answer)
{
	struct points_work w = {
		.plans = plans, .member_id = member_id, .effective_at = effective_at,
		.kind = ENTRY_SPEND, .answer = answer,
		.event = { .kind = EVENT_SPEND, .points = points, .source_kind = SOURCE_SPEND,
		           .source_id = reference, .travel_end = DAY_NONE },
	};

	assert(points > 0 && !strchr(reference, '/'));
	return run(db, simple_work, &w);
}

enum points_outcome credit_points(struct database *db, const struct plan_book *plans,
                                  uint64_t member_id, enum source_kind source,
                                  const char *source_id, int64_t points, bool qualifies,
                                  int64_t effective_at, struct points_answer *answer)
{
	struct points_work w = {
		.plans = plans, .member_id = member_id, .effective_at = effective_at,
		.kind = ENTRY_CREDIT, .answer = answer,
		.event = { .kind = EVENT_CREDIT, .points = points, .source_kind = source,
		           .source_id = source_id, .qualifies = qualifies,
		           .travel_end = DAY_NONE },
	};

	assert(points > 0);
	return run(db, simple_work, &w);
}

static enum db give_back_work(struct database *db, void *arg)
{
	struct points_work *w = arg;
	struct taken taken;
	int64_t wanted = w->event.points;
	enum db result = lock(db, w);

	if (result == DB_OK)
		result = once(db, w);
	if (result != DB_OK)
		return result == DB_NONE && w->outcome == POINTS_FAILED ? refuse(w, POINTS_UNKNOWN) :
		                                                          result;
	result = taken_load(&w->books, w->reference, &taken);
	if (result == DB_NONE)
		return refuse(w, POINTS_UNKNOWN);
	if (result != DB_OK)
		return result;
	if (taken.points == 0 || wanted > taken.points)
		return refuse(w, POINTS_SHORT);
	/* books_load() loads the open lots afresh; closed ones come by number. */
	w->books.ledger->n_lots = 0;
	w->event.points = wanted > 0 ? wanted : taken.points;
	w->event.taken = taken.rows;
	w->event.n_taken = taken.n;
	result = apply(db, w);
	w->event.points = wanted;
	w->event.n_taken = 0;
	return result;
}

enum points_outcome spend_give_back(struct database *db, const struct plan_book *plans,
                                    uint64_t member_id, const char *reference,
                                    const char *back_reference, int64_t points, bool by_company,
                                    int64_t effective_at, struct points_answer *answer)
{
	char source_id[LEDGER_SOURCE];
	struct points_work w = {
		.plans = plans, .member_id = member_id, .effective_at = effective_at,
		.kind = ENTRY_GIVE_BACK, .reference = reference, .answer = answer,
		.event = { .kind = EVENT_GIVE_BACK, .points = points, .source_kind = SOURCE_SPEND,
		           .source_id = source_id, .by_company = by_company,
		           .travel_end = DAY_NONE },
	};

	snprintf(source_id, sizeof source_id, "%s/%s", reference, back_reference);
	return run(db, give_back_work, &w);
}

static enum db opening_work(struct database *db, void *arg)
{
	struct points_work *w = arg;
	struct ledger_event event;
	enum db result = lock(db, w);
	struct ledger *ledger = w->books.ledger;

	if (result == DB_NONE)
		return refuse(w, POINTS_UNKNOWN);
	if (result == DB_OK && w->event.points > 0)
		result = once(db, w);
	if (result == DB_OK)
		result = books_load(&w->books, w->effective_at);
	if (result != DB_OK)
		return result;
	for (int i = 0; i < ledger->n_tier_changes && w->event.points == 0; i++)
		if (strcmp(ledger->tier_changes[i].cause, "opening") == 0)
			return refuse(w, strcmp(ledger->tier_changes[i].tier, w->tier) == 0 ?
			                         POINTS_REPEATED : POINTS_CONFLICT);
	event = books_event(&w->books, EVENT_OPENING, w->effective_at);
	event.points = w->event.points;
	event.expires_on = w->event.expires_on;
	event.source_kind = SOURCE_OPENING;
	event.source_id = w->event.source_id;
	if (event.points > 0 && books_apply(&w->books, &event, NULL) != LEDGER_OK)
		return refuse(w, POINTS_FAILED);
	if (w->tier[0])
		tier_opening(ledger, w->plans, w->tier, w->tier_until, w->effective_at);
	result = books_save(&w->books);
	*w->answer = (struct points_answer){ ledger->last_seq, ledger->available,
		ledger->pending, ledger->debt };
	w->outcome = POINTS_DONE;
	return result == DB_NONE ? DB_FAIL : result;
}

enum points_outcome opening_book(struct database *db, const struct plan_book *plans,
                                 uint64_t member_id, int64_t points, int32_t expires_on,
                                 const char *tier, int32_t tier_until, int64_t effective_at,
                                 struct points_answer *answer)
{
	char day[INSTANT_TEXT];
	struct points_work w = {
		.plans = plans, .member_id = member_id, .effective_at = effective_at,
		.kind = ENTRY_OPENING, .tier = tier, .tier_until = tier_until, .answer = answer,
		.event = { .kind = EVENT_OPENING, .points = points, .expires_on = expires_on,
		           .source_kind = SOURCE_OPENING },
	};

	w.event.source_id = expires_on == DAY_NEVER ? "never" : day_iso(day, expires_on);
	return run(db, opening_work, &w);
}
