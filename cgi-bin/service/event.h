/* Members' events: signing up with or without points, the waiting list,
 * cancelling, checking in. Each change of one member is one transaction behind
 * the account's lock; never two members in one. */
#ifndef SERVICE_EVENT_H
#define SERVICE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/event.h"
#include "service/env.h"
#include "store/event.h"

enum event_outcome {
	EVENT_DONE,
	EVENT_REFUSED,   /* signing up: answer.verdict says why; nothing changed */
	EVENT_REPEATED,  /* it is so already: nothing changes */
	EVENT_CHANGED,   /* staff: somebody edited it meanwhile: nothing was saved */
	EVENT_FEW,       /* staff: fewer places than are taken */
	EVENT_FROZEN,    /* staff: its state does not allow it (any more) */
	EVENT_LATE,      /* cancelling, checking in: too late, or too early */
	EVENT_OTHER,     /* checking in: the code is another event's */
	EVENT_WAITS,     /* checking in: on the waiting list, no place yet */
	EVENT_UNKNOWN,
	EVENT_TRY_AGAIN,
	EVENT_FAILED
};

struct signup_asked {
	uint64_t member_id, person_id;
	int64_t event_no, seats;
	int64_t shown_cost;  /* of one place, as the page showed it; -1 = not compared */
	const char *form_id; /* the same form has one effect */
};

struct signup_answer {
	enum event_outcome outcome;
	enum event_verdict verdict; /* EVENT_REFUSED */
	bool waiting;               /* no place was free: on the waiting list */
	int64_t cost_points;        /* taken, or given back, in all */
	int64_t available;          /* afterwards */
};

/* Takes places, or a place on the waiting list (no points yet) where too few are
 * free or somebody waits already. */
void event_sign_up(const struct service_env *env, const struct plan_book *plans,
                   const struct signup_asked *asked, struct signup_answer *answer);
/* Gives the member's places up: the points go back to their lots in time. */
void event_leave(const struct service_env *env, const struct plan_book *plans, uint64_t member_id,
                 int64_t event_no, struct signup_answer *answer);
/* Moves the waiting list of an event up as far as places are free. Called behind
 * every commit that frees places, and by the job for what was cut off. *MOVED
 * (may be NULL) counts. */
enum db event_move_up(const struct service_env *env, const struct plan_book *plans,
                      int64_t event_no, int *moved) __attribute__((warn_unused_result));

/* Staff: adds a draft; saves at its version (once it is open, whom it is for and
 * what it costs stay); opens a draft; cancels it, with all its people told and
 * their points given back (what is cut off the job ends). */
enum event_outcome event_new(const struct service_env *env, uint64_t staff_id,
                             const struct member_event *event, int64_t *event_no);
enum event_outcome event_save(const struct service_env *env, const struct plan_book *plans,
                              uint64_t staff_id, const struct member_event *event);
enum event_outcome event_open(const struct service_env *env, uint64_t staff_id, int64_t event_no);
enum event_outcome event_cancel(const struct service_env *env, const struct plan_book *plans,
                                uint64_t staff_id, int64_t event_no, const char *reason);
/* Checks in by the code that members show. WHO gets the sign-up, with its person. */
enum event_outcome event_check_in(const struct service_env *env, uint64_t staff_id,
                                  int64_t event_no, const char *code, struct signup *who);

/* The job: moves waiting lists up and ends what cancelled events left over. */
enum db event_sweep(const struct service_env *env, const struct plan_book *plans, int *moved,
                    int *ended) __attribute__((warn_unused_result));
/* The night: reminds everybody of the events of the day behind DAY, once. */
enum db event_remind(const struct service_env *env, int32_t day, int *told)
	__attribute__((warn_unused_result));

#endif
