/* Statements whose text is made at run time: migrations only. Everything else
 * uses the prepared statements of store/db.h. */
#ifndef STORE_DB_TEXT_H
#define STORE_DB_TEXT_H

#include "store/db.h"

/* Runs one statement given as text and throws its rows away. ERR (may be NULL)
 * gets the engine's error number, 0 = none. */
enum db db_text(struct database *db, const char *text, unsigned *err) __attribute__((warn_unused_result));
/* What the engine said about the last failure; valid until the next call. */
const char *db_text_error(const struct database *db);
/* How many seconds an answer may take from the next connection on (5 unless
 * told otherwise): changing a large table takes longer than a page may. */
void db_patience(struct database *db, int seconds);

#endif
