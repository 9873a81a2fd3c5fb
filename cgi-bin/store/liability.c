#include "store/liability.h"

#include "base/mem.h"

/* How the roll-up writes what has no month of expiry. */
#define PENDING_MONTH INT32_C(-354285) /* 1000-01-01 */
#define NEVER_MONTH INT32_C(2932866)   /* 9999-12-01 */

static const struct db_sql lots = {
	"SELECT issued_month, ends_month, lots, points FROM rollup_lot"
	" ORDER BY issued_month, ends_month",
	"", "ddii"
};

enum db liability_lots(struct database *db, void *mem, struct liability_lot **rows, int *n)
{
	struct liability_lot row;
	enum db got = db_query(db, mem, &lots);

	*rows = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &lots, &row.issued, &row.ends, &row.lots,
	                                      &row.points)) == DB_OK) {
		row.ends = row.ends == PENDING_MONTH ? DAY_NONE
		           : row.ends == NEVER_MONTH ? DAY_NEVER
		                                     : row.ends;
		*rows = talloc_realloc(mem, *rows, struct liability_lot, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
