/* /history/SEQ: how one number came about, computed again from what is stored. */
#ifndef PAGE_RECEIPT_H
#define PAGE_RECEIPT_H

#include "page/portal.h"
#include "store/statement.h"

extern const struct route receipt_routes[];

/* Fills ROOT for templates/receipt.cs. */
void receipt_fill(struct view_node *root, void *mem, const struct plan_book *book,
                  const struct statement_receipt *read, int32_t today);

#endif
