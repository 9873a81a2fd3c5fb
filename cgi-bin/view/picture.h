/* Pictures that staff bring: looked at, made small, written anew, so that
 * nothing but pixels is kept. With view/qr.c the door to <png.h>. */
#ifndef VIEW_PICTURE_H
#define VIEW_PICTURE_H

#include <stdint.h>

#include "base/text.h"

#define PICTURE_BYTES_MAX 4194304 /* of a file brought */
#define PICTURE_SIDE_MIN 200      /* pixels: below it looks poor */
#define PICTURE_SIDE_MAX 5000
#define PICTURE_PIXEL 3           /* bytes: red, green, blue */
#define PICTURE_WIDTH 640         /* of what is kept, at most */

enum picture {
	PICTURE_OK,
	PICTURE_KIND,   /* no PNG */
	PICTURE_BROKEN, /* a PNG that cannot be read whole */
	PICTURE_SMALL,  /* a side below PICTURE_SIDE_MIN */
	PICTURE_LARGE   /* a side above PICTURE_SIDE_MAX, or the result too heavy */
};

/* Reads the LEN bytes of a PNG and appends it to OUT as a PNG of at most
 * PICTURE_WIDTH pixels across, transparent parts on white; *WIDTH and *HEIGHT
 * get its size. Anything else leaves OUT as it was. */
enum picture picture_take(const void *data, size_t len, struct buf *out, int64_t *width,
                          int64_t *height);

/* Appends W x H pixels (red, green, blue, one byte each, row by row) to OUT as a PNG
 * of at most MOST pixels across; *WIDTH and *HEIGHT get its size. MEM: for the work
 * between. PICTURE_LARGE: too heavy, nothing was appended. */
enum picture picture_keep(void *mem, const uint8_t *pixels, size_t w, size_t h, size_t most,
                          struct buf *out, int64_t *width, int64_t *height);

#endif
