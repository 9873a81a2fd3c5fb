/* Flaws of the books: what proofs found is kept, so that the morning page shows who
 * and which row until a later proof no longer finds it. */
#ifndef SERVICE_FLAW_H
#define SERVICE_FLAW_H

#include "service/audit.h"
#include "service/env.h"
#include "store/flaw.h"

/* Keeps what AUDIT found and looks again at what stood before: a flaw that is not
 * there any more is mended. WHOLE: AUDIT was audit_all(); only then flaws of stock
 * and anchors can turn out to be mended. */
enum db flaw_keep(const struct service_env *env, const struct audit *audit, bool whole)
	__attribute__((warn_unused_result));

enum flaw_proof {
	FLAW_MENDED,  /* the member's books agree now */
	FLAW_STANDS,  /* they do not */
	FLAW_NONE,    /* no such flaw stands, or it is no member's */
	FLAW_TRY_AGAIN
};
/* Proves the books of the member whom FLAW_ID is about once more for STAFF_ID, who is
 * logged, and keeps what comes of it. */
enum flaw_proof flaw_prove(const struct service_env *env, uint64_t staff_id, uint64_t flaw_id);

#endif
