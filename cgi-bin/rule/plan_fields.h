/* Reading the rows of a plan file by tables of fields: what no table names is
 * refused by name, so a slip of the pen never passes in silence. */
#ifndef RULE_PLAN_FIELDS_H
#define RULE_PLAN_FIELDS_H

#include <stddef.h>

#include "rule/plan_private.h"

#define PLAN_COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))
#define PLAN_ROW_NAME 80

enum field_kind {
	FIELD_INT,   /* int64_t within least..most */
	FIELD_CODE,  /* char[PLAN_CODE] */
	FIELD_WORDS, /* struct words, .zh and .en below it */
	FIELD_FLAG,  /* bool, 0 or 1 */
	FIELD_DATE,  /* known here, read by its section */
	FIELD_WORD   /* likewise: one word of a list */
};

/* A field of a row: where it lies in the struct, and what it may hold. */
struct plan_field {
	const char *name;
	enum field_kind kind;
	size_t offset;
	int64_t least, most; /* of a number */
	bool needed;
};

/* Whether TEXT is a code of a-z, 0-9, _ and - that fits PLAN_CODE. */
bool plan_code_ok(const char *text, bool may_be_empty);
/* Reads TEXT as a number within F's bounds; false with a message on ROW.F. */
bool plan_number(struct plan_reader *r, const char *row, const struct plan_field *f,
                 const char *text, int64_t *out);
/* Reads the children of NODE by N FIELDS into the struct at INTO. */
bool plan_fields(struct plan_reader *r, const char *row, const struct plan_field *fields, int n,
                 const struct config *node, void *into);
/* "Tiers.gold" for messages. */
const char *plan_row_name(char out[PLAN_ROW_NAME], const struct plan_reader *r,
                          const struct config *node);
/* The number of rows below NODE. */
int plan_rows(const struct config *node);
/* The row's own name as its code into CODE (PLAN_CODE bytes). */
bool plan_row_code(struct plan_reader *r, const char *row, const struct config *node, char *code);
/* The index of TEXT in the NULL-ended LIST, or -1 with a message. */
int plan_word(struct plan_reader *r, const char *row, const char *field, const char *text,
              const char *const *list);

#endif
