/* /forgot and /reset/TOKEN: a new password for who forgot theirs. */
#ifndef PAGE_FORGOT_H
#define PAGE_FORGOT_H

#include "web/request.h"

extern const struct route forgot_routes[];

#endif
