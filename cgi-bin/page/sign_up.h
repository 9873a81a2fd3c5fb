/* /sign-up: joining the programme. */
#ifndef PAGE_SIGN_UP_H
#define PAGE_SIGN_UP_H

#include "web/request.h"

extern const struct route sign_up_routes[];

#endif
