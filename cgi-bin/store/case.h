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
	const char *case_no, *kind, *class, *department, *source, *source_ref;
	const char *partner, *order_no, *category, *branch;
	bool priority;
	const char *state, *waiting;
	int64_t due_at, opened_at, ack_due, acked_at, answer_due, answered_at, closed_at;
	int64_t reopened;
	const char *cause, *outcome;
	int64_t rating; /* 0 = not rated */
	const char *rating_text;
	int64_t last_step;
	const char *member_no, *owner; /* for staff; else "" */
};

/* One step of a case. */
struct case_step {
	int64_t step_no;
	const char *step, *author, *text;
	uint64_t staff_id;
	const char *staff; /* the name; "" = none */
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
enum db case_add(struct database *db, const struct case_row *row)
	__attribute__((warn_unused_result));
/* Adds a step with its number. */
enum db case_step_add(struct database *db, uint64_t member_id, const char *case_no,
                      const struct case_step *step) __attribute__((warn_unused_result));
/* The member's case, locked. In a transaction. DB_NONE: none. */
enum db case_lock(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                  struct case_row *out) __attribute__((warn_unused_result));
/* Stores what a member's own step changes: state, waiting, due_at, answer_due,
 * reopened, last_step. */
enum db case_put(struct database *db, const struct case_row *row)
	__attribute__((warn_unused_result));
/* Stores the above and what staff change: class, department, owner, acked_at,
 * answered_at, cause, outcome, closed_at. */
enum db case_put_staff(struct database *db, const struct case_row *row)
	__attribute__((warn_unused_result));
/* Stores the member's rating of a case. */
enum db case_rate_put(struct database *db, uint64_t member_id, const char *case_no,
                      int64_t rating, const char *text) __attribute__((warn_unused_result));
/* What may be shown of the member's case outside a sign-in. DB_NONE: none. */
enum db case_public_read(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                         struct case_public *out) __attribute__((warn_unused_result));

/* The member's case as it stands. DB_NONE: none. */
enum db case_read(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                  struct case_row *out) __attribute__((warn_unused_result));
/* The member's cases, latest first, at most LIMIT, behind case BEFORE ("" = from
 * the latest): an array of *N on MEM. */
enum db case_list(struct database *db, void *mem, uint64_t member_id, const char *before,
                  int64_t limit, struct case_row **out, int *n)
	__attribute__((warn_unused_result));
/* A case by its reference, for staff. DB_NONE: none. */
enum db case_find(struct database *db, void *mem, const char *case_no, struct case_row *out)
	__attribute__((warn_unused_result));
/* Steps in order; ALL: those among staff too. An array of *N on MEM. */
enum db case_steps(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                   bool all, struct case_step **out, int *n) __attribute__((warn_unused_result));

/* The staff's queue. */
struct case_queue {
	const char *waiting; /* staff, member or none */
	bool overdue;        /* only those past their time */
	uint64_t owner_id;   /* 0 = of anybody */
	int64_t now, limit;
};
/* The overdue ones first, then priority service, then the clock (closed: latest
 * first, whatever else is asked): an array of *N on MEM. */
enum db case_queue(struct database *db, void *mem, const struct case_queue *queue,
                   struct case_row **out, int *n) __attribute__((warn_unused_result));

struct case_counts {
	int64_t staff, overdue, member; /* whose turn it is; overdue of either */
	int64_t unsigned_goodwill;      /* waits for a second signature */
};
/* The queue's figures at NOW. */
enum db case_count(struct database *db, int64_t now, struct case_counts *out)
	__attribute__((warn_unused_result));

/* Pictures of a case, without or with their bytes. */
struct case_picture {
	int64_t picture_no, made_at;
	struct picture_row picture;
};
/* Adds the next picture. DB_DUP: somebody added one meanwhile. */
enum db case_picture_add(struct database *db, uint64_t member_id, const char *case_no,
                         const struct case_picture *picture) __attribute__((warn_unused_result));
/* How many there are, locked. In a transaction. */
enum db case_picture_count_lock(struct database *db, uint64_t member_id, const char *case_no,
                                int64_t *count) __attribute__((warn_unused_result));
/* All of them, bytes empty: an array of *N on MEM. */
enum db case_picture_list(struct database *db, void *mem, uint64_t member_id,
                          const char *case_no, struct case_picture **out, int *n)
	__attribute__((warn_unused_result));
/* One picture with its bytes. DB_NONE: none. */
enum db case_picture_read(struct database *db, void *mem, uint64_t member_id,
                          const char *case_no, int64_t picture_no, struct picture_row *out)
	__attribute__((warn_unused_result));

/* A template of answers. */
struct case_answer {
	int64_t answer_no;
	char *class, *title, *text, *text_en, *state;
};
/* Templates for CLASS ("" = all of them, retired ones too): an array of *N. */
enum db case_answer_list(struct database *db, void *mem, const char *class,
                         struct case_answer **out, int *n) __attribute__((warn_unused_result));
/* Adds a template: its class, title, text, text_en. */
enum db case_answer_add(struct database *db, const struct case_answer *answer)
	__attribute__((warn_unused_result));
/* Sets whether the template is offered: "live" or "retired". DB_NONE: none. */
enum db case_answer_state(struct database *db, int64_t answer_no, const char *state)
	__attribute__((warn_unused_result));

#endif
