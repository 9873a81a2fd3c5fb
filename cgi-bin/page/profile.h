/* /profile: 「我的」, and the pages of what a person told: details, e-mail,
 * phone, devices. */
#ifndef PAGE_PROFILE_H
#define PAGE_PROFILE_H

#include "web/request.h"

extern const struct route profile_routes[];

#endif
