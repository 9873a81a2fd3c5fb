/* Partners of the API: made, and given new secrets (pointsctl partner add,
 * partner rotate). */
#ifndef SERVICE_PARTNER_H
#define SERVICE_PARTNER_H

#include <stdint.h>

#include "store/partner.h"

#define PARTNER_SECRET 44         /* as printed, with the NUL: 43 characters */
#define PARTNER_OVERLAP_S 604800  /* the old secret lives 7 more days */

/* Makes partner NAME with a key of the same name ([a-z0-9-]{1,32}, checked by
 * the caller) and its first secret into OUT. TOKEN_KEY is the text of the file
 * Keys.Token. DB_DUP: there already. */
enum db partner_create(struct database *db, const char *token_key, const char *name,
                       char out[PARTNER_SECRET]) __attribute__((warn_unused_result));
/* Gives NAME's key a second secret into OUT; the one before lives
 * PARTNER_OVERLAP_S longer. DB_NONE: no such key. */
enum db partner_rotate(struct database *db, const char *token_key, const char *name,
                       char out[PARTNER_SECRET]) __attribute__((warn_unused_result));

#endif
