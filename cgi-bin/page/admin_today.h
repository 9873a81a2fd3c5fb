/* /admin/today/…: the lists behind the morning page's figures; held points are
 * released or refused here, books proved again, imports ticked off. */
#ifndef PAGE_ADMIN_TODAY_H
#define PAGE_ADMIN_TODAY_H

#include "page/portal.h"

extern const struct route admin_today_routes[];

/* Flaws of the books, imports with refused rows, and the wish for the nightly run
 * (admin_today_more.c). */
int page_today_books(struct request *r);
int page_today_prove(struct request *r);
int page_today_imports(struct request *r);
int page_today_import_seen(struct request *r);
int page_today_nightly(struct request *r);

#endif
