/* All routes of the program `partner`, collected from the page families. */
#ifndef PAGE_ROUTES_PARTNER_H
#define PAGE_ROUTES_PARTNER_H

#include "web/request.h"

/* The table, made once; *N gets its rows. */
const struct route *routes_partner(int *n);

#endif
