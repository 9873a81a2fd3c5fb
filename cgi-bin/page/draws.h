/* /draws: what can be won, one draw with its rules and the member's own tickets,
 * entering, claiming, and the proof that anyone can recompute. */
#ifndef PAGE_DRAWS_H
#define PAGE_DRAWS_H

#include "page/draw_page.h"

extern const struct route draws_routes[];

/* /draws/ID (draws_one.c). */
int page_draw(struct request *r);
/* /draws/ID/enter: the form, the answers to check, the entry (draws_enter.c). */
extern const struct field draw_enter_form[];
int page_draw_enter(struct request *r);
/* /draws/ID/claim (draws_claim.c). */
extern const struct field draw_claim_form[];
int page_draw_claim(struct request *r);
/* /draws/ID/proof, its files, and all winners (draws_proof.c). */
int page_draw_proof(struct request *r);
int page_draw_proof_json(struct request *r);
int page_draw_tickets_csv(struct request *r);
int page_draw_deck_csv(struct request *r);
extern const struct field draw_winners_query[];
int page_draw_winners(struct request *r);

#endif
