/* /profile/consents: what was agreed to, and taking the offers back. */
#ifndef PAGE_CONSENTS_H
#define PAGE_CONSENTS_H

#include "web/request.h"

extern const struct route consents_routes[];

#endif
