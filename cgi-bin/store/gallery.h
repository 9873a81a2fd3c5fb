/* SQL of members' galleries: when they take entries, the entries with their
 * pictures, the votes. Lock order: account -> gallery -> vote -> entries by number. */
#ifndef STORE_GALLERY_H
#define STORE_GALLERY_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/gallery.h"
#include "store/db.h"
#include "store/person.h"
#include "store/picture.h"

/* An event's gallery with what of the event decides; texts on the memory it was read
 * to, never NULL. */
struct gallery {
	int64_t event_no, version;
	struct gallery_times times;
	const char *event_state, *name, *name_en, *tier, *kind;
};

/* A row of table gallery_entry without its picture's bytes. */
struct gallery_entry {
	int64_t entry_no, event_no;
	struct person_id id;
	const char *title, *text, *state, *reason;
	int64_t made_at, decided_at, votes, width, height;
	const char *member_no, *person;     /* of its person; mask before members see them */
	const char *event, *event_en;       /* the event's name */
};

/* The gallery of an event, on MEM. DB_NONE: it takes no entries. The second shares a
 * lock, in a transaction. */
enum db gallery_read(struct database *db, void *mem, int64_t event_no, struct gallery *out)
	__attribute__((warn_unused_result));
enum db gallery_share(struct database *db, void *mem, int64_t event_no, struct gallery *out)
	__attribute__((warn_unused_result));
/* Makes the event's gallery (version 0) or writes its times at their version. DB_NONE:
 * somebody changed them meanwhile; DB_DUP: somebody made it meanwhile. */
enum db gallery_save(struct database *db, int64_t event_no, const struct gallery_times *times,
                     int64_t version) __attribute__((warn_unused_result));

/* Adds an entry that waits, with its picture. DB_DUP: the member has one there. */
enum db gallery_entry_add(struct database *db, const struct gallery_entry *entry,
                          const struct picture_row *picture, int64_t *entry_no)
	__attribute__((warn_unused_result));
/* One entry on MEM. DB_NONE: no such. The second locks it, and leaves the names of
 * member, person and event empty. */
enum db gallery_entry_read(struct database *db, void *mem, int64_t entry_no,
                           struct gallery_entry *out) __attribute__((warn_unused_result));
enum db gallery_entry_lock(struct database *db, void *mem, int64_t entry_no,
                           struct gallery_entry *out) __attribute__((warn_unused_result));
/* The member's latest entry of the event, whatever became of it. */
enum db gallery_entry_own(struct database *db, void *mem, uint64_t member_id, int64_t event_no,
                          struct gallery_entry *out) __attribute__((warn_unused_result));
/* STATE with its REASON ("" = none). */
enum db gallery_entry_put(struct database *db, uint64_t member_id, int64_t entry_no,
                          const char *state, const char *reason, int64_t now)
	__attribute__((warn_unused_result));
/* Its picture, on MEM. */
enum db gallery_picture(struct database *db, void *mem, int64_t entry_no, struct picture_row *out)
	__attribute__((warn_unused_result));

/* The shown entries of an event: the newest first before the number BEFORE, or with
 * BY_VOTES those with the most votes first, from the place FROM on (0 = the first); an
 * array of *N on MEM, at most LIMIT. */
enum db gallery_shown(struct database *db, void *mem, int64_t event_no, bool by_votes,
                      int64_t from, int64_t limit, struct gallery_entry **out, int *n)
	__attribute__((warn_unused_result));
/* For staff: entries that wait, of all events, the oldest first; all of one event. */
enum db gallery_waiting(struct database *db, void *mem, int64_t limit, struct gallery_entry **out,
                        int *n) __attribute__((warn_unused_result));
enum db gallery_all(struct database *db, void *mem, int64_t event_no, int64_t limit,
                    struct gallery_entry **out, int *n) __attribute__((warn_unused_result));

/* What the member votes for in the event: an entry's number. DB_NONE: nothing. The
 * second locks it. */
enum db gallery_vote_read(struct database *db, uint64_t member_id, int64_t event_no,
                          int64_t *entry_no) __attribute__((warn_unused_result));
enum db gallery_vote_lock(struct database *db, uint64_t member_id, int64_t event_no,
                          int64_t *entry_no) __attribute__((warn_unused_result));
/* Gives the member's vote, or moves it. */
enum db gallery_vote_put(struct database *db, uint64_t member_id, int64_t event_no,
                         int64_t entry_no, int64_t now) __attribute__((warn_unused_result));
/* Adds BY (1 or -1) to the votes of an entry; what is gone stays gone. */
enum db gallery_votes_add(struct database *db, int64_t entry_no, int64_t by)
	__attribute__((warn_unused_result));

#endif
