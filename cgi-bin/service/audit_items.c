#include "base/mem.h"
#include "service/audit_private.h"
#include "store/audit_draw.h"
#include "store/audit_item.h"
#include "store/audit_merge.h"
#include "store/audit_pay.h"
#include "store/audit_survey.h"

static void report(struct audit *audit, const struct audit_odd *odd, int n)
{
	for (int i = 0; i < n; i++)
		audit_find(audit, odd[i].member_id, odd[i].what, "%s is=%lld must=%lld",
		           odd[i].subject, (long long)odd[i].is, (long long)odd[i].must);
}

enum db audit_member_redemptions(struct audit *audit, struct database *db, void *mem,
                                 uint64_t member_id)
{
	struct audit_odd *odd;
	int n;
	enum db result = audit_redemptions(db, mem, member_id, &odd, &n);

	report(audit, odd, n);
	return result;
}

enum db audit_member_merges(struct audit *audit, struct database *db, void *mem,
                            uint64_t member_id)
{
	struct audit_odd *odd;
	int n;
	enum db result = audit_merge_pairs(db, mem, member_id, &odd, &n);

	report(audit, odd, n);
	return result;
}

static enum db items_work(struct database *db, void *arg)
{
	struct audit *audit = arg;
	struct audit_odd *odd;
	int n;
	enum db result = audit_stock(db, audit, &odd, &n);

	report(audit, odd, n);
	if (result == DB_OK) {
		result = audit_payments(db, audit, &odd, &n);
		report(audit, odd, n);
	}
	if (result == DB_OK) {
		result = audit_draws(db, audit, &odd, &n);
		report(audit, odd, n);
	}
	if (result == DB_OK) {
		result = audit_surveys(db, audit, &odd, &n);
		report(audit, odd, n);
	}
	if (result == DB_OK) {
		result = audit_merges(db, audit, &odd, &n);
		report(audit, odd, n);
	}
	if (result == DB_OK)
		result = audit_stock_size(db, &audit->items, &audit->redemptions);
	return result;
}

enum db audit_items(struct audit *audit, struct database *db)
{
	return db_snapshot(db, items_work, audit);
}
