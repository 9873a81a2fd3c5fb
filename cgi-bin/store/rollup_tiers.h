/* SQL of what the reports say about tiers (schema/0011): which tier each member held
 * at the end of a day, as booked by then, and how that changed from day to day. */
#ifndef STORE_ROLLUP_TIERS_H
#define STORE_ROLLUP_TIERS_H

#include <stdint.h>

#include "rule/plan.h"
#include "store/db.h"

/* A member whose tier at the end of some days is another than before them. */
struct tier_move {
	uint64_t member_id;
	char from[PLAN_CODE], to[PLAN_CODE]; /* "" = not a member yet; the account ended */
	char cause[PLAN_CODE];               /* of the row that holds then; "" = ended */
	int32_t first_day;                   /* day of the member's first tier */
	/* the tier before an earlier move of the same period (rollup_tier_moves()) */
	char earlier[PLAN_CODE];
};
/* Who moved between the beginning of FROM and the end of TO, from the histories
 * themselves; an array of *N on MEM by member. .earlier is the tier at the beginning
 * of SINCE where the roll-up knows a move between SINCE and FROM, else "". */
enum db rollup_tier_moves(struct database *db, void *mem, int32_t from, int32_t to, int32_t since,
                          struct tier_move **rows, int *n) __attribute__((warn_unused_result));

/* How many moved alike on a day or in a period. */
struct tier_flow {
	char from[PLAN_CODE], to[PLAN_CODE], cause[PLAN_CODE];
	int64_t members;
};

/* Writes the moves of DAY over what was there; in a transaction. */
enum db rollup_tier_put(struct database *db, int32_t day, const struct tier_move *moves,
                        int n_moves, const struct tier_flow *flows, int n_flows)
	__attribute__((warn_unused_result));
/* Removes the rows of DAY and later. */
enum db rollup_tiers_forget(struct database *db, int32_t day)
	__attribute__((warn_unused_result));
/* The first day on which a tier was booked; DB_NONE: none was. */
enum db rollup_tiers_first(struct database *db, int32_t *first)
	__attribute__((warn_unused_result));

/* The flows of FROM … TO as added up: an array of *N on MEM. */
enum db rollup_tier_flows(struct database *db, void *mem, int32_t from, int32_t to,
                          struct tier_flow **rows, int *n) __attribute__((warn_unused_result));
/* From which to which tier the movers of FROM … TO went in all, by the roll-up: who
 * went and came back counts as staying (from = to). .from of who joined on FROM or
 * later is the tier joined with, and .cause is then "join". On MEM. */
enum db rollup_tier_matrix(struct database *db, void *mem, int32_t from, int32_t to,
                           struct tier_flow **rows, int *n) __attribute__((warn_unused_result));

struct tier_stand {
	int32_t day;
	char tier[PLAN_CODE];
	int64_t change; /* members more of it at the end of the day */
};
/* By day and tier, how many more or fewer, FROM … TO, in order of day. On MEM. */
enum db rollup_tier_changes(struct database *db, void *mem, int32_t from, int32_t to,
                            struct tier_stand **rows, int *n) __attribute__((warn_unused_result));

#endif
