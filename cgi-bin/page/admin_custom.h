/* /admin/custom: the queue of custom trips, one of them with its steps, and the
 * marked products that higher tiers may book earlier. */
#ifndef PAGE_ADMIN_CUSTOM_H
#define PAGE_ADMIN_CUSTOM_H

#include "page/desk.h"

extern const struct route admin_custom_routes[];

#endif
