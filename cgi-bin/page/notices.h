/* The member's notices: shown latest first, and read by being shown. */
#ifndef PAGE_NOTICES_H
#define PAGE_NOTICES_H

#include "web/request.h"

extern const struct route notices_routes[];

#endif
