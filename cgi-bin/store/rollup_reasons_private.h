/* What the files of store/rollup_reasons share. */
#ifndef STORE_ROLLUP_REASONS_PRIVATE_H
#define STORE_ROLLUP_REASONS_PRIVATE_H

#include "store/rollup_reasons.h"

/* The columns that every statement gives: day, begun_on, draw_id, prize_no, three
 * keys, sixteen values. */
#define ROLL_OUT "ddii" "sss" "iiiiiiii" "iiiiiiii"

/* Adds the rows of SQL to the array of *N at *ROWS, which roll_rows() alone has
 * filled; texts on MEM. */
enum db roll_rows(struct database *db, void *mem, const struct db_sql *sql,
                  const struct db_value *in, struct roll_row **rows, int *n)
	__attribute__((warn_unused_result));

#endif
