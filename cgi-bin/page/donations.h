/* /donations: what all members together gave to each charity; for everybody. */
#ifndef PAGE_DONATIONS_H
#define PAGE_DONATIONS_H

#include "page/portal.h"

extern const struct route donations_routes[];

#endif
