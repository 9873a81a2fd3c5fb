/* /admin/catalogue: items made and edited, their stock, departures, codes and
 * picture, and how members will see them. */
#ifndef PAGE_ADMIN_CATALOGUE_H
#define PAGE_ADMIN_CATALOGUE_H

#include "page/desk.h"
#include "service/catalogue.h"

extern const struct route admin_catalogue_routes[];

/* The form of an item (admin_catalogue_form.c): its fields, and between an item
 * and what is typed. */
#define ITEM_FIELDS 41
extern const struct field item_form_fields[];
/* The texts that the form shows for ITEM, as pairs ended by {0}; on MEM. */
struct pair *item_form_texts(void *mem, const struct item *item);
/* Puts PAIRS into Form.*. */
void item_form_fill(struct request *r, const struct pair *pairs);
/* The lists to choose from: categories, states, tiers, campaigns, drawings. */
void item_form_choices(struct request *r, const struct item *item);
/* What was typed over ITEM (whose other columns stay): each field that cannot
 * be is a page_error. LEFT (may be NULL) gets the stock of a new item. */
void item_form_read(struct request *r, struct item *item, int64_t *left);

/* The pages of one item (admin_catalogue_item.c). */
int page_item(struct request *r);
int page_item_preview(struct request *r);
/* The page of ITEM with its stock, departures, codes and picture; STATUS, or 503. */
int item_show(struct request *r, const struct item *item, int status);
/* The item that the URL names; 0, or a status. */
int item_of_url(struct request *r, struct item *item);
/* The page for what became of a change: 303 to the item with ?done=DONE, or the
 * item's page with the error at FIELD. */
int item_answer(struct request *r, const struct item *item, enum catalogue_outcome outcome,
                const char *done, const char *field);

/* Its stock, departures, codes and picture changed (admin_catalogue_stock.c). */
int page_item_stock(struct request *r);
int page_item_departure(struct request *r);
int page_item_codes(struct request *r);
int page_item_codes_make(struct request *r);
int page_item_picture(struct request *r);
int page_item_picture_drop(struct request *r);
int page_item_picture_show(struct request *r);

#endif
