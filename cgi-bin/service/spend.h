/* Points go out and come back, and points come in that no order earned. Each
 * call is one transaction on the account. */
#ifndef SERVICE_SPEND_H
#define SERVICE_SPEND_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/ledger.h"
#include "store/db.h"

enum points_outcome {
	POINTS_DONE,
	POINTS_REPEATED, /* this reference was booked before with the same points */
	POINTS_CONFLICT, /* this reference was booked before with other points */
	POINTS_SHORT,    /* fewer available */
	POINTS_IN_DEBT,  /* something is owed */
	POINTS_UNKNOWN,  /* no such member or no such spend */
	POINTS_TRY_AGAIN,
	POINTS_STOPPED,  /* staff have stopped all spending for now */
	POINTS_FAILED
};

/* Where a spend, credit or opening left the account. */
struct points_answer {
	int64_t seq; /* of the entry */
	int64_t available, pending, debt;
};

/* Spends POINTS (> 0) for REFERENCE (no "/" in it), which happens at most once. */
enum points_outcome spend_points(struct database *db, const struct plan_book *plans,
                                 uint64_t member_id, const char *reference, int64_t points,
                                 int64_t effective_at, struct points_answer *answer);
/* Gives POINTS of the spend REFERENCE back (0 = all that is not back yet) into
 * the lots they came from; once per BACK_REFERENCE. BY_COMPANY: they live at
 * least 30 more days. */
enum points_outcome spend_give_back(struct database *db, const struct plan_book *plans,
                                    uint64_t member_id, const char *reference,
                                    const char *back_reference, int64_t points, bool by_company,
                                    int64_t effective_at, struct points_answer *answer);
/* Credits POINTS from a source other than an order, available at once. */
enum points_outcome credit_points(struct database *db, const struct plan_book *plans,
                                  uint64_t member_id, enum source_kind source,
                                  const char *source_id, int64_t points, bool qualifies,
                                  int64_t effective_at, struct points_answer *answer);
/* Opening balance moved in from an older programme: one lot ending after
 * EXPIRES_ON (DAY_NEVER), once per member and day. TIER "" = leave the tier;
 * else it is held from EFFECTIVE_AT unless a higher one is, and, with
 * TIER_UNTIL not DAY_NONE, pinned up to that day. POINTS may be 0 (tier only). */
enum points_outcome opening_book(struct database *db, const struct plan_book *plans,
                                 uint64_t member_id, int64_t points, int32_t expires_on,
                                 const char *tier, int32_t tier_until, int64_t effective_at,
                                 struct points_answer *answer);

#endif
