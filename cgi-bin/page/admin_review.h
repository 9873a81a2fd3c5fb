/* /admin/review: points that wait for somebody's eyes, with what shows why. */
#ifndef PAGE_ADMIN_REVIEW_H
#define PAGE_ADMIN_REVIEW_H

#include "page/portal.h"
#include "service/held.h"
#include "store/referral.h"

extern const struct route admin_review_routes[];

/* The lists: referrals that are HELD and ORDERS. Used by the golden pages too. */
void admin_review_fill(struct view_node *root, void *mem, const struct effect_held *held,
                       int n_held, const struct held_row *orders, int n_orders);

#endif
