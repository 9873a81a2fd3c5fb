/* SQL of cases: complaints, questions and suggestions with their steps. */
#ifndef STORE_CASE_H
#define STORE_CASE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"
#include "store/picture.h"

#define CASE_NO 16       /* room for a reference: "K" and 10 characters */
#define CASE_TEXT 2000   /* characters of a step */
#define CASE_OUTCOME 200 /* characters of the sentence for the survey's page */
#define CASE_RATING_TEXT 500

/* One case; texts on the memory it was read to, never NULL. */
struct case_row {
	uint64_t member_id, owner_id; /* owner 0 = nobody yet */
	char *case_no, *kind, *class, *department, *source, *source_ref;
	char *partner, *order_no, *category, *branch;
	bool priority;
	char *state, *waiting;
	int64_t due_at, opened_at, ack_due, acked_at, answer_due, answered_at, closed_at;
	int64_t reopened;
	char *cause, *outcome;
	int64_t rating; /* 0 = not rated */
	char *rating_text;
	int64_t last_step;
	char *member_no, *owner; /* for staff; else "" */
};

/* One step of a case. */
struct case_step {
	int64_t step_no;
	char *step, *author, *text;
	uint64_t staff_id;
	char *staff; /* name; "" = none, or for the member's page */
	bool shown;
	int64_t at;
};

/* What the survey's page may say of a case (RULINGS 43). */
struct case_public {
	char *class, *state, *outcome; /* outcome "" = none written yet */
};

/* The tier of the member, its account locked. DB_NONE: no such member. In a
 * transaction. */
enum db case_tier_lock(struct database *db, void *mem, uint64_t member_id, char **tier)
	__attribute__((warn_unused_result));
/* How many of the member's cases are not closed, locked. In a transaction. */
enum db case_open_count_lock(struct database *db, uint64_t member_id, int64_t *open)
	__attribute__((warn_unused_result));
/* Adds ROW. DB_DUP: the reference is taken. */
enum db case_add(struct database *db, const struct case_row *row) __attribute__((warn_unused_result));
/* Adds a step with its number. */
enum db case_step_add(struct database *db, uint64_t member_id, const char *case_no,
                      const struct case_step *step) __attribute__((warn_unused_result));
/* What may be shown of the member's case outside a sign-in. DB_NONE: none. */
enum db case_public_read(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                         struct case_public *out) __attribute__((warn_unused_result));

#endif
