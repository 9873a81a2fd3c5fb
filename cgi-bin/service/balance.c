#include "service/balance.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "store/account.h"
#include "store/balance.h"

/* The earliest end among the lots that can be spent on DAY. */
static void next_expiry(const struct ledger *ledger, int32_t day, struct balance *out)
{
	out->next_expiry = DAY_NONE;
	for (int i = 0; i < ledger->n_lots; i++) {
		const struct ledger_lot *lot = &ledger->lots[i];

		if (lot->available_on == DAY_NONE || lot->available_on > day ||
		    lot->expires_on < day || lot->expires_on == DAY_NEVER)
			continue;
		if (out->next_expiry == DAY_NONE || lot->expires_on < out->next_expiry) {
			out->next_expiry = lot->expires_on;
			out->next_expiry_points = 0;
		}
		if (lot->expires_on == out->next_expiry)
			out->next_expiry_points += lot->left;
	}
}

enum db balance_figures(struct database *db, void *mem, uint64_t member_id, int32_t day,
                        struct balance *out)
{
	struct ledger *ledger = talloc_zero(mem, struct ledger);
	uint8_t last_hash[SHA256_BYTES];
	enum db result;

	assert(ledger != NULL);
	*out = (struct balance){ 0 };
	result = account_read(db, mem, member_id, ledger, last_hash);
	if (result == DB_OK)
		result = balance_lots(db, member_id, ledger);
	if (result != DB_OK)
		return result;
	ledger_figures(ledger, day, &out->available, &out->pending, &out->ending_30_days);
	next_expiry(ledger, day, out);
	out->debt = ledger->debt;
	out->held = ledger->held;
	out->lifetime = ledger->lifetime;
	out->tier_since = ledger->tier_since;
	out->good_through = ledger->good_through;
	memcpy(out->tier, ledger->tier, sizeof out->tier);
	return DB_OK;
}
