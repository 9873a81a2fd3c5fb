/* Members' galleries: bringing an entry, withdrawing it, voting; staff look at each
 * before anybody else does. One live entry and one vote a member in a gallery. */
#ifndef SERVICE_GALLERY_H
#define SERVICE_GALLERY_H

#include "rule/plan.h"
#include "service/env.h"
#include "store/gallery.h"

enum gallery_outcome {
	GALLERY_DONE,
	GALLERY_SAME,    /* it is so already: nothing changes */
	GALLERY_ALREADY, /* the member has an entry there */
	GALLERY_CLOSED,  /* not the time for it */
	GALLERY_FOR,     /* for another kind of member, or a higher tier */
	GALLERY_OWN,     /* nobody votes for their own */
	GALLERY_GONE,    /* not shown (any more) */
	GALLERY_TIMES,   /* staff: the instants do not rise */
	GALLERY_CHANGED, /* staff: somebody changed it meanwhile */
	GALLERY_UNKNOWN,
	GALLERY_TRY_AGAIN,
	GALLERY_FAILED
};

/* Brings an entry (id, event_no, title, text of ENTRY) with its picture: it waits for
 * staff. *ENTRY_NO gets its number. */
enum gallery_outcome gallery_enter(const struct service_env *env, const struct plan_book *plans,
                                   const struct gallery_entry *entry,
                                   const struct picture_row *picture, int64_t *entry_no);
/* Takes the member's own entry back, while it counts and the ranks do not stand. */
enum gallery_outcome gallery_withdraw(const struct service_env *env, uint64_t member_id,
                                      int64_t entry_no);
/* Gives the member's vote to the entry, from wherever it was. */
enum gallery_outcome gallery_vote(const struct service_env *env, const struct plan_book *plans,
                                  uint64_t member_id, int64_t entry_no);

/* Staff. Shows an entry, or refuses it with REASON (also one that was shown); its
 * member is told. */
enum gallery_outcome gallery_decide(const struct service_env *env, uint64_t staff_id,
                                    int64_t entry_no, bool show, const char *reason);
/* Makes the event's gallery (VERSION 0) or changes its times. */
enum gallery_outcome gallery_set(const struct service_env *env, uint64_t staff_id,
                                 int64_t event_no, const struct gallery_times *times,
                                 int64_t version);

#endif
