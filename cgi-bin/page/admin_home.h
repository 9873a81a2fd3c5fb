/* /admin/: what is wrong today, each line leading to the page that resolves it. */
#ifndef PAGE_ADMIN_HOME_H
#define PAGE_ADMIN_HOME_H

#include "page/portal.h"

extern const struct route admin_home_routes[];

#endif
