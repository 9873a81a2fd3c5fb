/* What the audit asks about merged accounts: plain reads inside one snapshot; each
 * query returns only what disagrees. */
#ifndef STORE_AUDIT_MERGE_H
#define STORE_AUDIT_MERGE_H

#include "store/audit_item.h"

/* The member's entries of merges that have no opposite in the other account, or
 * that are not as the move they belong to says: *OUT on MEM. */
enum db audit_merge_pairs(struct database *db, void *mem, uint64_t member_id,
                          struct audit_odd **out, int *n) __attribute__((warn_unused_result));
/* All merges: moves whose two entries are not there, merges undone that did not give
 * all back (or gave more), accounts that lead elsewhere than their merge says: *OUT
 * on MEM. */
enum db audit_merges(struct database *db, void *mem, struct audit_odd **out, int *n)
	__attribute__((warn_unused_result));

#endif
