/* Between the files of service/draw. */
#ifndef SERVICE_DRAW_PRIVATE_H
#define SERVICE_DRAW_PRIVATE_H

#include "service/draw.h"
#include "store/draw_work.h"

#define DRAW_LOCATION 64 /* room for "/draws/ID?entry=N" */

/* A staff step in its transaction. */
struct draw_step {
	const struct service_env *env;
	uint64_t staff_id, draw_id;
	struct draw draw; /* locked by draw_step_lock() */
	enum draw_staff_outcome outcome;
	void *arg;        /* what the step needs beyond */
	char detail[300]; /* for the log */
};
/* Runs WORK; its argument is STEP. */
enum draw_staff_outcome draw_step_run(struct draw_step *step, db_work work);
/* Settles the outcome and ends the transaction without an effect. */
enum db draw_step_refuse(struct draw_step *step, enum draw_staff_outcome outcome);
/* Locks the step's draw. DB_NONE: there is none (settled as DRAW_STAFF_UNKNOWN). */
enum db draw_step_lock(struct draw_step *step) __attribute__((warn_unused_result));
/* Writes the step's line of the staff log. */
enum db draw_step_log(struct draw_step *step, const char *action)
	__attribute__((warn_unused_result));

/* Draws a seed and the salt for a new DRAW; the sealed seed lies on env->mem.
 * False (logged): the key cannot be read. */
bool draw_seed_make(const struct service_env *env, struct draw *draw);
/* Opens DRAW's seed into SEED and proves it by its hash. False (logged): the key
 * is another, or something was altered. Wipe it after use. */
bool draw_seed_open(const struct service_env *env, const struct draw *draw,
                    uint8_t seed[DRAW_SEED]);
/* Gives up the prize of a locked winner of a locked draw, with REASON; the next
 * reserve moves up. Both are told by the job loop. */
enum db draw_give_up(const struct service_env *env, struct draw *draw,
                     struct draw_winner *winner, const char *reason, uint64_t staff_id)
	__attribute__((warn_unused_result));
/* A winner's row of PRIZE for the holder of TICKET_NO, won now; who holds it, its
 * number and place are the caller's. */
struct draw_winner draw_winner_make(const struct draw *draw, const struct draw_prize *prize,
                                    int64_t ticket_no, int64_t now);
/* Posts what a win is told by. In the member's transaction. */
enum db draw_tell_win(const struct service_env *env, const struct draw_winner *winner)
	__attribute__((warn_unused_result));

#endif
