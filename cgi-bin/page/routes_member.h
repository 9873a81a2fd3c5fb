/* All routes of the program `member`, collected from the page families. */
#ifndef PAGE_ROUTES_MEMBER_H
#define PAGE_ROUTES_MEMBER_H

#include "web/request.h"

/* The table, made once; *N gets its rows. */
const struct route *routes_member(int *n);

#endif
