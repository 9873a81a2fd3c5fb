/* /admin/review: points that wait for somebody's eyes, with what shows why. */
#ifndef PAGE_ADMIN_REVIEW_H
#define PAGE_ADMIN_REVIEW_H

#include "page/portal.h"
#include "service/held.h"
#include "store/redemption.h"
#include "store/referral.h"
#include "store/signal.h"

extern const struct route admin_review_routes[];

/* The lists: referrals that are HELD and ORDERS. Used by the golden pages too. */
void admin_review_fill(struct view_node *root, void *mem, const struct effect_held *held,
                       int n_held, const struct held_row *orders, int n_orders);
/* One signal as row ROW: its kind, its evidence in a sentence, whom it names (with
 * links below MEMBERS_AT where the desk has a page of each; NULL = none), and, once
 * settled, by whom and why (admin_review_signal.c). */
void admin_review_signal(struct view_node *row, void *mem, const struct signal_row *s,
                         const char *members_at);
int page_review_signal(struct request *r);

/* The value of NAME in "name=value name=value", on MEM; "" when it is not there. */
char *review_part(void *mem, const char *evidence, const char *name);
/* The reason that every verdict needs: 0, or the status of the page that asks for it. */
int review_note(struct request *r, const char **note);
/* The queue again, with the word that somebody was faster. */
int review_gone(struct request *r);

#endif
