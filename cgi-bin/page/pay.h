/* /pay: a one-time code for paying with points at a booking desk. */
#ifndef PAGE_PAY_H
#define PAGE_PAY_H

#include "web/request.h"

extern const struct route pay_routes[]; /* ends with {0} */

#endif
