#include "store/db.h"

static const char *const sneaky = "SELECT available FROM account WHERE member_id = 7"; /* BAD: sql */

static enum db work(struct database *db, void *arg)
{
	(void)arg;
	return account_read(db);
}

enum db spend(struct database *db)
{
	return db_transact(db, work, NULL);
}
