/* The signature of a partner's request. */
#ifndef PAGE_API_KEY_H
#define PAGE_API_KEY_H

#include "web/request.h"

/* Guard of GUARD_KEY: verifies X-Key, X-Timestamp, X-Nonce and X-Signature and
 * sets r->viewer (struct api_caller). 0 = go on; else the status (401, 403,
 * 429, 503), its JSON written. */
int api_key_check(struct request *r);

#endif
