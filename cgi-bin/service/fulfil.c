#include "service/fulfil.h"

#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/redeem.h"
#include "service/staff.h"
#include "store/fulfil.h"

#define NUMBER_SHORTEST 4
#define NUMBER_SIGNS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"

static enum waybill judge_number(const struct waybill_line *l)
{
	size_t len = strlen(l->number);

	if (!l->carrier[0] && !l->number[0])
		return WAYBILL_EMPTY;
	if (!l->carrier[0] || !l->number[0])
		return WAYBILL_HALF;
	if (utf8_length(l->carrier) > WAYBILL_TEXT)
		return WAYBILL_CARRIER;
	if (len < NUMBER_SHORTEST || len > WAYBILL_TEXT || strspn(l->number, NUMBER_SIGNS) != len)
		return WAYBILL_NUMBER;
	return WAYBILL_SEND;
}

/* What the redemption allows. */
static enum waybill judge_state(struct waybill_line *l, const struct redemption *r)
{
	bool same = strcmp(r->carrier, l->carrier) == 0 && strcmp(r->tracking_no, l->number) == 0;

	if (r->category != ITEM_GOODS)
		return WAYBILL_KIND;
	switch (r->state) {
	case REDEMPTION_PLACED: return r->held_reason[0] ? WAYBILL_HELD : WAYBILL_SEND;
	case REDEMPTION_APPROVED: return WAYBILL_SEND;
	case REDEMPTION_SHIPPED:
		l->numbered_late = !r->tracking_no[0];
		return same ? WAYBILL_SAME : l->numbered_late ? WAYBILL_SEND : WAYBILL_OTHER;
	case REDEMPTION_DONE: return same ? WAYBILL_SAME : WAYBILL_OTHER;
	default: return WAYBILL_ENDED;
	}
}

static bool stands_before(const struct waybill_report *report, const struct waybill_line *l)
{
	for (const struct waybill_line *one = report->lines; one < l; one++)
		if (one->what != WAYBILL_EMPTY && strcmp(one->redemption_no, l->redemption_no) == 0)
			return true;
	return false;
}

static enum db judge(const struct service_env *env, const struct waybill_report *report,
                     struct waybill_line *l)
{
	struct redemption row;
	enum db got;

	l->what = judge_number(l);
	if (l->what != WAYBILL_SEND)
		return DB_OK;
	if (stands_before(report, l)) {
		l->what = WAYBILL_TWICE;
		return DB_OK;
	}
	got = redemption_owner(env->db, l->redemption_no, &l->member_id);
	if (got == DB_OK)
		got = redemption_read(env->db, env->mem, l->member_id, l->redemption_no, &row);
	if (got == DB_OK)
		l->what = judge_state(l, &row);
	else if (got == DB_NONE)
		l->what = WAYBILL_NO;
	return got == DB_NONE ? DB_OK : got;
}

/* The table's lines, each judged. */
static enum db judge_all(const struct service_env *env, const struct csv_table *table,
                         struct waybill_report *report)
{
	int no = csv_column(table, "redemption_no"), carrier = csv_column(table, "carrier");
	int number = csv_column(table, "waybill");
	enum db got = DB_OK;

	report->lines = talloc_zero_array(env->mem, struct waybill_line, (unsigned)table->n_rows);
	for (int i = 0; got == DB_OK && i < table->n_rows; i++) {
		const struct csv_row *row = &table->rows[i];
		struct waybill_line *l = &report->lines[i];

		*l = (struct waybill_line){.line = i + 2, .redemption_no = "", .carrier = "",
		                           .number = "", .what = WAYBILL_BROKEN};
		report->n = i + 1;
		if (!row->broken && row->n <= table->n_columns) {
			l->redemption_no = csv_field(row, no);
			l->carrier = csv_field(row, carrier);
			l->number = csv_field(row, number);
			got = judge(env, report, l);
		}
		report->bad += l->what >= WAYBILL_BROKEN;
	}
	return got;
}

/* Whether somebody sent it meanwhile with just this. */
static bool is_sent_so(const struct service_env *env, const struct waybill_line *l)
{
	struct redemption row;

	return redemption_read(env->db, env->mem, l->member_id, l->redemption_no, &row) == DB_OK &&
	       strcmp(row.carrier, l->carrier) == 0 && strcmp(row.tracking_no, l->number) == 0;
}

static void send(const struct service_env *env, const struct plan_book *plans, uint64_t staff_id,
                 struct waybill_report *report, struct waybill_line *l)
{
	struct step_asked asked = {.member_id = l->member_id, .redemption_no = l->redemption_no,
	                           .step = l->numbered_late ? STEP_NUMBER : STEP_SHIP,
	                           .reason = "", .carrier = l->carrier, .tracking_no = l->number,
	                           .staff_id = staff_id};
	enum step_outcome outcome = redemption_step(env, plans, &asked, NULL);

	if (outcome == STEP_OK) {
		report->sent++;
	} else if (outcome == STEP_REPEATED && is_sent_so(env, l)) {
		l->what = WAYBILL_SAME;
		report->same++;
	} else {
		l->what = WAYBILL_FAILED;
		report->bad++;
	}
}

/* The bytes as a table with the three columns; NULL with ERROR. */
static struct csv_table *table_of(void *mem, const char *data, size_t len, char error[160])
{
	static const char *const columns[] = {"redemption_no", "carrier", "waybill"};
	struct csv_table *table = csv_parse_text(mem, data, len, error);

	for (int i = 0; table && i < 3; i++)
		if (csv_column(table, columns[i]) < 0) {
			snprintf(error, 160, "there is no column %s", columns[i]);
			return NULL;
		}
	return table;
}

struct log_work {
	uint64_t staff_id;
	const char *detail;
};

static enum db log_work(struct database *db, void *arg)
{
	struct log_work *w = arg;

	return staff_log(db, w->staff_id, "waybills_import", 0, "", w->detail);
}

enum waybill_outcome waybills_run(const struct service_env *env, const struct plan_book *plans,
                                  uint64_t staff_id, const char *data, size_t len,
                                  struct waybill_report *report, char error[160])
{
	const struct csv_table *table = table_of(env->mem, data, len, error);
	char detail[80];
	struct log_work w = {staff_id, detail};

	*report = (struct waybill_report){.n = 0};
	if (!table)
		return WAYBILLS_TABLE;
	if (table->n_rows < 1 || table->n_rows > WAYBILL_ROWS)
		return WAYBILLS_LONG;
	if (judge_all(env, table, report) != DB_OK)
		return WAYBILLS_TRY_AGAIN;
	if (report->bad > 0)
		return WAYBILLS_BAD;
	/* Who did it stands in the log before anything is done. */
	snprintf(detail, sizeof detail, "%d lines", report->n);
	if (db_transact(env->db, log_work, &w) != DB_OK)
		return WAYBILLS_TRY_AGAIN;
	for (int i = 0; i < report->n; i++) {
		struct waybill_line *l = &report->lines[i];

		if (l->what == WAYBILL_SEND)
			send(env, plans, staff_id, report, l);
		else
			report->same += l->what == WAYBILL_SAME;
	}
	return report->bad > 0 ? WAYBILLS_SOME : WAYBILLS_DONE;
}

struct miles_work {
	const struct service_env *env;
	uint64_t staff_id;
	int64_t batch_no;
};

static enum db miles_work(struct database *db, void *arg)
{
	struct miles_work *w = arg;
	char no[24], detail[40];
	int64_t n = 0;
	enum db got = miles_batch_add(db, w->staff_id, w->env->now, &w->batch_no);

	if (got == DB_OK)
		got = miles_batch_take(db, w->batch_no, &n);
	if (got == DB_OK && n == 0)
		return DB_NONE;
	if (got == DB_OK)
		got = miles_batch_count(db, w->batch_no, n);
	snprintf(no, sizeof no, "%lld", (long long)w->batch_no);
	snprintf(detail, sizeof detail, "%lld redemptions", (long long)n);
	return got == DB_OK ? staff_log(db, w->staff_id, "miles_export", 0, no, detail) : got;
}

enum db miles_export(const struct service_env *env, uint64_t staff_id, int64_t *batch_no)
{
	struct miles_work w = {.env = env, .staff_id = staff_id};
	enum db got = db_transact(env->db, miles_work, &w);

	*batch_no = w.batch_no;
	return got;
}
