/* /coupons: the member's coupons and vouchers, as tickets. */
#ifndef PAGE_COUPONS_H
#define PAGE_COUPONS_H

#include "page/portal.h"
#include "store/coupon.h"

extern const struct route coupons_routes[];

/* Fills ROW for one ticket: Href Code Name Figure Unit Terms.N.Text Kind State
 * Look Usable Soon Until.{Iso} Left. PLAN names categories. Texts on MEM. */
void coupon_fill(struct view_node *row, void *mem, const struct plan *plan,
                 const struct coupon *coupon, int32_t today);
/* "ABCD EFGH JKMN PQRS" of a code of ours as Groups.N.Text below NODE; a
 * partner's code stays in one piece. */
void coupon_groups(struct view_node *node, void *mem, const struct coupon *coupon);

#endif
