/* /admin/gallery: what members brought and nobody has looked at; one entry; an
 * event's gallery: its times and all its entries. */
#ifndef PAGE_ADMIN_GALLERY_H
#define PAGE_ADMIN_GALLERY_H

#include "web/request.h"

extern const struct route admin_gallery_routes[];

#endif
