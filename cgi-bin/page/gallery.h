/* /events/ID/gallery: what members brought to an event, bringing something, the vote. */
#ifndef PAGE_GALLERY_H
#define PAGE_GALLERY_H

#include "web/request.h"

extern const struct route gallery_routes[];

#endif
