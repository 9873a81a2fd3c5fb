/* Routes of the partner API: page/api_member.c. */
#ifndef PAGE_API_MEMBER_H
#define PAGE_API_MEMBER_H

#include "web/request.h"

extern const struct route api_member_routes[]; /* ends with {0} */

#endif
