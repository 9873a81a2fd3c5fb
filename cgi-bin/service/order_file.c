#include "service/order_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "service/batch.h"
#include "store/merge.h"

#define BATCH_ROWS 2000
#define PAID_MAX 1000000000000LL /* fen (RULINGS 1) */
#define AHEAD_S 300

enum { ORDER_NO, MEMBER, CATEGORY, PAID_FEN, PAID_AT, TRAVEL_END, COMPLETED_AT, REFUNDED_FEN,
	REFUNDED_AT, COLUMNS };

const char *const order_file_columns[] = { "order_no", "member", "category", "paid_fen", "paid_at",
	"travel_end", "completed_at", "refunded_fen", "refunded_at", NULL };

/* What a refused outcome of the batch means, in words. */
static const char *const reasons[ROW__MAX] = {
	[ROW_OTHER] = "member, category, paid_fen or paid_at differ from what is booked",
	[ROW_EARLIER] = "would change an earlier completed_at or refund",
	[ROW_TOO_MUCH] = "refunded_fen is more than was paid",
	[ROW_TWICE] = "order_no stands twice in the file",
	[ROW_FUTURE] = "paid_at lies in the future",
	[ROW_ENDED] = "the order is refunded whole; nothing can follow",
	[ROW_NO_MEMBER] = "the member has no account",
};

struct order_file_work {
	struct file_rows *rows;
	const struct plan_book *plans;
	bool dry_run;
	order_file_step step;
	void *arg;
	int at[COLUMNS];          /* columns of the file */
	uint64_t *ids;            /* member of each row */
	struct order_row *parsed; /* each row */
	int *order;               /* rows to book, by member */
	int n;
	int64_t now;
};

static bool order_no_ok(const char *text)
{
	size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

	return len >= 1 && len <= 64 && text[len] == '\0';
}

/* The optional instant TEXT: "" gives INSTANT_NONE. */
static bool instant_field(const char *text, int64_t *out)
{
	*out = INSTANT_NONE;
	return !*text || instant_parse(text, out);
}

/* The refund's two fields; NULL or what is wrong. */
static const char *parse_refund(const char *fen, const char *at, struct order_row *out, int64_t now)
{
	out->refunded_fen = 0;
	if (*fen && (!int_parse(fen, &out->refunded_fen) || out->refunded_fen < 0))
		return "refunded_fen must be a whole number of fen, 0 or more";
	if (!instant_field(at, &out->refunded_at))
		return "refunded_at must be an instant like 2026-10-03T12:00:00+08:00";
	if (out->refunded_fen > 0 && out->refunded_at == INSTANT_NONE)
		return "refunded_at is missing";
	if (out->refunded_fen == 0 && out->refunded_at != INSTANT_NONE && out->paid_fen > 0)
		return "refunded_fen is missing";
	if (out->refunded_fen > out->paid_fen)
		return reasons[ROW_TOO_MUCH];
	if (out->refunded_at != INSTANT_NONE && out->refunded_at > now + AHEAD_S)
		return "refunded_at lies in the future";
	return NULL;
}

/* NULL, or what is wrong with the row. */
static const char *parse(const struct order_file_work *o, const struct csv_row *row, struct order_row *out)
{
	const char *f[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		f[i] = csv_field(row, o->at[i]);
	out->order_no = f[ORDER_NO];
	out->category = f[CATEGORY];
	out->travel_end = DAY_NONE;
	if (!order_no_ok(f[ORDER_NO]))
		return "order_no must be 1 to 64 of letters, digits, . _ -";
	if (!int_parse(f[PAID_FEN], &out->paid_fen) || out->paid_fen < 0 || out->paid_fen > PAID_MAX)
		return "paid_fen must be a whole number of fen, 0 to 1000000000000";
	if (!instant_parse(f[PAID_AT], &out->paid_at))
		return "paid_at must be an instant like 2026-10-03T12:00:00+08:00";
	if (out->paid_at > o->now + AHEAD_S)
		return reasons[ROW_FUTURE];
	if (plan_category_index(plan_on(o->plans, day_of(out->paid_at)), f[CATEGORY]) < 0)
		return "the plan has no such category";
	if (*f[TRAVEL_END] && !day_parse(f[TRAVEL_END], &out->travel_end))
		return "travel_end must be a day like 2026-10-03";
	if (!instant_field(f[COMPLETED_AT], &out->completed_at))
		return "completed_at must be an instant like 2026-10-03T12:00:00+08:00";
	if (out->completed_at != INSTANT_NONE && out->completed_at > o->now + AHEAD_S)
		return "completed_at lies in the future";
	return parse_refund(f[REFUNDED_FEN], f[REFUNDED_AT], out, o->now);
}

static int by_number(const void *a, const void *b, void *arg)
{
	const struct order_file_work *o = arg;
	int x = *(const int *)a, y = *(const int *)b;
	int order = strcmp(o->parsed[x].order_no, o->parsed[y].order_no);

	return order ? order : (x > y) - (x < y);
}

static int by_member(const void *a, const void *b, void *arg)
{
	const struct order_file_work *o = arg;
	int x = *(const int *)a, y = *(const int *)b;

	if (o->ids[x] != o->ids[y])
		return o->ids[x] > o->ids[y] ? 1 : -1;
	return (x > y) - (x < y);
}

static void collect(struct order_file_work *o)
{
	o->n = 0;
	for (int i = 0; i < o->rows->table->n_rows; i++)
		if (!o->rows->outcomes[i].refused)
			o->order[o->n++] = i;
}

/* Of rows with the same number the first stands. */
static void refuse_doubles(struct order_file_work *o)
{
	collect(o);
	qsort_r(o->order, (size_t)o->n, sizeof *o->order, by_number, o);
	for (int i = 1; i < o->n; i++)
		if (strcmp(o->parsed[o->order[i - 1]].order_no, o->parsed[o->order[i]].order_no) == 0)
			file_refuse(o->rows, o->order[i], reasons[ROW_TWICE]);
}

/* Books the rows FROM … TO-1 of the order, whole members. */
static enum db book(struct order_file_work *o, int from, int to)
{
	struct batch *batch = batch_begin(o->rows->db, o->plans, ORDER_FILE_PARTNER,
	                                  o->dry_run);
	enum db got;

	if (!batch)
		return DB_FAIL;
	for (int i = from; i < to; i++)
		batch_order_row(batch, o->ids[o->order[i]], &o->parsed[o->order[i]]);
	got = batch_commit(batch);
	for (int i = from; i < to; i++) {
		enum row_outcome outcome = batch_outcome(batch, i - from, NULL);

		if (outcome == ROW_NOT_DONE)
			file_not_done(o->rows, o->order[i]);
		else if (reasons[outcome])
			file_refuse(o->rows, o->order[i], reasons[outcome]);
		else
			file_set(o->rows, o->order[i], row_outcome_word(outcome), "");
	}
	batch_end(batch);
	return got;
}

static void book_all(struct order_file_work *o)
{
	enum db got = DB_OK;
	int to;

	for (int from = 0; from < o->n; from = to) {
		for (to = from + 1; to < o->n; to++)
			if (to - from >= BATCH_ROWS && o->ids[o->order[to]] != o->ids[o->order[to - 1]])
				break;
		got = book(o, from, to);
		if (got != DB_OK && db_is_down(o->rows->db))
			break; /* what is left counts as not done */
		if (o->step)
			o->step(o->arg, to, o->n);
	}
}

/* An order booked before its account was merged stays that account's, though its
 * number now leads to the one that carries it on. */
static enum db keep_booked(struct order_file_work *o)
{
	uint64_t *survivors;
	int n;
	enum db got = merge_survivors(o->rows->db, o->rows->mem, &survivors, &n);

	for (int i = 0; got == DB_OK && n > 0 && i < o->rows->table->n_rows; i++) {
		bool is_one = false;

		for (int j = 0; j < n && !is_one; j++)
			is_one = survivors[j] == o->ids[i];
		if (is_one && o->parsed[i].order_no[0])
			got = merge_order_owner(o->rows->db, ORDER_FILE_PARTNER, o->parsed[i].order_no,
			                        &o->ids[i]);
	}
	return got;
}

bool order_file_run(struct file_rows *rows, const struct plan_book *plans, bool dry_run,
                    order_file_step step, void *arg)
{
	struct order_file_work o = { .rows = rows, .plans = plans, .dry_run = dry_run, .step = step,
		.arg = arg, .now = clock_now() };
	unsigned n = (unsigned)rows->table->n_rows + 1;

	o.ids = talloc_zero_array(rows->mem, uint64_t, n);
	o.parsed = talloc_zero_array(rows->mem, struct order_row, n);
	o.order = talloc_zero_array(rows->mem, int, n);
	if (!o.ids || !o.parsed || !o.order)
		return false;
	for (int i = 0; i < COLUMNS; i++)
		o.at[i] = csv_column(rows->table, order_file_columns[i]);
	for (int i = 0; i < rows->table->n_rows; i++) {
		const char *wrong = NULL;

		if (file_row_ok(rows, i))
			wrong = parse(&o, &rows->table->rows[i], &o.parsed[i]);
		if (wrong)
			file_refuse(rows, i, wrong);
	}
	refuse_doubles(&o);
	if (file_resolve(rows, o.at[MEMBER], o.ids) == DB_OK && keep_booked(&o) == DB_OK) {
		collect(&o);
		qsort_r(o.order, (size_t)o.n, sizeof *o.order, by_member, &o);
		book_all(&o);
	}
	return true;
}
