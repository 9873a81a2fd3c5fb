#include "store/balance.h"

#include "base/mem.h"

static const struct db_sql lots_open = {
	"SELECT seq, parent_seq, points, `left`, available_on, expires_on, from_refunded_order"
	" FROM lot WHERE member_id = ? AND is_open = 1",
	"i", "iiiiddi"
};

enum db balance_lots(struct database *db, uint64_t member_id, struct ledger *ledger)
{
	struct ledger_lot lot = { 0 };
	int64_t refunded = 0;
	enum db result = db_query(db, ledger, &lots_open, (int64_t)member_id);

	while (result == DB_OK &&
	       (result = db_next(db, &lots_open, &lot.seq, &lot.parent_seq, &lot.points, &lot.left,
	                         &lot.available_on, &lot.expires_on, &refunded)) == DB_OK) {
		lot.from_refunded_order = refunded != 0;
		ledger->lots = talloc_realloc(ledger, ledger->lots, struct ledger_lot,
		                              (unsigned)ledger->n_lots + 1);
		ledger->lots[ledger->n_lots++] = lot;
	}
	return result == DB_NONE ? DB_OK : result;
}
