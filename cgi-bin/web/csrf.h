/* The csrf value of forms shown before sign-in: a random value in the cookie
 * "pre", and its HMAC as the hidden field. */
#ifndef WEB_CSRF_H
#define WEB_CSRF_H

#include <stdbool.h>
#include <stddef.h>

#include "web/request.h"

#define CSRF_TEXT 44 /* base64url of 32 bytes with the NUL */

/* The csrf value for this visitor, on r->mem. Sets the cookie "pre" in the
 * answer when the visitor has none yet. The same for every call in a request. */
const char *csrf_pre(struct request *r, const void *key, size_t key_len);
/* Whether TYPED (the form's csrf field, may be NULL) belongs to the visitor's
 * cookie. Constant time. */
bool csrf_pre_right(const struct request *r, const void *key, size_t key_len, const char *typed);
/* Whether TYPED equals the session's value WANT. Constant time. */
bool csrf_right(const char *want, const char *typed);

#endif
