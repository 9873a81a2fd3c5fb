/* /profile/data: everything that is held about the member, as page, .json and .csv. */
#ifndef PAGE_MY_DATA_H
#define PAGE_MY_DATA_H

#include "page/portal.h"

extern const struct route my_data_routes[];

#endif
