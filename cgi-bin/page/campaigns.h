/* /campaigns: what is on, what comes, what is over, and what each brings. */
#ifndef PAGE_CAMPAIGNS_H
#define PAGE_CAMPAIGNS_H

#include "page/portal.h"

extern const struct route campaigns_routes[];

#endif
