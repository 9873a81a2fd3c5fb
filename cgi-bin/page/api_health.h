/* Routes of the partner API: page/api_health.c. */
#ifndef PAGE_API_HEALTH_H
#define PAGE_API_HEALTH_H

#include "web/request.h"

extern const struct route api_health_routes[]; /* ends with {0} */

#endif
