/* /addresses: where goods were sent, and forgetting it. */
#ifndef PAGE_ADDRESSES_H
#define PAGE_ADDRESSES_H

#include "page/portal.h"

extern const struct route addresses_routes[];

#endif
