/* /profile/messages: what a member wants by mail. */
#ifndef PAGE_MESSAGES_H
#define PAGE_MESSAGES_H

#include "web/request.h"

extern const struct route messages_routes[];

#endif
