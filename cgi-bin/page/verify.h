/* /verify/TOKEN (an e-mail's link) and /verify (a phone's code, and sending
 * either again). */
#ifndef PAGE_VERIFY_H
#define PAGE_VERIFY_H

#include "web/request.h"

extern const struct route verify_routes[];

#endif
