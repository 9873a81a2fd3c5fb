/* SQL of members' events: what is offered, how many places are taken, and who
 * has signed up. Lock order: account -> sign-up -> event (shared) -> its stock. */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/event.h"
#include "store/db.h"

/* A row of table member_event; texts on the memory it was read to, never NULL. */
struct member_event {
	int64_t event_no;
	const char *state; /* draft, open or cancelled */
	const char *name, *name_en, *text, *text_en, *place, *place_en;
	int64_t starts_at, ends_at, open_from, open_until, back_until;
	struct early_row early; /* who may sign up earlier; tier "" = nobody */
	const char *tier, *kind;
	int64_t places, per_member, cost_points;
	const char *reason;
	int64_t created_at, version;
	int64_t taken, waiting; /* of its stock; 0 where it is read under a lock */
};

/* What of EVENT decides; texts borrowed. */
struct event_terms event_terms_of(const struct member_event *event);
/* Its texts in LANG ("en" …); Chinese where there is none. Never NULL. */
const char *event_name(const struct member_event *event, const char *lang);
const char *event_text(const struct member_event *event, const char *lang);
const char *event_place(const struct member_event *event, const char *lang);

/* One event on MEM, with its stock; the second shares a lock, in a transaction
 * behind the account. DB_NONE: no such. */
enum db event_read(struct database *db, void *mem, int64_t event_no, struct member_event *out)
	__attribute__((warn_unused_result));
enum db event_share(struct database *db, void *mem, int64_t event_no, struct member_event *out)
	__attribute__((warn_unused_result));
/* The same for who changes it. */
enum db event_lock(struct database *db, void *mem, int64_t event_no, struct member_event *out)
	__attribute__((warn_unused_result));
/* Open ones that are not over at NOW, the next first; an array of *N on MEM. */
enum db event_coming(struct database *db, void *mem, int64_t now, int64_t limit,
                     struct member_event **out, int *n) __attribute__((warn_unused_result));
/* All for staff: drafts, then the latest first. */
enum db event_list(struct database *db, void *mem, int64_t limit, struct member_event **out,
                   int *n) __attribute__((warn_unused_result));
/* Adds a draft with its stock row; its number. In a transaction. */
enum db event_add(struct database *db, const struct member_event *event, int64_t *event_no)
	__attribute__((warn_unused_result));
/* Writes what the form has at the event's version, and the places of its stock.
 * DB_NONE: somebody edited it meanwhile. In a transaction, behind event_stock_lock(). */
enum db event_edit(struct database *db, const struct member_event *event)
	__attribute__((warn_unused_result));
/* STATE with its REASON ("" = none). */
enum db event_state_put(struct database *db, int64_t event_no, const char *state,
                        const char *reason) __attribute__((warn_unused_result));

/* The hot row. */
struct event_stock {
	int64_t places, taken, waiting, last_queue;
};
enum db event_stock_lock(struct database *db, int64_t event_no, struct event_stock *out)
	__attribute__((warn_unused_result));
/* Writes what changed of a locked row: taken, waiting, last_queue. */
enum db event_stock_put(struct database *db, int64_t event_no, const struct event_stock *stock)
	__attribute__((warn_unused_result));

/* A row of table event_signup. */
struct signup {
	uint64_t member_id;
	const char *signup_no;
	int64_t event_no;
	uint64_t person_id;
	int64_t seats;
	const char *state; /* going, waiting, came or cancelled */
	int64_t queue_no, cost_points, signed_at, moved_at, came_at, ended_at;
	const char *ended_by; /* member, company, points or "" */
	int64_t points_back;
	const char *member_no, *name; /* signup_list() and signup_of_code(): of its person; else "" */
};

/* DB_DUP: the reference is taken, or the member has signed up. */
enum db signup_add(struct database *db, const struct signup *row)
	__attribute__((warn_unused_result));
/* Writes back what changes of a locked row. */
enum db signup_save(struct database *db, const struct signup *row)
	__attribute__((warn_unused_result));
/* The member's sign-up that counts; DB_NONE: has none. The second in a transaction. */
enum db signup_read(struct database *db, void *mem, uint64_t member_id, int64_t event_no,
                    struct signup *out) __attribute__((warn_unused_result));
enum db signup_lock(struct database *db, void *mem, uint64_t member_id, int64_t event_no,
                    struct signup *out) __attribute__((warn_unused_result));
/* The member's latest that was cancelled, for what a page says. */
enum db signup_latest(struct database *db, void *mem, uint64_t member_id, int64_t event_no,
                      struct signup *out) __attribute__((warn_unused_result));
/* All of a member's sign-ups that count, latest event first; an array of *N on MEM. */
enum db signup_mine(struct database *db, void *mem, uint64_t member_id, struct signup **out,
                    int *n) __attribute__((warn_unused_result));
/* How many wait before QUEUE_NO. */
enum db signup_before(struct database *db, int64_t event_no, int64_t queue_no, int64_t *n)
	__attribute__((warn_unused_result));
/* Whose turn it is on the waiting list: member, places. DB_NONE: nobody waits. */
enum db signup_next(struct database *db, int64_t event_no, uint64_t *member_id, int64_t *seats)
	__attribute__((warn_unused_result));
/* The sign-up with that code, with its person. DB_NONE: there is none. */
enum db signup_of_code(struct database *db, void *mem, const char *code, struct signup *out)
	__attribute__((warn_unused_result));
/* Everybody of an event that counts, going first, then the waiting list, with their
 * people; an array of *N on MEM, at most LIMIT. */
enum db signup_list(struct database *db, void *mem, int64_t event_no, int64_t limit,
                    struct signup **out, int *n) __attribute__((warn_unused_result));
/* Members of an event that come or wait (STATE "going" or "waiting") behind AFTER,
 * by member; at most LIMIT ids. */
enum db signup_members(struct database *db, void *mem, int64_t event_no, const char *state,
                       uint64_t after, int64_t limit, uint64_t **out, int *n)
	__attribute__((warn_unused_result));

/* Events in which the job has something to do at NOW: open ones where somebody
 * waits and places are free, and cancelled ones with people in them; numbers on MEM. */
enum db event_due(struct database *db, void *mem, int64_t now, int64_t **out, int *n)
	__attribute__((warn_unused_result));
/* Open events that begin from FROM until before UNTIL. */
enum db event_beginning(struct database *db, void *mem, int64_t from, int64_t until,
                        struct member_event **out, int *n) __attribute__((warn_unused_result));

#endif
