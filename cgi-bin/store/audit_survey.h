/* What the audit asks about surveys. */
#ifndef STORE_AUDIT_SURVEY_H
#define STORE_AUDIT_SURVEY_H

#include "store/audit_item.h"

/* Answers that were paid without an entry, and entries for answers that nobody
 * gave (RULINGS 28: the links' account could append one). *OUT on MEM. Inside a
 * snapshot. */
enum db audit_surveys(struct database *db, void *mem, struct audit_odd **out, int *n)
	__attribute__((warn_unused_result));

#endif
