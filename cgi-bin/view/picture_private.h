/* Between view/picture.c and view/photo.c. */
#ifndef VIEW_PICTURE_PRIVATE_H
#define VIEW_PICTURE_PRIVATE_H

#include <stddef.h>

#include "view/picture.h"

#define PICTURE_PIXEL 3 /* bytes: red, green, blue */

/* Appends W x H pixels to OUT as a PNG of at most MOST across; *WIDTH and *HEIGHT
 * get its size. PICTURE_LARGE: too heavy, nothing was appended. */
enum picture picture_keep(void *mem, const uint8_t *pixels, size_t w, size_t h, size_t most,
                          struct buf *out, int64_t *width, int64_t *height);

#endif
