/* Pictures of catalogue items, as checked and written anew. */
#ifndef STORE_PICTURE_H
#define STORE_PICTURE_H

#include "store/db.h"

struct picture_row {
	char *type; /* image/png */
	int64_t width, height;
	struct blob bytes;
};

/* Stores a picture under the SHA-256 of its bytes; one that is there already
 * stays. In a transaction. */
enum db picture_put(struct database *db, struct blob hash, const struct picture_row *picture)
	__attribute__((warn_unused_result));
/* The picture with that hash, on MEM. DB_NONE: there is none. */
enum db picture_read(struct database *db, void *mem, struct blob hash, struct picture_row *out)
	__attribute__((warn_unused_result));

#endif
