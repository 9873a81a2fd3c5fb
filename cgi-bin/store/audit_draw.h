/* What the audit asks about draws. */
#ifndef STORE_AUDIT_DRAW_H
#define STORE_AUDIT_DRAW_H

#include "store/audit_item.h"

/* Draws whose tickets, entries, points or winners do not agree with each other
 * or with the ledger. *OUT on MEM. Inside a snapshot. */
enum db audit_draws(struct database *db, void *mem, struct audit_odd **out, int *n)
	__attribute__((warn_unused_result));

#endif
