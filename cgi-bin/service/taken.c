#include "service/taken.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

struct taken_lot {
	struct ledger_allocation row;
	int32_t expires_on;
};

/* The order in which a spend took them: earliest end first, then oldest. */
static int as_taken(const void *a, const void *b)
{
	const struct taken_lot *x = a, *y = b;

	if (x->expires_on != y->expires_on)
		return x->expires_on < y->expires_on ? -1 : 1;
	return (x->row.lot_seq > y->row.lot_seq) - (x->row.lot_seq < y->row.lot_seq);
}

static void sort(const struct books *books, struct taken *taken)
{
	struct taken_lot *lots = talloc_array(books->mem, struct taken_lot, (unsigned)taken->n + 1);
	const struct ledger *ledger = books->ledger;

	assert(lots != NULL);
	taken->points = 0;
	for (int i = 0; i < taken->n; i++) {
		lots[i] = (struct taken_lot){ taken->rows[i], DAY_NEVER };
		taken->points += taken->rows[i].points;
		for (int j = 0; j < ledger->n_lots; j++)
			if (ledger->lots[j].seq == taken->rows[i].lot_seq)
				lots[i].expires_on = ledger->lots[j].expires_on;
	}
	qsort(lots, (size_t)taken->n, sizeof *lots, as_taken);
	for (int i = 0; i < taken->n; i++)
		taken->rows[i] = lots[i].row;
	talloc_free(lots);
}

enum db taken_load(struct books *books, const char *reference, struct taken *taken)
{
	uint64_t member_id = books->ledger->member_id;
	struct entry_found spend;
	enum db result;

	*taken = (struct taken){ 0 };
	result = entry_by_source(books->db, member_id, SOURCE_SPEND, reference, ENTRY_SPEND, &spend);
	if (result == DB_OK)
		result = ledger_load_taken(books->db, books->mem, member_id, spend.seq, reference,
		                           &taken->rows, &taken->n);
	for (int i = 0; result == DB_OK && i < taken->n; i++)
		result = ledger_load_lot(books->db, books->ledger, taken->rows[i].lot_seq);
	if (result == DB_OK)
		sort(books, taken);
	return result;
}

void taken_copy(struct books *books, int64_t entry_seq, struct taken *taken)
{
	const struct ledger *ledger = books->ledger;

	*taken = (struct taken){ 0 };
	taken->rows = talloc_array(books->mem, struct ledger_allocation,
	                           (unsigned)ledger->n_allocations + 1);
	assert(taken->rows != NULL);
	for (int i = 0; i < ledger->n_allocations; i++)
		if (ledger->allocations[i].entry_seq == entry_seq)
			taken->rows[taken->n++] = ledger->allocations[i];
	sort(books, taken);
}

void taken_reduce(struct taken *taken, int64_t points)
{
	for (int i = taken->n - 1; i >= 0 && points > 0; i--) {
		int64_t back = taken->rows[i].points < points ? taken->rows[i].points : points;

		taken->rows[i].points -= back;
		taken->points -= back;
		points -= back;
	}
}
