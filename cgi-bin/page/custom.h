/* /custom: trips made for one member, asked for where the tier has the benefit. */
#ifndef PAGE_CUSTOM_H
#define PAGE_CUSTOM_H

#include "page/portal.h"

extern const struct route custom_routes[];

#endif
