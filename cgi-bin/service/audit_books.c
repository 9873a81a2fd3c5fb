#include <assert.h>

#include "base/mem.h"
#include "service/audit_private.h"
#include "store/account.h"
#include "store/rollup_points.h"

#define AT_ONCE 100 /* proved members remembered in one transaction */

struct proved {
	uint64_t member_id;
	int64_t before, seq; /* up to which entry it was proved before, and is now */
};

/* Proves every member, or every touched one; DONE (may be NULL) gets those
 * without finding, up to AT_ONCE at a time, ascending. */
static enum db each(struct audit *audit, struct database *db, bool touched,
                    enum db (*done)(struct database *db, const struct proved *rows, int n))
{
	uint64_t after = 0, *members;
	enum db result = DB_OK;
	int n = 1;

	while (result == DB_OK && n > 0) {
		void *mem = talloc_new(audit);
		struct proved rows[AT_ONCE];
		int n_rows = 0;

		result = audit_members(db, mem, touched, after, &members, &n);
		for (int i = 0; result == DB_OK && i < n; i++) {
			int findings = audit->n_findings;

			after = members[i];
			result = audit_member(audit, db, after);
			if (result == DB_OK && done && audit->n_findings == findings)
				rows[n_rows++] = (struct proved){ after, audit->proved_seq,
					                          audit->last_seq };
			if (result == DB_OK && done && (n_rows == AT_ONCE || i + 1 == n)) {
				result = done(db, rows, n_rows);
				n_rows = 0;
			}
			if (audit->progress)
				audit->progress(audit->progress_arg, audit->members);
		}
		talloc_free(mem);
	}
	return result;
}

enum db audit_all(struct audit *audit, struct database *db, const char *var_dir)
{
	enum db result = each(audit, db, false, NULL);

	if (result == DB_OK)
		result = audit_items(audit, db);
	if (result == DB_OK && var_dir)
		result = anchor_prove(audit, db, var_dir);
	return result;
}

struct total {
	int32_t day;
	int64_t kind, points, entries;
};

/* What the entries of one of the proved are added up to for the reports. */
struct parts {
	struct report_cell *cells;
	int n;
};

struct total_work {
	const struct proved *rows;
	struct parts *parts; /* of each row */
	int n;
	void *mem; /* of one try of the transaction */
	struct total *totals;
	int n_totals;
};

static void total_add(struct total_work *w, int32_t day, int64_t kind, int64_t points)
{
	struct total *t = w->totals;

	for (int i = 0; i < w->n_totals; i++, t++)
		if (t->day == day && t->kind == kind)
			break;
	if (t == w->totals + w->n_totals) {
		w->totals = talloc_realloc(w->mem, w->totals, struct total,
		                           (unsigned)w->n_totals + 1);
		assert(w->totals != NULL);
		t = &w->totals[w->n_totals++];
		*t = (struct total){ .day = day, .kind = kind };
	}
	t->points += points;
	t->entries++;
}

static enum db parts_member(struct database *db, const struct parts *parts)
{
	enum db result = DB_OK;

	for (int i = 0; result == DB_OK && i < parts->n; i++)
		result = rollup_today_add(db, &parts->cells[i]);
	return result;
}

/* The member's entries since the last proof, by day and kind; and how far. Whom
 * another proof has gone over meanwhile is left to the next. */
static enum db total_member(struct database *db, struct total_work *w, int which)
{
	const struct proved *p = &w->rows[which];
	struct audit_unproved *rows;
	int64_t proved = 0, outstanding = 0, pending = 0;
	int n;
	enum db result = audit_unproved(db, w->mem, p->member_id, p->seq, &proved, &rows, &n);

	if (result != DB_OK || proved != p->before)
		return result;
	for (int i = 0; i < n; i++) {
		int32_t day = day_of(rows[i].posted_at);

		/* the first row is the last proved one, where there is one */
		if (i > 0 || proved == 0) {
			total_add(w, day, rows[i].kind, rows[i].points);
			total_add(w, day, DAY_TOTAL_STATED, rows[i].outstanding - outstanding);
			total_add(w, day, DAY_TOTAL_PENDING, rows[i].pending - pending);
		}
		outstanding = rows[i].outstanding;
		pending = rows[i].pending;
	}
	result = parts_member(db, &w->parts[which]);
	return result == DB_OK ? account_proved(db, p->member_id, p->seq) : result;
}

/* Adds the entries that were proved to the totals of their days, and remembers
 * how far: in one transaction, so that none counts twice. */
static enum db total_work(struct database *db, void *arg)
{
	struct total_work *w = arg;
	enum db result = DB_OK;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->totals = NULL;
	w->n_totals = 0;
	for (int i = 0; result == DB_OK && i < w->n; i++)
		result = total_member(db, w, i);
	for (int i = 0; result == DB_OK && i < w->n_totals; i++)
		result = day_total_add(db, w->totals[i].day, w->totals[i].kind,
		                       w->totals[i].points, w->totals[i].entries);
	return result;
}

static enum db totals(struct database *db, const struct proved *rows, int n)
{
	void *mem = talloc_new(NULL);
	struct parts parts[AT_ONCE] = { 0 };
	struct total_work w = { .rows = rows, .parts = parts, .n = n };
	enum db result = DB_OK;

	/* Entries do not change: read here, no lock waits for it. */
	for (int i = 0; result == DB_OK && i < n; i++)
		result = report_proving(db, mem, rows[i].member_id, rows[i].before, rows[i].seq,
		                        &parts[i].cells, &parts[i].n);
	if (result == DB_OK && n > 0)
		result = db_transact(db, total_work, &w);
	talloc_free(w.mem);
	talloc_free(mem);
	return result;
}

enum db audit_touched(struct audit *audit, struct database *db)
{
	return each(audit, db, true, totals);
}

enum db audit_day(struct audit *audit, struct database *db, int32_t day)
{
	struct day_sums s;
	char text[INSTANT_TEXT];
	enum db result = day_total_sums(db, day, &s);

	if (result != DB_OK)
		return result;
	/* opening + what was booked of every kind = closing, as the figures behind
	 * each entry state it */
	if (s.kinds_before != s.stated_before || s.kinds_before + s.kinds != s.stated_before + s.stated)
		audit_find(audit, 0, "day_totals", "day=%s opening=%lld kinds=%lld closing=%lld",
		           day_iso(text, day), (long long)s.stated_before, (long long)s.kinds,
		           (long long)s.stated_before + s.stated);
	return DB_OK;
}
