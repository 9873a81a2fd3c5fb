/* Partners of the API: made, and given new secrets (pointsctl partner add,
 * partner rotate). */
#ifndef SERVICE_PARTNER_H
#define SERVICE_PARTNER_H

#include <stdbool.h>
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

/* The same two by a member of staff, with their line in the log. TITLE is the
 * name that people read. KNOWN_AT: when the secret that the member of staff saw
 * was made; DB_DUP when there is a newer one, so that a form sent twice does
 * not end the secret in use. */
enum db partner_create_by(struct database *db, const char *token_key, uint64_t staff_id,
                          const char *name, const char *title, char out[PARTNER_SECRET])
	__attribute__((warn_unused_result));
enum db partner_rotate_by(struct database *db, const char *token_key, uint64_t staff_id,
                          const char *name, int64_t known_at, char out[PARTNER_SECRET])
	__attribute__((warn_unused_result));
/* Blocks the partner's key, or lets it in again. DB_NONE: no such partner. */
enum db partner_block_by(struct database *db, uint64_t staff_id, const char *name, bool blocked)
	__attribute__((warn_unused_result));
/* Whether NAME can be a partner's: 1 to 32 of a-z, 0-9 and -. */
bool partner_name_ok(const char *name);

#endif
