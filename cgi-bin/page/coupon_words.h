/* A coupon or voucher in words and figures, as templates/part/coupon.cs draws it. */
#ifndef PAGE_COUPON_WORDS_H
#define PAGE_COUPON_WORDS_H

#include "rule/plan.h"
#include "store/coupon.h"
#include "view/view.h"

/* Fills ROW for one ticket: Code Name Figure Kind Terms.N.Text State Look Usable
 * Until.{Iso} or Forever, Left and Soon. PLAN names categories. Texts on MEM. */
void coupon_fill(struct view_node *row, void *mem, const struct plan *plan,
                 const struct coupon *coupon, int32_t today);
/* "ABCD EFGH JKMN PQRS" of a code of ours as Groups.N.Text below NODE; a
 * partner's code stays in one piece. */
void coupon_groups(struct view_node *node, void *mem, const struct coupon *coupon);

#endif
