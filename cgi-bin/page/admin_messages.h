/* /admin/messages: what could not be delivered, and how much waits. */
#ifndef PAGE_ADMIN_MESSAGES_H
#define PAGE_ADMIN_MESSAGES_H

#include "web/request.h"

extern const struct route admin_messages_routes[];

#endif
