/* Early access: how long before everybody a tier may book, sign up or enter. Pure. */
#ifndef RULE_EARLY_H
#define RULE_EARLY_H

#include <stdint.h>

#include "rule/plan.h"

#define EARLY_DAYS_MAX 60

/* One row of what staff set: members of TIER and those above, so many days earlier. */
struct early_row {
	const char *tier; /* lowest tier */
	int64_t days;
};

/* First instant for a member of TIER of what everybody may from PUBLIC_FROM: the
 * most days of the N rows that the tier reaches count. */
int64_t early_from(const struct plan *plan, const char *tier, int64_t public_from,
                   const struct early_row *rows, int n);
/* The same of an event or a draw, which name one tier at most (NULL or "" = none).
 * INSTANT_NONE: open at once, for everybody. */
int64_t early_opens(const struct plan *plan, const char *tier, int64_t public_from,
                    const struct early_row *row);

#endif
