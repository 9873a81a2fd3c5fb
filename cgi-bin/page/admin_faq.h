/* Staff: the questions and answers of /help. */
#ifndef PAGE_ADMIN_FAQ_H
#define PAGE_ADMIN_FAQ_H

#include "web/request.h"

extern const struct route admin_faq_routes[];

#endif
