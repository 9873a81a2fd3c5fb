/* Drawings of catalogue items: static/art/NAME.svg, one file of symbols for all
 * (Static.Art). An item without a picture shows one. */
#ifndef PAGE_ITEM_ART_H
#define PAGE_ITEM_ART_H

#include "rule/redeem.h"

/* Names of all drawings, ended by NULL: what staff may choose from. */
extern const char *const item_arts[];
/* The drawing named ART, or that of CATEGORY when there is none of that name.
 * Static text. */
const char *item_art(enum item_category category, const char *art);

#endif
