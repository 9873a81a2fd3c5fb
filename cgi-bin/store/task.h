/* SQL of tasks: definitions, questions, participations, shared links. */
#ifndef STORE_TASK_H
#define STORE_TASK_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define TASK_HASH 32
#define TASK_QUESTIONS 20

struct task {
	uint64_t task_id;
	const char *kind, *state, *name, *name_en, *text, *text_en;
	int64_t points, times;
	const char *span;
	int64_t need;
	int64_t budget; /* INT64_MIN = none */
	int64_t paid;
	int32_t from_day, until_day; /* DAY_NONE = until closed */
	const char *code, *link;
};

struct task_question {
	int64_t n;
	const char *text, *text_en, *options, *options_en;
	int64_t answer;
};

struct task_done {
	uint64_t member_id, task_id;
	int64_t n;
	char *state;
	int64_t points;
	char *text;
	int64_t made_at, paid_at;
	char *note;
	char *member_no;      /* staff's queue only; else "" */
	char *name, *name_en; /* of the task */
};

/* The task; DB_NONE. Texts on MEM, likewise below. */
enum db task_read(struct database *db, void *mem, uint64_t task_id, struct task *out)
	__attribute__((warn_unused_result));
/* The same inside a transaction, locked. */
enum db task_lock(struct database *db, void *mem, uint64_t task_id, struct task *out)
	__attribute__((warn_unused_result));
/* All of STATE (NULL = every), newest first, at most 200. */
enum db task_list(struct database *db, void *mem, const char *state, struct task **out, int *n)
	__attribute__((warn_unused_result));
/* Open tasks of KIND. */
enum db task_of_kind(struct database *db, void *mem, const char *kind, struct task **out, int *n)
	__attribute__((warn_unused_result));
/* Makes a task (its task_id is set) or changes one. */
enum db task_save(struct database *db, struct task *task, int64_t now)
	__attribute__((warn_unused_result));
/* Counts POINTS as paid by a locked task. */
enum db task_count_paid(struct database *db, uint64_t task_id, int64_t points)
	__attribute__((warn_unused_result));

/* The questions of a quiz, in order. */
enum db task_questions(struct database *db, void *mem, uint64_t task_id,
                       struct task_question **out, int *n) __attribute__((warn_unused_result));
/* Takes the place of all of them. In a transaction. */
enum db task_questions_set(struct database *db, uint64_t task_id, const struct task_question *rows,
                           int n) __attribute__((warn_unused_result));

/* The member's participations in a task, locked, behind the account's lock:
 * how many count since SINCE (not refused), how many wait, and the last n. */
struct task_count {
	int64_t counted, waiting, last_n;
};
enum db task_count_lock(struct database *db, uint64_t member_id, uint64_t task_id, int64_t since,
                        struct task_count *out) __attribute__((warn_unused_result));
/* How many tasks the member was paid for, month's rewards and bonuses apart
 * (locking). */
enum db task_paid_count(struct database *db, uint64_t member_id, int64_t *out)
	__attribute__((warn_unused_result));
enum db task_done_add(struct database *db, const struct task_done *row)
	__attribute__((warn_unused_result));
/* Judges a waiting one. DB_NONE: it does not wait. */
enum db task_done_judge(struct database *db, const struct task_done *row, uint64_t staff_id)
	__attribute__((warn_unused_result));
/* The member's own, newest first, at most LIMIT. */
enum db task_done_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                       struct task_done **out, int *n) __attribute__((warn_unused_result));
/* What waits for staff, oldest first, at most LIMIT. */
enum db task_waiting(struct database *db, void *mem, int64_t limit, struct task_done **out, int *n)
	__attribute__((warn_unused_result));

/* Shared links. */
enum db task_share_get(struct database *db, void *mem, uint64_t member_id, uint64_t task_id,
                       char **token) __attribute__((warn_unused_result));
enum db task_share_add(struct database *db, uint64_t member_id, uint64_t task_id,
                       const uint8_t hash[TASK_HASH], const char *token)
	__attribute__((warn_unused_result));
enum db task_share_find(struct database *db, const uint8_t hash[TASK_HASH], uint64_t *member_id,
                        uint64_t *task_id) __attribute__((warn_unused_result));
/* Adds a visitor; DB_DUP: known already. */
enum db task_visit_add(struct database *db, uint64_t member_id, uint64_t task_id,
                       const uint8_t visitor[TASK_HASH], int64_t now)
	__attribute__((warn_unused_result));
/* Visitors so far. */
enum db task_visit_count(struct database *db, uint64_t member_id, uint64_t task_id, int64_t *out)
	__attribute__((warn_unused_result));
/* The same inside a transaction. */
enum db task_visit_lock(struct database *db, uint64_t member_id, uint64_t task_id, int64_t *out)
	__attribute__((warn_unused_result));

/* What was done elsewhere. A repeat changes nothing. */
struct task_signal_row {
	uint64_t signal_id, member_id;
	char *kind, *ref;
	int64_t posted_at;
};
enum db task_signal_add(struct database *db, uint64_t member_id, const char *kind,
                        const char *ref, int64_t now) __attribute__((warn_unused_result));
/* Those that wait behind AFTER, at most 100. */
enum db task_signal_list(struct database *db, void *mem, uint64_t after,
                         struct task_signal_row **out, int *n) __attribute__((warn_unused_result));
/* Ends one. DB_NONE: it was ended before. */
enum db task_signal_end(struct database *db, uint64_t signal_id, uint64_t member_id)
	__attribute__((warn_unused_result));

/* The members with most paid participations in [FROM, UNTIL), then who was
 * first there; at most LIMIT, ids in *OUT. */
enum db task_most_active(struct database *db, void *mem, int64_t from, int64_t until,
                         int64_t limit, uint64_t **out, int *n)
	__attribute__((warn_unused_result));
/* Whether MONTH of the task has been settled; notes that it is. */
enum db task_month_known(struct database *db, uint64_t task_id, int64_t month)
	__attribute__((warn_unused_result));
enum db task_month_add(struct database *db, uint64_t task_id, int64_t month, int64_t now)
	__attribute__((warn_unused_result));

#endif
