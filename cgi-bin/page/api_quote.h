/* Routes of the partner API: page/api_quote.c. */
#ifndef PAGE_API_QUOTE_H
#define PAGE_API_QUOTE_H

#include "web/request.h"

extern const struct route api_quote_routes[]; /* ends with {0} */

#endif
