/* /history: every movement with the balance behind it. Its filter is shared
 * with the export. */
#ifndef PAGE_HISTORY_H
#define PAGE_HISTORY_H

#include "page/portal.h"
#include "store/statement.h"

extern const struct route history_routes[];

/* A filter as asked for; texts are the request's or "". */
struct history_query {
	const char *kind, *from, *to;
	struct statement_filter filter;
	int64_t before; /* entries before this seq; INT64_MAX = the newest */
};

extern const struct field history_fields[];

/* Reads the request's filter. What cannot be is told as page errors (the page
 * answers 422); false: `before` is no number of an entry (400). */
bool history_query_read(struct request *r, struct history_query *q);
/* Fills ROOT for templates/history.cs; READ NULL = an error is shown. */
void history_fill(struct view_node *root, void *mem, const struct plan_book *book,
                  const struct history_query *q, const struct statement_history *read,
                  int64_t last_seq, int32_t today);

#endif
