/* /sign-in and /sign-out. */
#ifndef PAGE_SIGN_IN_H
#define PAGE_SIGN_IN_H

#include "web/request.h"

extern const struct route sign_in_routes[];

#endif
