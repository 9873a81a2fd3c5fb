/* What the audit asks about orders paid with points and coupons. */
#ifndef STORE_AUDIT_PAY_H
#define STORE_AUDIT_PAY_H

#include "store/audit_item.h"

/* Payments that the ledger or the coupons do not agree with, of all members.
 * *OUT on MEM. Inside a snapshot. */
enum db audit_payments(struct database *db, void *mem, struct audit_odd **out, int *n)
	__attribute__((warn_unused_result));

#endif
