/* Which row of a program's table a path belongs to. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/request.h"

/* The first of N rows whose path fits PATH and whose methods have METHOD (0:
 * any). Sets PARAM to what ':' segments took (on MEM; rest NULL). NULL: none. */
const struct route *route_match(void *mem, const struct route *routes, int n, const char *path,
                                unsigned method, const char *param[WEB_PARAMS]);
/* The methods that the rows fitting PATH allow together. */
unsigned route_methods(const struct route *routes, int n, const char *path);
/* "GET, HEAD, POST" for an Allow header. */
const char *route_allow(unsigned methods);

#endif
