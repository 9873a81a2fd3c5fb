/* /admin/verify: the counter, where a voucher in hand is judged and taken. */
#ifndef PAGE_ADMIN_VERIFY_H
#define PAGE_ADMIN_VERIFY_H

#include "page/desk.h"

extern const struct route admin_verify_routes[];

#endif
