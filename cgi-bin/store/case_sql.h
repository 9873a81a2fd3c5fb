/* Between store/case.c and store/case_list.c: the columns of a case. */
#ifndef STORE_CASE_SQL_H
#define STORE_CASE_SQL_H

#include "store/case.h"

#define CASE_COLUMNS                                                                         \
	"c.member_id, COALESCE(c.owner_id, 0), c.case_no, c.kind, c.class, c.department,"        \
	" c.source, c.source_ref, c.partner, c.order_no, c.category, c.branch, c.priority,"      \
	" c.state, c.waiting, c.due_at, c.opened_at, c.ack_due, c.acked_at, c.answer_due,"       \
	" c.answered_at, c.closed_at, c.reopened, c.cause, c.outcome, COALESCE(c.rating, 0),"    \
	" c.rating_text, c.last_step"
#define CASE_OUT "ii" "ssssssssss" "i" "ss" "ttttttt" "i" "ss" "i" "s" "i" "ss"

/* Where the values of a row go, in the order of CASE_COLUMNS. */
struct case_values {
	int64_t member_id, owner_id, priority;
	char *text[18];
};
/* Makes OUT of what was fetched to V. */
void case_row_of(struct case_row *out, const struct case_values *v);

#endif
