/* /admin/redemptions: what members redeemed and wait for: the queue, one of
 * them, and the steps staff take, also for many at once. */
#ifndef PAGE_ADMIN_REDEMPTIONS_H
#define PAGE_ADMIN_REDEMPTIONS_H

#include "page/desk.h"
#include "service/redeem.h"
#include "store/redemption.h"

extern const struct route admin_redemptions_routes[];

/* A redemption in words (admin_redemptions_one.c). */
void desk_redemption_fill(struct request *r, struct view_node *row, const struct redemption *red);
/* The pages of one redemption. */
int page_redemption(struct request *r);
int page_redemption_step(struct request *r);
int page_redemption_company(struct request *r);
/* Takes STEP on the redemption NO with the form's reason, carrier and number. */
enum step_outcome desk_step(struct request *r, const char *no, enum redeem_step step);
/* What an outcome says to staff: a language key. */
const char *desk_step_words(enum step_outcome outcome);
/* The step a form names: approve, ship, issue, done or reject; 0 = none. */
enum redeem_step desk_step_of(const char *word);

#endif
