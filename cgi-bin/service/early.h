/* Marked products: set by managers with the public start and the days by tier, in
 * one commit with the log; when a member may book one. */
#ifndef SERVICE_EARLY_H
#define SERVICE_EARLY_H

#include "service/env.h"
#include "store/early.h"

/* Sets P with its N rows (those before are replaced). DB_OK, DB_BUSY or DB_FAIL. */
enum db early_set(const struct service_env *env, uint64_t staff_id,
                  const struct early_product *p, const struct early_row *rows, int n)
	__attribute__((warn_unused_result));
/* First instant at which a member of TIER may book PRODUCT. DB_NONE: it is not
 * marked, everybody may. */
enum db early_product_from(const struct service_env *env, const struct plan *plan,
                           const char *tier, const char *product, int64_t *from)
	__attribute__((warn_unused_result));

#endif
