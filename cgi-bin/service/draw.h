/* Draws: prepared and published by staff, entered by members, drawn by the
 * timer. Each call is one transaction (or several small ones where it says so),
 * in the order account -> draw. */
#ifndef SERVICE_DRAW_H
#define SERVICE_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/draw.h"
#include "service/env.h"
#include "store/draw.h"
#include "store/picture.h"

/* ---- staff */

enum draw_staff_outcome {
	DRAW_STAFF_OK,
	DRAW_STAFF_LACKS,    /* publication: something is missing, see the list */
	DRAW_STAFF_CHANGED,  /* somebody edited it meanwhile: nothing was saved */
	DRAW_STAFF_TOO_LATE, /* it is published (edits), past its cut-off or, instant, has
	                      * tickets (cancelling), not frozen or set already (public value),
	                      * or the winner's state does not allow the step */
	DRAW_STAFF_NO_REASON, /* a reason, value or words are missing or too long */
	DRAW_STAFF_MANY,     /* more than DRAW_PRIZES_MAX prizes */
	DRAW_STAFF_WORSE,    /* a change in members' disfavour */
	DRAW_STAFF_UNKNOWN,
	DRAW_STAFF_TRY_AGAIN, /* 503 */
	DRAW_STAFF_FAILED
};

/* Prepares a draft; a seed is drawn for it and sealed. *DRAW_ID gets its number. */
enum draw_staff_outcome draw_add(const struct service_env *env, uint64_t staff_id,
                                 const struct draw *draw, uint64_t *draw_id);
/* Saves the texts, limits and times of a draft, read at DRAW->version. */
enum draw_staff_outcome draw_save(const struct service_env *env, uint64_t staff_id,
                                  const struct draw *draw);
/* Adds (prize_no 0: at the end) or saves a prize of a draft; its picture stays.
 * DRAW_STAFF_UNKNOWN: also when its kind is none. */
enum draw_staff_outcome draw_prize_save(const struct service_env *env, uint64_t staff_id,
                                        const struct draw_prize *prize);
/* Takes a prize out of a draft; those behind it move up one number. */
enum draw_staff_outcome draw_prize_remove(const struct service_env *env, uint64_t staff_id,
                                          uint64_t draw_id, int64_t prize_no);
/* Shows PICTURE (checked and re-encoded) with a prize of a draft; bytes NULL:
 * none again. */
enum draw_staff_outcome draw_prize_picture(const struct service_env *env, uint64_t staff_id,
                                           uint64_t draw_id, int64_t prize_no,
                                           const struct picture_row *picture);
/* Publishes a draft: from now on frozen. DRAW_STAFF_LACKS: LACKS and *N say what
 * is missing. */
enum draw_staff_outcome draw_publish(const struct service_env *env, uint64_t staff_id,
                                     uint64_t draw_id, struct draw_lack lacks[DRAW_LACKS_MAX],
                                     int *n);
/* In members' favour, until the cut-off (not of instant draws): so many of
 * prize PRIZE_NO (more than now), or, PRIZE_NO 0, so many days to claim. */
enum draw_staff_outcome draw_better(const struct service_env *env, uint64_t staff_id,
                                    uint64_t draw_id, int64_t prize_no, int64_t value);
/* Cancels it before its cut-off, with a reason told to members; the job loop
 * gives every ticket's points back within seconds. */
enum draw_staff_outcome draw_cancel(const struct service_env *env, uint64_t staff_id,
                                    uint64_t draw_id, const char *reason);
/* Sets the public value of a frozen draw, once (1 to 64 bytes). */
enum draw_staff_outcome draw_public(const struct service_env *env, uint64_t staff_id,
                                    uint64_t draw_id, const char *value);

enum draw_win_step {
	WIN_IDENTITY = 1, /* the winner's identity was checked */
	WIN_DELIVER,      /* delivered: words say how (carrier and number); needs the claim and
	                   * the identity */
	WIN_FORFEIT       /* given up, with a reason: the next reserve moves up */
};
/* Moves a winner of goods or a service on. TEXT: up to 120 characters. */
enum draw_staff_outcome draw_win_step(const struct service_env *env, uint64_t staff_id,
                                      uint64_t draw_id, int64_t ticket_no,
                                      enum draw_win_step step, const char *text);

/* ---- members */

struct draw_asked {
	uint64_t member_id, person_id, draw_id;
	int64_t tickets;
	int64_t shown_points; /* of one ticket, as the page showed it; -1 = not compared */
	const char *form_id;  /* the same form has one effect */
};
struct draw_answer {
	enum draw_outcome outcome;
	bool repeated;        /* the form had its effect before */
	int64_t first_ticket, tickets; /* DRAW_OK: numbers follow each other */
	int64_t points;       /* taken in all */
	int64_t available;    /* afterwards */
	int64_t left;         /* what limits allow: DRAW_PER_MEMBER, _PER_DAY, _SOLD_OUT */
	int64_t wins;         /* instant: how many of them won; draw_tickets() tells which */
};
enum draw_result {
	DRAW_ANSWERED,  /* the answer's outcome says what happened */
	DRAW_UNKNOWN,   /* no such draw (or draft), or no such member */
	DRAW_TRY_AGAIN, /* 503 */
	DRAW_FAILED     /* logged: 500 */
};
/* Takes the points and gives the tickets: all or nothing. A refusal changes
 * nothing and does not use the form. Where the form led is "/draws/ID". */
enum draw_result draw_enter(const struct service_env *env, const struct plan_book *plans,
                            const struct draw_asked *asked, struct draw_answer *answer);
/* Judges without entering: what the page shows before it asks. */
enum draw_result draw_look(const struct service_env *env, const struct plan *plan,
                           const struct draw_asked *asked, struct draw_answer *answer);
/* The member's own member_ref in DRAW. DB_NONE: no such member. */
enum db draw_my_ref(const struct service_env *env, const struct draw *draw, uint64_t member_id,
                    char out[DRAW_REF]) __attribute__((warn_unused_result));

enum draw_claim_outcome {
	DRAW_CLAIM_OK,
	DRAW_CLAIM_REPEATED, /* it was claimed before: nothing changes */
	DRAW_CLAIM_OVER,     /* the deadline is past or it was given up */
	DRAW_CLAIM_NONE,     /* this ticket has no prize of the member's to be claimed */
	DRAW_CLAIM_TRY_AGAIN,
	DRAW_CLAIM_FAILED
};
/* Claims the prize of TICKET_NO (goods or a service): who receives it, phone and
 * address (checked for form by the page; ADDRESS "" for a service). */
enum draw_claim_outcome draw_claim(const struct service_env *env, uint64_t member_id,
                                   uint64_t draw_id, int64_t ticket_no, const char *recipient,
                                   const char *phone, const char *address);

/* ---- public texts */

/* tickets.csv on env->mem. DB_NONE: not public yet (before the cut-off; of an
 * instant draw it is public as it grows). */
enum db draw_tickets_text(const struct service_env *env, const struct draw *draw,
                          struct buf *out) __attribute__((warn_unused_result));
/* deck.csv. DB_NONE: not an instant draw, or not published. */
enum db draw_deck_text(const struct service_env *env, const struct draw *draw, struct buf *out)
	__attribute__((warn_unused_result));

/* What runs in the job loop: service/draw_job.h. */

#endif
