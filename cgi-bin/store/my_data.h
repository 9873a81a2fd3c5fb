/* SQL of what is held about a member, part by part, as text: for their own eyes. */
#ifndef STORE_MY_DATA_H
#define STORE_MY_DATA_H

#include <stdbool.h>

#include "store/person.h"

#define MY_DATA_COLUMNS 12

/* One part: its word ("orders"; Lang.MyData.Part.WORD), its columns' names as they
 * stand in the files (Lang.MyData.Column.NAME), and what they hold. */
struct my_data_part {
	const char *word;
	const char *columns[MY_DATA_COLUMNS + 1]; /* ended by NULL */
	bool of_person;      /* only of the person who asks, not of the account */
	int kind, source;    /* columns (from 1) with enum entry_kind, enum source_kind; 0 = none */
	struct db_sql sql;   /* internal to the store */
};

/* The part I from 0; NULL behind the last. */
const struct my_data_part *my_data_part(int i);

struct my_data_row {
	char *cells[MY_DATA_COLUMNS]; /* as text, UTC instants as "2026-11-22 08:00:00"; NULL = nothing */
};
/* The part's rows, newest first where they have a time: *N on MEM. */
enum db my_data_rows(struct database *db, void *mem, const struct my_data_part *part,
                     struct person_id id, struct my_data_row **rows, int *n)
	__attribute__((warn_unused_result));

#endif
