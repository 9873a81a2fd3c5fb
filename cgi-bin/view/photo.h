/* Photos that members bring: JPEG as telephones make it, or PNG; looked at, turned
 * upright, made small and written anew, so that neither place nor camera is kept. */
#ifndef VIEW_PHOTO_H
#define VIEW_PHOTO_H

#include "view/picture.h"

#define PHOTO_BYTES_MAX 5242880 /* of a file brought */
#define PHOTO_SIDE_MAX 12000    /* pixels of a JPEG; read at a fraction of that */

/* Reads the LEN bytes of a JPEG or PNG and appends it to OUT as a PNG of at most
 * PICTURE_WIDTH pixels across, narrower where that would be heavy; *WIDTH and
 * *HEIGHT get its size. Anything else leaves OUT as it was. */
enum picture photo_take(const void *data, size_t len, struct buf *out, int64_t *width,
                        int64_t *height);

#endif
