/* /admin/audit: everything staff did or looked up, newest first. */
#ifndef PAGE_ADMIN_AUDIT_H
#define PAGE_ADMIN_AUDIT_H

#include "page/portal.h"

extern const struct route admin_audit_routes[];

#endif
