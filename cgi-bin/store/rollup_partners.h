/* SQL of what was earned and redeemed at each partner (schema/0026), by the
 * programme's day of booking: such a day, once over, does not change. */
#ifndef STORE_ROLLUP_PARTNERS_H
#define STORE_ROLLUP_PARTNERS_H

#include <stdint.h>

#include "rule/settle.h"
#include "store/db.h"

/* The sums of a partner on a day or in a month. */
struct partner_sum {
	int32_t day; /* the day, or the first of the month */
	char *partner;
	int64_t v[SETTLE__MAX];
};

/* What was booked on FROM … TO, from the ledger and the coupons themselves, through an
 * index of their time: by day and partner, an array of *N on MEM. */
enum db partner_facts(struct database *db, void *mem, int32_t from, int32_t to,
                      struct partner_sum **out, int *n) __attribute__((warn_unused_result));
/* Makes the rows of DAY anew; in a transaction. */
enum db partner_put(struct database *db, int32_t day, const struct partner_sum *rows, int n)
	__attribute__((warn_unused_result));
/* Removes the rows before FIRST and after LAST. */
enum db partner_trim(struct database *db, int32_t first, int32_t last)
	__attribute__((warn_unused_result));
/* The rows of FROM … TO as added up, by month and partner. */
enum db partner_months(struct database *db, void *mem, int32_t from, int32_t to,
                       struct partner_sum **out, int *n) __attribute__((warn_unused_result));
/* The rows of PARTNER alone, by day. */
enum db partner_days(struct database *db, void *mem, const char *partner, int32_t from,
                     int32_t to, struct partner_sum **out, int *n)
	__attribute__((warn_unused_result));

/* Every partner and its name, by code; on MEM. */
struct partner_name {
	char *partner, *name;
};
enum db partner_names(struct database *db, void *mem, struct partner_name **out, int *n)
	__attribute__((warn_unused_result));

#endif
