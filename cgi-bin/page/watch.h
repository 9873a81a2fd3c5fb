/* /healthz, /readyz, /metrics: what watches a program asks it. Every program has
 * them; the web server lets only named addresses through (deploy/nginx/watch.conf)
 * and takes the program from the end of the path: /metrics/partner. */
#ifndef PAGE_WATCH_H
#define PAGE_WATCH_H

#include "page/portal.h"

extern const struct route watch_routes[];

#endif
