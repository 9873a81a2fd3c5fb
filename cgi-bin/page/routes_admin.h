/* All routes of the program `admin`, collected from the page families. */
#ifndef PAGE_ROUTES_ADMIN_H
#define PAGE_ROUTES_ADMIN_H

#include "web/request.h"

/* The table, made once; *N gets its rows. */
const struct route *routes_admin(int *n);

#endif
