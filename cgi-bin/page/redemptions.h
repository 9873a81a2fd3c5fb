/* /redemptions: what the member redeemed, where it is, and what can still be
 * done about it. */
#ifndef PAGE_REDEMPTIONS_H
#define PAGE_REDEMPTIONS_H

#include "page/portal.h"
#include "page/redemption_row.h"
#include "store/coupon.h"
#include "store/redemption.h"

extern const struct route redemptions_routes[];

#define RATE_DAYS 90 /* days a rating can be given or changed afterwards */

/* One redemption with what hangs on it. */
struct redeemed {
	struct redemption row;
	struct coupon *coupons; /* or vouchers that it issued */
	int n_coupons;
	int32_t today;
};

/* Whether the member may cancel it, say it has arrived, rate it (a coupon once
 * it was used, a voucher from the next day): what the page offers; the service
 * judges again. */
bool redeemed_cancels(const struct redeemed *r);
bool redeemed_confirms(const struct redeemed *r);
bool redeemed_rates(const struct redeemed *r);

/* Sets ROW's State and Look to what became of its coupons, where none of them can
 * be used any more. */
void redemption_fill_spent(struct view_node *row, const struct redeemed *r);
/* Fills ROOT for one redemption: the same as One, with Steps, Next and facts.
 * MINE: whether the viewer may see where it went. */
void redemption_fill(struct view_node *root, void *mem, const struct plan *plan,
                     const struct redeemed *r, bool mine);

#endif
