/* Suppliers: staff keep whom to ask, and judge each again and again. */
#ifndef SERVICE_SUPPLIER_H
#define SERVICE_SUPPLIER_H

#include "service/env.h"
#include "store/supplier.h"

enum supplier_outcome {
	SUPPLIER_OK,
	SUPPLIER_CHANGED, /* somebody else wrote meanwhile: look again */
	SUPPLIER_TRY_AGAIN,
	SUPPLIER_FAILED
};

/* Writes the contact of S->name over version S->version (0: nothing was written yet).
 * Logged in its commit. */
enum supplier_outcome supplier_save(const struct service_env *env, uint64_t staff_id,
                                    const struct supplier *s);
/* Judges NAME: V's score (1-5), words and next day, as review number V->n. The same
 * again is OK and changes nothing. Logged in its commit. */
enum supplier_outcome supplier_judge(const struct service_env *env, uint64_t staff_id,
                                     const char *name, const struct supplier_review *v);

#endif
