/* SQL of the risk report: signals by the day they were found and settled, and what of
 * redemptions was held. Each along an index of its time; inside one snapshot. */
#ifndef STORE_RISK_H
#define STORE_RISK_H

#include "rule/signal.h"
#include "store/db.h"

/* Signals of one day and kind. */
struct risk_cell {
	int32_t day;
	enum signal_kind kind;
	int64_t found, open;           /* found that day; of them open now */
	int64_t cleared, abuse, quick; /* settled that day; of them within QUICK seconds */
};
/* Of FROM … TO (days, both included), by day and kind; a day has a row for what was
 * found and one for what was settled. An array of *N on MEM. */
enum db risk_cells(struct database *db, void *mem, int32_t from, int32_t to, int64_t quick_s,
                   struct risk_cell **out, int *n) __attribute__((warn_unused_result));

/* Members named by signals of KIND (0 = of any) found in FROM … TO. */
enum db risk_named(struct database *db, enum signal_kind kind, int32_t from, int32_t to,
                   int64_t *members) __attribute__((warn_unused_result));
/* Redemptions placed in FROM … TO, and held of them. */
enum db risk_redemptions(struct database *db, int32_t from, int32_t to, int64_t *placed,
                         int64_t *held) __attribute__((warn_unused_result));
/* Points that are under review now: of orders and of referrals. */
enum db risk_held(struct database *db, int64_t *points) __attribute__((warn_unused_result));

#endif
