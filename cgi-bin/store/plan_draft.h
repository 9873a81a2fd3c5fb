/* SQL of the plan desk: drafts of the next rules, and what rehearsals of them
 * found. */
#ifndef STORE_PLAN_DRAFT_H
#define STORE_PLAN_DRAFT_H

#include <stdint.h>

#include "rule/rehearse.h"
#include "store/db.h"

#define PLAN_TITLE 80 /* characters */

/* A row of plan_draft; texts on the memory it was read to. */
struct plan_draft {
	int64_t draft_id;
	const char *title, *source; /* the plan file: always a good one; NULL in lists */
	const char *state;          /* draft, published or dropped */
	int64_t base_version, edit; /* made from; counted up with each change */
	uint64_t staff_id;          /* who changed it last */
	const char *staff;          /* the name; "" when adding */
	int64_t edited_at;
	int64_t version;            /* rule version it became; INT64_MIN = none yet */
};

/* One draft on MEM. DB_NONE: no such. Outside transactions. */
enum db plan_draft_read(struct database *db, void *mem, int64_t draft_id, struct plan_draft *out)
	__attribute__((warn_unused_result));
/* The same, locking it; staff stays "". */
enum db plan_draft_lock(struct database *db, void *mem, int64_t draft_id, struct plan_draft *out)
	__attribute__((warn_unused_result));
/* Drafts in work first, then the latest others; at most LIMIT, without their texts. */
enum db plan_draft_list(struct database *db, void *mem, int64_t limit, struct plan_draft **out,
                        int *n) __attribute__((warn_unused_result));
/* Adds a draft; its number is db_last_id(). */
enum db plan_draft_add(struct database *db, const struct plan_draft *draft)
	__attribute__((warn_unused_result));
/* Writes title, source, base and state over the locked row, counting its edit up. */
enum db plan_draft_save(struct database *db, const struct plan_draft *draft)
	__attribute__((warn_unused_result));

/* A stored rule version. */
struct plan_stored {
	int64_t version;
	char *name, *source;
	int32_t from_day;
};
/* The newest version (VERSION 0), or one of them, on MEM. */
enum db plan_stored_read(struct database *db, void *mem, int64_t version, struct plan_stored *out)
	__attribute__((warn_unused_result));

/* A row of plan_rehearsal, without what stands in its figures. */
struct rehearsal {
	int64_t rehearsal_id, draft_id, edit;
	const char *source; /* NULL in lists */
	int32_t from_day;
	const char *state;  /* waiting, running, done or failed */
	uint64_t staff_id;
	const char *staff;  /* the name */
	int64_t asked_at, begun_at, ended_at;
	int64_t done, total; /* members */
};
/* What a rehearsal that is done found. */
struct rehearsal_figures {
	int64_t members, orders, sales_fen, more, less, up, down;
	int64_t old_points, new_points, old_fen, new_fen;
	int64_t old_held, new_held, old_open, new_open, old_open_fen, new_open_fen;
};
struct rehearsal_tier {
	char *old_tier, *new_tier;
	int64_t members;
};
struct rehearsal_member {
	uint64_t member_id;
	char *member_no, *old_tier, *new_tier;
	int64_t old_points, new_points;
};

/* Asks for a rehearsal; its number is db_last_id(). */
enum db rehearsal_add(struct database *db, const struct rehearsal *row)
	__attribute__((warn_unused_result));
/* One on MEM, with its source and FIGURES (may be NULL). DB_NONE: no such. */
enum db rehearsal_read(struct database *db, void *mem, int64_t rehearsal_id, struct rehearsal *out,
                       struct rehearsal_figures *figures) __attribute__((warn_unused_result));
/* Those of a draft, latest first, at most LIMIT, without their texts. */
enum db rehearsal_list(struct database *db, void *mem, int64_t draft_id, int64_t limit,
                       struct rehearsal **out, int *n) __attribute__((warn_unused_result));
/* The number of the one to do next: waiting, or left running by a job that died.
 * DB_NONE: none. Only for the one that holds the job's claim. */
enum db rehearsal_next(struct database *db, int64_t *rehearsal_id)
	__attribute__((warn_unused_result));
/* Notes that it was begun at NOW with TOTAL members to go through. */
enum db rehearsal_begun(struct database *db, int64_t rehearsal_id, int64_t total, int64_t now)
	__attribute__((warn_unused_result));
/* Notes how many members are done. */
enum db rehearsal_step(struct database *db, int64_t rehearsal_id, int64_t done)
	__attribute__((warn_unused_result));
/* Notes that it could not be done. */
enum db rehearsal_failed(struct database *db, int64_t rehearsal_id, int64_t now)
	__attribute__((warn_unused_result));
/* Writes RESULT: the tiers under their codes in OLD_PLAN and NEW_PLAN, worths by
 * each plan's coupon. In a transaction; what an earlier try left is replaced. */
enum db rehearsal_write(struct database *db, int64_t rehearsal_id,
                        const struct rehearse_result *result, const struct plan *old_plan,
                        const struct plan *new_plan, int64_t now)
	__attribute__((warn_unused_result));
/* Its months, tiers (members > 0) and most affected members; arrays of *N on MEM. */
enum db rehearsal_months(struct database *db, void *mem, int64_t rehearsal_id,
                         struct rehearse_month **out, int *n) __attribute__((warn_unused_result));
enum db rehearsal_tiers(struct database *db, void *mem, int64_t rehearsal_id,
                        struct rehearsal_tier **out, int *n) __attribute__((warn_unused_result));
enum db rehearsal_members(struct database *db, void *mem, int64_t rehearsal_id,
                          struct rehearsal_member **out, int *n)
	__attribute__((warn_unused_result));

#endif
