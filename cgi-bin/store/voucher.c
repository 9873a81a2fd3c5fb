#include "store/voucher.h"

#include "base/mem.h"

static const struct db_sql sql_partner = {
	"SELECT name, state FROM partner WHERE partner = ?", "s", "ss"};
static const struct db_sql sql_partners = {
	"SELECT partner, name FROM partner WHERE state = 'active' ORDER BY name, partner LIMIT 500", "",
	"ss"};
/* all-members: a code leads to its member */
static const struct db_sql sql_owner = {
	"SELECT n.member_id, i.item FROM item i JOIN item_code c ON c.item = i.item AND c.code = ?"
	" JOIN redemption_no n ON n.redemption_no = c.redemption_no"
	" WHERE i.supplier = ? AND i.category = 'voucher' LIMIT 1",
	"ss", "is"};

enum db voucher_partner(struct database *db, void *mem, const char *partner, char **name,
                        char **state)
{
	return db_one(db, mem, &sql_partner, partner, name, state);
}

enum db voucher_partners(struct database *db, void *mem, struct voucher_choice **out, int *n)
{
	enum db got = db_query(db, mem, &sql_partners);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct voucher_choice row = {0};

		got = db_next(db, &sql_partners, &row.partner, &row.name);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct voucher_choice, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db voucher_owner(struct database *db, void *mem, const char *supplier, const char *code,
                      uint64_t *member_id, char **item)
{
	int64_t id = 0;
	enum db got = db_one(db, mem, &sql_owner, code, supplier, &id, item);

	*member_id = (uint64_t)id;
	return got;
}
