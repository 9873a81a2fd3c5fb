/* /admin/fulfilment: how late what waits is, by kind; parcels out and waybills in;
 * miles for the airline; tax on prizes. */
#ifndef PAGE_ADMIN_FULFIL_H
#define PAGE_ADMIN_FULFIL_H

#include "page/desk.h"

extern const struct route admin_fulfil_routes[];

/* The page with STATUS; what the form got wrong stands there before. */
int page_fulfil_show(struct request *r, int status);
/* Its files (admin_fulfil_files.c). */
int page_fulfil_parcels(struct request *r);
int page_fulfil_waybills(struct request *r);
int page_fulfil_miles(struct request *r);
int page_fulfil_miles_csv(struct request *r);
/* Tax on prizes (admin_fulfil_tax.c). */
int page_fulfil_tax(struct request *r);
int page_fulfil_tax_csv(struct request *r);

#endif
