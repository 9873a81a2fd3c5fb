#include "service/books.h"

#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/chain.h"
#include "service/notice_books.h"

#define LONG_AGO (-2208988800) /* 1900-01-01: before any order */
#define DAY_S 86400

enum db books_lock(struct books *books, struct database *db, const struct plan_book *plans,
                   void *mem, uint64_t member_id, int64_t now)
{
	enum db result;

	*books = (struct books){ .db = db, .plans = plans, .mem = mem, .now = now };
	books->today = day_of(now);
	books->ledger = talloc_zero(mem, struct ledger);
	assert(books->ledger != NULL);
	if (!chain_ready()) {
		log_event(LOG_ERROR, "chain_key_missing", "member=%llu",
		          (unsigned long long)member_id);
		return DB_FAIL;
	}
	result = account_lock(db, mem, member_id, books->ledger, &books->rest);
	books->tier_since = books->ledger->tier_since;
	return result;
}

/* From which base time on deltas matter for tiers judged at FROM or later, and
 * whether some plan counts for ever. */
static int64_t window_from(const struct plan_book *plans, int64_t from, bool *lifetime)
{
	int64_t base = from;

	*lifetime = false;
	for (int i = 0; i < plans->n; i++) {
		const struct plan *plan = plans->plans[i];
		int64_t opens = LONG_AGO;

		if (plan->measure == MEASURE_POINTS_LIFETIME) {
			*lifetime = true;
			continue;
		}
		if (plan->window_months > 0)
			opens = instant_add_months(from, -plan->window_months) - DAY_S;
		if (opens < base)
			base = opens;
	}
	return base;
}

/* What the deltas that were not loaded add up to for a tier measured over a
 * lifetime, as one old delta that is in no window. */
static void carry_lifetime(struct books *books)
{
	struct ledger *ledger = books->ledger;
	int64_t rest = ledger->lifetime;

	for (int i = 0; i < ledger->n_qualifying; i++)
		rest -= ledger->qualifying[i].points;
	if (rest == 0)
		return;
	ledger->qualifying = talloc_realloc(ledger, ledger->qualifying, struct ledger_qualifying,
	                                    (unsigned)ledger->n_qualifying + 1);
	ledger->qualifying[ledger->n_qualifying++] = (struct ledger_qualifying){
		.n = books->last_n, .at = LONG_AGO, .of = LONG_AGO, .points = rest
	};
}

/* A notice or a review that waits is judged by what was earned since. */
static int64_t review_from(const struct books *books, int64_t from)
{
	int32_t notice = books->ledger->review_notice_on, review = books->rest.review_on;

	if (notice != DAY_NONE && day_start(notice) < from)
		from = day_start(notice);
	if (review != DAY_NONE && day_start(review) < from)
		from = day_start(review);
	return from;
}

enum db books_load(struct books *books, int64_t from)
{
	bool lifetime;
	int64_t base;
	enum db result = ledger_load_open(books->db, books->ledger);

	from = review_from(books, from);
	base = window_from(books->plans, from, &lifetime);
	books->ledger->loaded_from = from;
	if (result == DB_OK)
		result = ledger_load_lot(books->db, books->ledger, 0);
	if (result == DB_OK)
		result = ledger_load_qualifying(books->db, books->ledger, from, base,
		                                &books->last_n);
	if (result == DB_OK && lifetime)
		carry_lifetime(books);
	if (result == DB_OK)
		ledger_begin(books->ledger);
	return result;
}

enum db books_load_all(struct books *books)
{
	enum db result = ledger_load_all(books->db, books->ledger, &books->last_n);

	if (result == DB_OK)
		ledger_begin(books->ledger);
	return result;
}

struct ledger_event books_event(const struct books *books, enum ledger_event_kind kind,
                                int64_t effective_at)
{
	return (struct ledger_event){ .kind = kind, .effective_at = effective_at,
		.posted_at = books->now, .today = books->today, .travel_end = DAY_NONE,
		.expires_on = DAY_NONE };
}

enum ledger_outcome books_apply(struct books *books, const struct ledger_event *event,
                                struct ledger_result *result)
{
	return ledger_apply(books->ledger, books->plans, event, result);
}

/* The next day on which the tier is to be looked at: the end of a notice's
 * grace, else the next anniversary of the last change or the end of a pin. */
static int32_t next_review(const struct books *books)
{
	const struct ledger *ledger = books->ledger;
	const struct plan *plan = plan_on(books->plans, books->today);
	int32_t day, since = day_of(ledger->tier_since), pin = ledger->pin_until;

	if (plan_tier_index(plan, ledger->tier) == 0)
		return DAY_NONE;
	if (ledger->review_notice_on != DAY_NONE) {
		day = ledger->review_notice_on + (int32_t)plan->review_grace_days;
		return day > books->today ? day : books->today + 1;
	}
	/* A review that a stopped job has missed is still due. */
	day = books->rest.review_on;
	if (!books->reviewed && day != DAY_NONE && day <= books->today &&
	    ledger->tier_since == books->tier_since)
		return day;
	day = since;
	for (int months = 12; day <= books->today; months += 12)
		day = day_add_months(since, months);
	if (pin != DAY_NONE && pin != DAY_NEVER && pin >= books->today && pin < day)
		day = pin + 1;
	return day;
}

void books_seal(struct books *books)
{
	struct ledger *ledger = books->ledger;

	books->hashes = talloc_size(books->mem,
	                            ((size_t)ledger->n_entries + 1) * sizeof *books->hashes);
	assert(books->hashes != NULL);
	memcpy(books->hashes[0], books->rest.last_hash, SHA256_BYTES);
	for (int i = 0; i < ledger->n_entries; i++)
		chain_hash(books->hashes[i + 1], books->hashes[i], ledger->member_id,
		           &ledger->entries[i]);
	memcpy(books->rest.last_hash, books->hashes[ledger->n_entries], SHA256_BYTES);
	ledger->good_through = ledger_good_through(ledger, books->plans, books->today);
	books->rest.review_on = next_review(books);
}

void books_collect(struct books *books, struct ledger_rows *rows)
{
	ledger_rows_add(rows, books->ledger, books->hashes, books->last_n);
}

enum db books_save(struct books *books)
{
	struct ledger_rows rows;
	enum db result;

	books_seal(books);
	ledger_rows_begin(&rows, books->mem);
	books_collect(books, &rows);
	result = ledger_rows_write(books->db, &rows);
	if (result == DB_OK)
		result = account_save(books->db, books->ledger, &books->rest);
	return result == DB_OK ? notice_books(books) : result;
}
