/* A member's figures as they are now, whether or not jobs have run. */
#ifndef SERVICE_BALANCE_H
#define SERVICE_BALANCE_H

#include <stdint.h>

#include "rule/ledger.h"
#include "store/db.h"

struct balance {
	int64_t available, pending, debt, held, lifetime;
	int64_t ending_30_days; /* end within 30 days */
	int32_t next_expiry;    /* DAY_NONE when nothing ends */
	int64_t next_expiry_points;
	char tier[PLAN_CODE];
	int64_t tier_since;
	int32_t good_through;
};

/* Figures of DAY from open lots (read only, no locks; two short statements).
 * For the page when today > good_through. DB_NONE: no such account. */
enum db balance_figures(struct database *db, void *mem, uint64_t member_id, int32_t day,
                        struct balance *out) __attribute__((warn_unused_result));

#endif
