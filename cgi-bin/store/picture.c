#include "store/picture.h"

static const struct db_sql PUT = {
	"INSERT INTO item_picture (hash, type, width, height, bytes) VALUES (?, ?, ?, ?, ?)", "bsiib",
	""
};
static const struct db_sql READ = {
	"SELECT type, width, height, bytes FROM item_picture WHERE hash = ?", "b", "siib"
};

enum db picture_put(struct database *db, struct blob hash, const struct picture_row *picture)
{
	enum db got = db_run(db, &PUT, hash, picture->type, picture->width, picture->height,
	                     picture->bytes);

	return got == DB_DUP ? DB_OK : got;
}

enum db picture_read(struct database *db, void *mem, struct blob hash, struct picture_row *out)
{
	return db_one(db, mem, &READ, hash, &out->type, &out->width, &out->height, &out->bytes);
}
