#include <assert.h>

#include "base/mem.h"
#include "service/audit_private.h"
#include "store/account.h"

/* Proves every member that LIST finds; PROVED (may be NULL) follows for each
 * that has no finding. */
static enum db each(struct audit *audit, struct database *db, bool touched,
                    enum db (*proved)(struct database *db, uint64_t member_id, int64_t seq))
{
	uint64_t after = 0, *members;
	enum db result = DB_OK;
	int n = 1;

	while (result == DB_OK && n > 0) {
		void *mem = talloc_new(audit);

		result = audit_members(db, mem, touched, after, &members, &n);
		for (int i = 0; result == DB_OK && i < n; i++) {
			int findings = audit->n_findings;

			after = members[i];
			audit->last_seq = 0;
			result = audit_member(audit, db, after);
			if (result == DB_OK && proved && audit->n_findings == findings)
				result = proved(db, after, audit->last_seq);
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

	if (result == DB_OK && var_dir)
		result = anchor_prove(audit, db, var_dir);
	return result;
}

struct total_work {
	uint64_t member_id;
	int64_t until;
};

/* Adds the entries that were proved to the totals of their days, and remembers
 * how far: one transaction, so that none counts twice. */
static enum db total_work(struct database *db, void *arg)
{
	const struct total_work *w = arg;
	struct audit_unproved *rows;
	void *mem = talloc_new(NULL);
	int64_t proved = 0, outstanding = 0;
	int n;
	enum db result = audit_unproved(db, mem, w->member_id, w->until, &proved, &rows, &n);

	for (int i = 0; result == DB_OK && i < n; i++) {
		int32_t day = day_of(rows[i].posted_at);

		if (i > 0 || proved == 0) {
			result = day_total_add(db, day, rows[i].kind, rows[i].points, 1);
			if (result == DB_OK)
				result = day_total_add(db, day, 0,
				                       rows[i].outstanding - outstanding, 1);
		}
		outstanding = rows[i].outstanding;
	}
	if (result == DB_OK)
		result = account_proved(db, w->member_id, w->until);
	talloc_free(mem);
	return result;
}

static enum db totals(struct database *db, uint64_t member_id, int64_t seq)
{
	struct total_work w = { member_id, seq };

	return db_transact(db, total_work, &w);
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
		           (long long)(s.stated_before + s.stated));
	return DB_OK;
}
