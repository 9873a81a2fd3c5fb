/* /invite: my link with its QR code, and how far my friends have come. */
#ifndef PAGE_INVITE_H
#define PAGE_INVITE_H

#include "store/referral.h"
#include "page/portal.h"

extern const struct route invite_routes[];

/* The page's data: ROWS of friends and FIGURES, under PLAN, with the address of
 * the LINK. Used by the golden pages too. */
void invite_fill(struct view_node *root, void *mem, const struct plan *plan, const char *link,
                 const struct referral_figures *figures, const struct referral_row *rows, int n);

#endif
