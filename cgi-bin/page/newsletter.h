/* The newsletter for anyone: asked for by an address, begun by the link sent
 * there. */
#ifndef PAGE_NEWSLETTER_H
#define PAGE_NEWSLETTER_H

#include "web/request.h"

extern const struct route newsletter_routes[];

#endif
