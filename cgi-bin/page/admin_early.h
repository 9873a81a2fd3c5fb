/* /admin/early: marked products that higher tiers may book earlier. */
#ifndef PAGE_ADMIN_EARLY_H
#define PAGE_ADMIN_EARLY_H

#include "page/desk.h"

extern const struct route admin_early_routes[];

#endif
