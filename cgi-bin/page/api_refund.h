/* Routes of the partner API for what happens to an order later:
 * page/api_refund.c. */
#ifndef PAGE_API_REFUND_H
#define PAGE_API_REFUND_H

#include "web/request.h"

extern const struct route api_refund_routes[]; /* ends with {0} */

#endif
