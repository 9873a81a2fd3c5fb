/* A row of a catalogue file as an item: for the import and the demo. */
#ifndef JOB_CATALOGUE_ROW_H
#define JOB_CATALOGUE_ROW_H

#include "base/csv.h"
#include "rule/plan.h"
#include "store/item.h"

/* Columns a catalogue file must have, and those it may have; NULL-terminated. */
extern const char *const catalogue_columns[], *const catalogue_optional[];

/* Reads ROW of TABLE into ITEM (texts on MEM or the table's) and *STOCK (-1 =
 * unlimited). What the file has no column for, or leaves empty, is as a new item
 * has it. NULL, or what is wrong with the row. */
const char *catalogue_row(void *mem, const struct csv_table *table, const struct csv_row *row,
                          const struct plan *plan, int64_t now, struct item *item,
                          int64_t *stock);
/* Whether KNOWN, as stored, has what the columns of TABLE say of ITEM. What is
 * left is not compared: redemptions move it. */
bool catalogue_same(const struct csv_table *table, const struct item *item,
                    const struct item *known);

#endif
