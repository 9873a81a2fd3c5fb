/* SQL of a rehearsal: what happened, as the raw facts say, some members at a time. */
#ifndef STORE_REHEARSE_H
#define STORE_REHEARSE_H

#include "rule/rehearse.h"
#include "store/db.h"

/* How many members there are. */
enum db rehearse_count(struct database *db, int64_t *members) __attribute__((warn_unused_result));
/* The facts of at most MOST members with numbers above AFTER, rising; an array of
 * *N on MEM. MEMBER_NOS gets as many member numbers. *N 0: there are no more. */
enum db rehearse_read(struct database *db, void *mem, uint64_t after, int64_t most,
                      struct rehearse_facts **out, char ***member_nos, int *n)
	__attribute__((warn_unused_result));

#endif
