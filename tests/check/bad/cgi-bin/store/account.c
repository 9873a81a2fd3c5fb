#include "store/db.h"

static const struct db_sql READ = {
	"SELECT available FROM account WHERE member_id = ?", "i", "i" }; /* BAD: sql */
static const struct db_sql PAGE = {
	"SELECT available FROM account WHERE member_id = ?", "i", "i" };
static const struct db_sql ALL = { "SELECT available FROM account", "", "i" }; /* BAD: sql */

enum db account_read(struct database *db)
{
	return db_one(db, NULL, &READ);
}

enum db account_page(struct database *db)
{
	(void)ALL;
	return db_one(db, NULL, &PAGE);
}
