/* /catalogue: what points can be redeemed for: the list, one item, the form
 * that redeems it, its picture. */
#ifndef PAGE_CATALOGUE_H
#define PAGE_CATALOGUE_H

#include "web/request.h"

extern const struct route catalogue_routes[];

/* The pages of one item, in files of their own. */
int page_catalogue_item(struct request *r);    /* catalogue_item.c */
int page_catalogue_picture(struct request *r); /* catalogue_item.c */
int page_catalogue_redeem(struct request *r);  /* catalogue_redeem.c */
/* Fields of the form that redeems, ended by {0} (catalogue_redeem.c). */
extern const struct field catalogue_redeem_form[];
extern const struct field catalogue_redeem_query[];

#endif
