/* Files of orders that staff bring: kept from the try to the run. */
#ifndef STORE_UPLOAD_H
#define STORE_UPLOAD_H

#include "store/db.h"

#define UPLOAD_NO 16          /* room for a reference: "U" and 10 characters */
#define UPLOAD_NAME 100       /* characters of a file's name */
#define UPLOAD_KEPT_S 2592000 /* 30 days */

/* One file. Texts and blobs on the memory it was read to. */
struct upload_row {
	char *upload_no, *file_name, *staff_name;
	char *state; /* tried, running or done */
	int64_t rows, refused;
	int64_t made_at, run_at; /* run_at INSTANT_NONE = not yet */
	struct blob bytes, result; /* only upload_read() */
};

/* Adds a file in state "running" (its try is at work). DB_DUP: the reference is
 * taken. */
enum db upload_add(struct database *db, const char *upload_no, uint64_t staff_id,
                   const char *file_name, struct blob hash, struct blob bytes, int64_t rows,
                   int64_t now) __attribute__((warn_unused_result));
/* Keeps what a try ("tried") or a run ("done") said. */
enum db upload_said(struct database *db, const char *upload_no, const char *state,
                    int64_t refused, struct blob result) __attribute__((warn_unused_result));
/* Begins a run at NOW, unless one that began after STUCK is at work. DB_NONE:
 * one is, or there is no such file. */
enum db upload_begin(struct database *db, const char *upload_no, int64_t stuck, int64_t now)
	__attribute__((warn_unused_result));
/* A file with its bytes and result. DB_NONE: there is none. */
enum db upload_read(struct database *db, void *mem, const char *upload_no, struct upload_row *out)
	__attribute__((warn_unused_result));
/* The latest files, at most LIMIT: an array of *N on MEM. */
enum db upload_list(struct database *db, void *mem, int64_t limit, struct upload_row **out, int *n)
	__attribute__((warn_unused_result));
/* Removes files brought before BEFORE, at most LIMIT. */
enum db upload_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

#endif
