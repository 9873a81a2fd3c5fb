/* Between the files of the audit. */
#ifndef SERVICE_AUDIT_PRIVATE_H
#define SERVICE_AUDIT_PRIVATE_H

#include "service/audit.h"
#include "store/audit.h"

/* Adds a finding. */
__attribute__((format(printf, 4, 5))) void audit_find(struct audit *audit, uint64_t member_id,
                                                      const char *what, const char *format, ...);
/* The member's redemptions against the ledger; inside the snapshot of the proof. */
enum db audit_member_redemptions(struct audit *audit, struct database *db, void *mem,
                                 uint64_t member_id) __attribute__((warn_unused_result));
/* The member's entries of merges against those of the other account; likewise. */
enum db audit_member_merges(struct audit *audit, struct database *db, void *mem,
                            uint64_t member_id) __attribute__((warn_unused_result));
/* Holds the anchor files under VAR_DIR against the books. */
enum db anchor_prove(struct audit *audit, struct database *db, const char *var_dir)
	__attribute__((warn_unused_result));

#endif
