/* Forms that lead to something numbered, sent once or twice. */
#ifndef SERVICE_FORM_H
#define SERVICE_FORM_H

#include <stdint.h>

#include "service/env.h"
#include "store/db.h"

/* Notes, in the transaction of the effect, that the member's form FORM_ID leads to the
 * page ROOT + NO. NO holds the number the effect would get, SIZE bytes with its end.
 * DB_OK: it is new, or has no id (NULL or empty). DB_NONE: it was sent before, and NO is
 * now the number it led to. DB_FAIL: it led elsewhere, so its id was forged. */
enum db form_claim(const struct service_env *env, uint64_t member_id, const char *form_id,
                   const char *root, char *no, int size) __attribute__((warn_unused_result));

#endif
