/* What a spend took and has not got back, for giving it back inside a caller's
 * transaction. */
#ifndef SERVICE_TAKEN_H
#define SERVICE_TAKEN_H

#include <stdint.h>

#include "service/books.h"

/* What is left of a spend, per lot, in the order taken: earliest end first. */
struct taken {
	struct ledger_allocation *rows;
	int n;
	int64_t points; /* their sum: what can still come back */
};

/* Loads what the spend REFERENCE has not got back, and its lots into the
 * books' ledger; TAKEN's rows on the books' memory. Behind books_lock(), before
 * or behind books_load(). DB_NONE: no such spend. */
enum db taken_load(struct books *books, const char *reference, struct taken *taken)
	__attribute__((warn_unused_result));
/* The same of a spend that this transaction made as entry ENTRY_SEQ and has not
 * written yet. */
void taken_copy(struct books *books, int64_t entry_seq, struct taken *taken);
/* Takes off what a give-back of POINTS returned: last taken first. */
void taken_reduce(struct taken *taken, int64_t points);

#endif
