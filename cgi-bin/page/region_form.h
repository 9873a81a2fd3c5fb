/* 省, 市 and 区/县 in the forms that ask where to: beside the street in field
 * "address". A form opened before there were fields has none: it is taken as it is. */
#ifndef PAGE_REGION_FORM_H
#define PAGE_REGION_FORM_H

#include "page/portal.h"

/* Rows for a route's fields. */
#define REGION_FIELDS {"province", 80, false}, {"city", 160, false}, {"district", 160, false}

/* Fills Provinces.N.{Value,Text}, the first of them empty. */
void region_choices(struct request *r);
/* The whole address of the fields and STREET (the cleaned field "address"), kept as
 * typed for the form shown again; on r->mem. */
const char *region_read(struct request *r, const char *street);
/* Tells at the fields what of the region is missing, or is no province, and whether
 * there is no street beside it. */
void region_judge(struct request *r);
/* Fills the form's fields, the street too, with an address used before. */
void region_prefill(struct request *r, const char *address);

#endif
