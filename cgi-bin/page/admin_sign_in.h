/* Before the desk: signing in, the second factor, signing out; and what is the
 * staff member's own: password and language. */
#ifndef PAGE_ADMIN_SIGN_IN_H
#define PAGE_ADMIN_SIGN_IN_H

#include "page/portal.h"

extern const struct route admin_sign_in_routes[];

#endif
