/* SQL of announcements: their texts and audience, who they are for, and the banners
 * that members have put away. */
#ifndef STORE_ANNOUNCEMENT_H
#define STORE_ANNOUNCEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define ANNOUNCEMENT_TITLE 30    /* characters: three bytes each fit a notice's argument */
#define ANNOUNCEMENT_TITLE_EN 60
#define ANNOUNCEMENT_TEXT 1000
#define ANNOUNCEMENT_DRAFT "draft"
#define ANNOUNCEMENT_WAITING "waiting" /* released; goes out when its time comes */
#define ANNOUNCEMENT_SENDING "sending"
#define ANNOUNCEMENT_SENT "sent"
#define ANNOUNCEMENT_STOPPED "stopped"

/* Whom one is for; "" or 0 in a field: everybody. */
struct audience {
	const char *kind;     /* of account */
	const char *tiers;    /* comma-separated codes */
	const char *segment;  /* rfm_segment_word() */
	const char *trip;     /* within, before or never */
	int64_t trip_days;    /* of within and before, back from the day it goes out */
	const char *city;     /* or province: as addresses begin */
	const char *interest; /* item category */
};

struct announcement {
	uint64_t announcement_id;
	const char *title, *title_en, *text, *text_en, *link;
	bool by_banner, by_notice, by_mail, by_sms;
	struct audience audience;
	int64_t starts_at, ends_at;
	const char *state;
	int64_t version;
	uint64_t staff_id;
	int64_t created_at, begun_at, ended_at; /* INSTANT_NONE = not yet */
	uint64_t after_member;
	int64_t members, mails, messages; /* posted so far */
};

/* How many one is for, as the night knew them. */
struct announcement_count {
	int64_t members, by_mail, by_sms;
};

/* A member looked at by a batch. */
struct announcement_member {
	uint64_t member_id;
	bool fits;
	bool by_mail, by_sms;            /* agreed to offers, and can be reached so */
	const char *email, *phone, *lang; /* EMAIL "": by WeChat alone */
};

/* One, on MEM; outside transactions. */
enum db announcement_read(struct database *db, void *mem, uint64_t id, struct announcement *out)
	__attribute__((warn_unused_result));
/* The same, locked; in a transaction. */
enum db announcement_lock(struct database *db, void *mem, uint64_t id, struct announcement *out)
	__attribute__((warn_unused_result));
/* Latest first, at most LIMIT: an array of *N on MEM. */
enum db announcement_list(struct database *db, void *mem, int64_t limit,
                          struct announcement **out, int *n) __attribute__((warn_unused_result));
/* One that is due at NOW and not posted whole. DB_NONE: none is. */
enum db announcement_due(struct database *db, int64_t now, uint64_t *id)
	__attribute__((warn_unused_result));
/* Adds a draft; its announcement_id is set. */
enum db announcement_add(struct database *db, struct announcement *a)
	__attribute__((warn_unused_result));
/* Writes texts, channels, audience and times of a locked draft; counts the version up. */
enum db announcement_edit(struct database *db, const struct announcement *a)
	__attribute__((warn_unused_result));
/* Writes state, version (counted up), starts_at, begun_at, ended_at and how far it has come. */
enum db announcement_save(struct database *db, const struct announcement *a)
	__attribute__((warn_unused_result));
/* How many it is for on the day ON, by the rows of the last night. */
enum db announcement_count(struct database *db, uint64_t id, int32_t on,
                           struct announcement_count *out) __attribute__((warn_unused_result));
/* The next LIMIT open accounts behind AFTER and whether announcement ID is for them on the
 * day ON, as they are now: an array of *N on MEM. Outside transactions. */
enum db announcement_members(struct database *db, void *mem, uint64_t id, int32_t on,
                             uint64_t after, int64_t limit, struct announcement_member **out,
                             int *n) __attribute__((warn_unused_result));

/* ---- what members see */

/* How many banners stand at NOW, for whomever. */
enum db announcement_banners(struct database *db, int64_t now, int64_t *n)
	__attribute__((warn_unused_result));
/* The member's banners at NOW, not put away, latest first, at most LIMIT: an array of *N
 * on MEM. */
enum db announcement_banners_of(struct database *db, void *mem, uint64_t member_id, int64_t now,
                                int64_t limit, struct announcement **out, int *n)
	__attribute__((warn_unused_result));
/* Announcement ID as the member may read it: out, not stopped, and for them or told to
 * them. DB_NONE: not so. */
enum db announcement_of(struct database *db, void *mem, uint64_t id, uint64_t member_id,
                        int64_t now, struct announcement *out)
	__attribute__((warn_unused_result));
/* Puts its banner away for the member; again is the same. */
enum db announcement_close(struct database *db, uint64_t member_id, uint64_t id, int64_t now)
	__attribute__((warn_unused_result));

#endif
