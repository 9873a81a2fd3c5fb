/* SQL of who orders again (schema/0011): the orders of everybody for the weekly
 * count, and what it found: kinds, languages, repurchase, years, cohorts, RFM. */
#ifndef STORE_ROLLUP_COHORT_H
#define STORE_ROLLUP_COHORT_H

#include <stdint.h>

#include "rule/rfm.h"
#include "store/db.h"

/* ---- making (job/rollup_cohort.c) */

/* An account and one of its orders that was not refunded whole; of an account
 * without such one row without order. Orders of an account that was merged stand
 * with the one that carries it on. */
struct cohort_row {
	uint64_t member_id;
	int32_t joined_on;
	int32_t paid_on; /* DAY_NONE: no order */
	int64_t net_fen; /* paid less refunded */
};
/* The accounts behind AFTER with their orders, by account; *LAST gets the last of
 * them. An array of *N on MEM. DB_NONE: there are no more. */
enum db rollup_cohort_rows(struct database *db, void *mem, uint64_t after, uint64_t *last,
                           struct cohort_row **rows, int *n) __attribute__((warn_unused_result));

/* Removes what the last count found; in the transaction that writes the next. */
enum db rollup_cohort_clear(struct database *db) __attribute__((warn_unused_result));
/* Counts open accounts that joined by AS_OF by kind, and by the holder's language;
 * in that transaction. */
enum db rollup_kinds_make(struct database *db, int32_t as_of) __attribute__((warn_unused_result));
/* One figure of all members, one calendar year, one quarter of joining at one age:
 * likewise. */
enum db rollup_now_put(struct database *db, const char *family, const char *part, int32_t as_of,
                       int64_t members) __attribute__((warn_unused_result));
enum db rollup_year_put(struct database *db, int year, int32_t as_of, int64_t buyers,
                        int64_t again) __attribute__((warn_unused_result));
enum db rollup_quarter_put(struct database *db, int32_t quarter, int age, int32_t as_of,
                           int64_t members) __attribute__((warn_unused_result));

struct rfm_cell {
	int recency, frequency, money;
	int64_t members, orders, net_fen;
	int32_t first_last; /* the earliest last order among them */
};
/* How many members have these scores; likewise. */
enum db rollup_rfm_put(struct database *db, const struct rfm_cell *cell, int32_t as_of)
	__attribute__((warn_unused_result));

/* ---- reading; *AS_OF is DAY_NONE where nothing was counted yet */

struct rollup_now {
	char *family, *part;
	int64_t members;
};
/* The figures of all members, by family; an array of *N on MEM, as those below. */
enum db rollup_now(struct database *db, void *mem, int32_t *as_of, struct rollup_now **rows,
                   int *n) __attribute__((warn_unused_result));

struct rollup_year {
	int64_t year, buyers, again;
};
/* Latest first. */
enum db rollup_years(struct database *db, void *mem, int32_t *as_of, struct rollup_year **rows,
                     int *n) __attribute__((warn_unused_result));

struct rollup_quarter {
	int32_t quarter;
	int64_t age, members; /* age -1: the cohort itself */
};
/* Cohorts that joined on SINCE or later; by quarter, latest first, and age. */
enum db rollup_quarters(struct database *db, void *mem, int32_t since, int32_t *as_of,
                        struct rollup_quarter **rows, int *n) __attribute__((warn_unused_result));

/* Members by scores, highest first. */
enum db rollup_rfm(struct database *db, void *mem, int32_t *as_of, struct rfm_cell **rows, int *n)
	__attribute__((warn_unused_result));

#endif
