/* /wishes: what a member would like to redeem one day. */
#ifndef PAGE_WISHES_H
#define PAGE_WISHES_H

#include "web/request.h"

extern const struct route wishes_routes[];

#endif
