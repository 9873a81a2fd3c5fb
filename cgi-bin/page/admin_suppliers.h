/* /admin/suppliers: who delivers what members redeem: late or not, how liked, how
 * judged, and when again. */
#ifndef PAGE_ADMIN_SUPPLIERS_H
#define PAGE_ADMIN_SUPPLIERS_H

#include "page/desk.h"
#include "store/supplier.h"

extern const struct route admin_suppliers_routes[];

/* How suppliers delivered in the last year: rows of the roll-up by supplier. */
struct supplier_year {
	struct roll_row *rows;
	int n;
};
enum db supplier_year(struct request *r, struct database *db, struct supplier_year *out)
	__attribute__((warn_unused_result));
/* Row.{Name,Items,Waiting,Late,Kept,Rating,Score,Reviewed,Next,Due} of S. */
void supplier_fill(struct request *r, struct view_node *row, const struct supplier *s,
                   const struct supplier_year *year);
/* One supplier (admin_suppliers_one.c). */
int page_supplier(struct request *r);
int page_supplier_save(struct request *r);
int page_supplier_judge(struct request *r);

#endif
