/* SQL of what partners' budgets have given out (schema/0035). */
#ifndef STORE_PARTNER_EARNED_H
#define STORE_PARTNER_EARNED_H

#include <stdint.h>

#include "store/db.h"

struct partner_earned {
	int64_t month, year; /* points of the month, and of the calendar year with it */
};

/* What PARTNER's orders booked in the month that begins on MONTH and in its year have
 * earned. */
enum db partner_earned_read(struct database *db, const char *partner, int32_t month,
                            struct partner_earned *out) __attribute__((warn_unused_result));
/* The same, with the month's row locked (made where there is none); in a transaction. */
enum db partner_earned_lock(struct database *db, const char *partner, int32_t month,
                            struct partner_earned *out) __attribute__((warn_unused_result));
/* Adds POINTS to the month's row, which is locked. */
enum db partner_earned_add(struct database *db, const char *partner, int32_t month,
                           int64_t points) __attribute__((warn_unused_result));

#endif
