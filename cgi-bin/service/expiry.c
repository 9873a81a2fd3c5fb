#include "service/expiry.h"

#include <assert.h>

#include "base/mem.h"
#include "service/books.h"
#include "service/notice_books.h"

struct due_work {
	const struct plan_book *plans;
	uint64_t member_id;
	enum due due;
	int32_t today;
	int64_t now;
	int booked;
	void *mem;
};

static int new_tiers(const struct ledger *ledger)
{
	int n = 0;

	for (int i = 0; i < ledger->n_tier_changes; i++)
		n += ledger->tier_changes[i].is_new;
	return n;
}

/* How far back sums are asked for: a review that was missed looks at the days
 * since the last change. */
static int64_t needed_from(const struct due_work *w, const struct books *books)
{
	return w->due == DUE_REVIEW ? books->ledger->tier_since : w->now;
}

static enum db due_work(struct database *db, void *arg)
{
	static const enum ledger_event_kind kinds[] = { [DUE_EXPIRE] = EVENT_EXPIRE,
		[DUE_AVAILABLE] = EVENT_AVAILABLE, [DUE_REVIEW] = EVENT_REVIEW };
	struct due_work *w = arg;
	struct books books;
	struct ledger_event event;
	enum ledger_outcome outcome;
	int32_t notice;
	int64_t end;
	bool announced;
	enum db result;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	assert(w->mem != NULL);
	w->booked = 0;
	result = books_lock(&books, db, w->plans, w->mem, w->member_id, w->now);
	if (result == DB_OK)
		result = books_load(&books, needed_from(w, &books));
	if (result != DB_OK)
		return result;
	/* A run for an earlier day is effective on that day, yet posted now. */
	end = day_start(w->today + 1) - 1;
	event = books_event(&books, kinds[w->due], w->now < end ? w->now : end);
	event.today = w->today;
	notice = books.ledger->review_notice_on;
	outcome = books_apply(&books, &event, NULL);
	if (outcome != LEDGER_OK && outcome != LEDGER_NOTHING)
		return DB_FAIL;
	books.reviewed = w->due == DUE_REVIEW;
	announced = books.ledger->review_notice_on != notice &&
	            books.ledger->review_notice_on != DAY_NONE;
	w->booked = books.ledger->n_entries + new_tiers(books.ledger) + announced;
	/* Written even when nothing was due: the days to look again move on. */
	result = books_save(&books);
	return result == DB_OK && announced ? notice_of_fall(&books) : result;
}

enum db due_book(struct database *db, const struct plan_book *plans, uint64_t member_id,
                 enum due due, int32_t today, int *booked)
{
	struct due_work w = { .plans = plans, .member_id = member_id, .due = due, .today = today,
		.now = clock_now() };
	enum db result;

	result = db_transact(db, due_work, &w);
	TALLOC_FREE(w.mem);
	*booked = w.booked;
	return result;
}
