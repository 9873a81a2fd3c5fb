/* /: what the programme is; members go straight to their balance. */
#ifndef PAGE_LANDING_H
#define PAGE_LANDING_H

#include "web/request.h"

extern const struct route landing_routes[];

#endif
