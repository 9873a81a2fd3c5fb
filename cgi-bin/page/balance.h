/* /balance: what I have, what comes, what ends, my tier. */
#ifndef PAGE_BALANCE_H
#define PAGE_BALANCE_H

#include "page/balance_view.h"

extern const struct route balance_routes[];

#endif
