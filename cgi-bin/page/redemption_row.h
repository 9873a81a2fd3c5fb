/* One redemption of a list, the member's own and the desk's. */
#ifndef PAGE_REDEMPTION_ROW_H
#define PAGE_REDEMPTION_ROW_H

#include "store/redemption.h"
#include "view/view.h"

/* Fills ROW for a list: No Name Quantity Points State Look Date Note Quiet. */
void redemption_fill_row(struct view_node *row, void *mem, const struct redemption *redeemed,
                         int32_t today);

#endif
