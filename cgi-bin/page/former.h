/* /profile/former/:no: what stands under the number of an account that was merged
 * into the viewer's: movements, trips, redemptions, coupons. To be read only. */
#ifndef PAGE_FORMER_H
#define PAGE_FORMER_H

#include "page/portal.h"

extern const struct route former_routes[];

#endif
