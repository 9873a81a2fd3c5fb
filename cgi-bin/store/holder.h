/* A member through its number, as the holder would see it: for the operator's
 * `member --once … --as NUMBER`. */
#ifndef STORE_HOLDER_H
#define STORE_HOLDER_H

#include "store/session.h"

/* Fills OUT (as session_get does, without a session: csrf "" and seen_at
 * INSTANT_NONE) for the holder of the account numbered MEMBER_NO (already
 * clean). DB_NONE: no such active member. Two statements. */
enum db holder_view(struct database *db, void *mem, const char *member_no,
                    struct session_view *out) __attribute__((warn_unused_result));

#endif
