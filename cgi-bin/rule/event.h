/* Members' events: whether a member may sign up, and whether cancelling gives
 * the points back. Judged again under the account's lock. Pure. */
#ifndef RULE_EVENT_H
#define RULE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/early.h"
#include "rule/plan.h"

/* What of an event decides; texts borrowed. */
struct event_terms {
	bool open;           /* published, not cancelled */
	int64_t starts_at, ends_at;
	int64_t open_from;   /* first instant of signing up; INSTANT_NONE = at once */
	struct early_row early; /* who may sign up earlier; tier "" = nobody */
	int64_t open_until;  /* first instant at which it is too late */
	int64_t back_until;  /* first instant at which cancelling gives nothing back */
	const char *tier, *kind; /* whom it is for; "" = all */
	int64_t per_member;  /* most places of one member */
	int64_t cost_points; /* of a place */
};

/* What of the member decides. */
struct event_guest {
	const char *tier, *kind;
	int64_t available, debt;
	bool may_spend; /* the person, in an account of several people */
	bool stopped;   /* an emergency stop of all spending stands */
	bool signed_up; /* has a sign-up that counts */
};

/* Why not, in the order it is judged: the first that holds is told. */
enum event_verdict {
	EVENT_MAY,
	EVENT_GONE,     /* not open (any more): a draft, or cancelled */
	EVENT_NOT_YET,  /* signing up begins later */
	EVENT_CLOSED,   /* too late to sign up */
	EVENT_KIND,     /* for another kind of member */
	EVENT_TIER,     /* for a higher tier */
	EVENT_ALREADY,  /* is signed up */
	EVENT_SEATS,    /* none, or more places than one member may have */
	EVENT_STOPPED,  /* costs points, and staff have stopped all spending for now */
	EVENT_NOT_SPEND, /* the holder lets this person not spend */
	EVENT_DEBT,
	EVENT_SHORT,    /* fewer points than it costs */
	EVENT_COST      /* costs another sum than the page showed */
};

/* First instant of signing up for a member of TIER; INSTANT_NONE = at once. */
int64_t event_opens(const struct plan *plan, const struct event_terms *terms, const char *tier);
/* Judges SEATS places at NOW. SHOWN: the cost of one that the member saw, -1 = do
 * not compare. Whether places are free is not judged here: who finds none waits. */
enum event_verdict event_judge(const struct plan *plan, const struct event_terms *terms,
                               const struct event_guest *guest, int64_t seats, int64_t shown,
                               int64_t now);
/* Whether cancelling at NOW is possible, and whether it gives the points back. */
bool event_may_cancel(const struct event_terms *terms, int64_t now);
bool event_gives_back(const struct event_terms *terms, int64_t now);
/* Whether the waiting list still moves up at NOW: while who moves up can cancel
 * without loss; to the beginning where it costs nothing. */
bool event_moves_up(const struct event_terms *terms, int64_t now);

#endif
