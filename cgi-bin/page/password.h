/* /profile/password: a new password for who knows theirs. */
#ifndef PAGE_PASSWORD_H
#define PAGE_PASSWORD_H

#include "web/request.h"

extern const struct route password_routes[];

#endif
