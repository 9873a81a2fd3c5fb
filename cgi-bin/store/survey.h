/* SQL of surveys: versions with their questions, invitations, answers. */
#ifndef STORE_SURVEY_H
#define STORE_SURVEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "rule/survey.h"
#include "store/db.h"

#define SURVEY_CODE 24
#define SURVEY_QUESTIONS 40
#define SURVEY_OPTIONS 20
#define SURVEY_TEXT_MAX 1000 /* characters of a text answer */

struct survey {
	uint64_t survey_id;
	const char *code, *state; /* draft, live, closed */
	int64_t version;
	const char *name, *name_en, *intro, *intro_en;
	int64_t created_at, published_at, closed_at;
	int64_t asked, answered; /* survey_list() only: invitations, and those handed in */
};

struct survey_question {
	int64_t n;
	const char *code;
	enum survey_kind kind;
	int driver; /* of rule/survey.h; -1 = none */
	bool required;
	const char *text, *text_en;
	const char *options, *options_en; /* one a line */
};

/* In a partner's place: a campaign's end asks, and there is no order. */
#define SURVEY_CAMPAIGN "campaign"

/* As well: staff wrote down answers of somebody who was not asked by a link; and a
 * redemption that is done asks, its number in the order's place. */
#define SURVEY_DESK "desk"
#define SURVEY_REDEMPTION "redemption"
#define SURVEY_POSTER "poster" /* the member scanned its printed code */

/* Whether PARTNER stands for something else than a booked trip: a campaign, a
 * redemption, a poster, what staff wrote down. */
bool survey_is_no_trip(const char *partner);

struct survey_invitation {
	uint64_t invitation_id, survey_id, member_id;
	const char *partner, *order_no, *lang;
	int64_t points, invited_at, ends_at;
	int64_t submitted_at; /* INSTANT_NONE = not yet */
	int64_t paid_points;
	const char *case_no; /* "" = none */
	const char *name, *name_en; /* survey_member_list() only: of the survey */
	const char *trip;           /* there too: where it went, "" = not known */
};

struct survey_answer {
	const char *code;
	int64_t score; /* INT64_MIN = none: text, or not applicable */
	const char *text;
};

/* One version; DB_NONE: there is none. Texts on MEM. */
enum db survey_read(struct database *db, void *mem, uint64_t survey_id, struct survey *out)
	__attribute__((warn_unused_result));
/* The live version of CODE. */
enum db survey_live(struct database *db, void *mem, const char *code, struct survey *out)
	__attribute__((warn_unused_result));
/* All versions, newest first, with their figures; up to 100. */
enum db survey_list(struct database *db, void *mem, struct survey **out, int *n)
	__attribute__((warn_unused_result));
/* The questions of a version, in order. */
enum db survey_questions(struct database *db, void *mem, uint64_t survey_id,
                         struct survey_question **out, int *n)
	__attribute__((warn_unused_result));
/* Adds a draft as the next version of its code; SURVEY->survey_id gets its id. In
 * a transaction. */
enum db survey_add(struct database *db, struct survey *survey, int64_t now)
	__attribute__((warn_unused_result));
/* Writes a draft's names and words. DB_NONE: it is no draft (any more). */
enum db survey_write(struct database *db, const struct survey *survey)
	__attribute__((warn_unused_result));
/* Replaces the questions of a draft by N ones. In a transaction that has locked
 * the draft by survey_write(). */
enum db survey_put_questions(struct database *db, uint64_t survey_id,
                             const struct survey_question *questions, int n)
	__attribute__((warn_unused_result));
/* Makes a draft live and closes the version of its code that was. In a
 * transaction. DB_NONE: it is no draft. */
enum db survey_publish(struct database *db, uint64_t survey_id, const char *code, int64_t now)
	__attribute__((warn_unused_result));
/* Closes a live version: nobody is invited any more. DB_NONE: it is not live. */
enum db survey_close(struct database *db, uint64_t survey_id, int64_t now)
	__attribute__((warn_unused_result));

/* The invitation behind a token's hash. DB_NONE: none. Plain read: outside of
 * transactions. */
enum db survey_find(struct database *db, void *mem, const uint8_t hash[SHA256_BYTES],
                    struct survey_invitation *out) __attribute__((warn_unused_result));
/* The member's invitation, locked. In a transaction. */
enum db survey_invitation_lock(struct database *db, void *mem, uint64_t member_id,
                               uint64_t invitation_id, struct survey_invitation *out)
	__attribute__((warn_unused_result));
/* Adds INVITATION; its id is filled in. DB_DUP: that order's was there. */
enum db survey_invite(struct database *db, struct survey_invitation *invitation)
	__attribute__((warn_unused_result));
/* Stores the hash of the token that its link carries. */
enum db survey_put_token(struct database *db, uint64_t member_id, uint64_t invitation_id,
                         const uint8_t hash[SHA256_BYTES]) __attribute__((warn_unused_result));
/* The member's newest invitation to the version that is not handed in, locked. In a
 * transaction. DB_NONE: there is none. */
enum db survey_open_lock(struct database *db, void *mem, uint64_t member_id, uint64_t survey_id,
                         struct survey_invitation *out) __attribute__((warn_unused_result));
/* Notes that STAFF_ID writes its answers down, taken by CHANNEL (phone or paper). */
enum db survey_put_channel(struct database *db, uint64_t member_id, uint64_t invitation_id,
                           const char *channel, uint64_t staff_id)
	__attribute__((warn_unused_result));
/* Hands the invitation in. */
enum db survey_hand_in(struct database *db, uint64_t member_id, uint64_t invitation_id,
                       int64_t paid_points, const char *case_no, int64_t now)
	__attribute__((warn_unused_result));
/* Stores one answer anew. */
enum db survey_answer_put(struct database *db, uint64_t invitation_id,
                          const struct survey_answer *answer, int64_t now)
	__attribute__((warn_unused_result));
/* The answers of an invitation, outside of transactions. */
enum db survey_answers(struct database *db, void *mem, uint64_t invitation_id,
                       struct survey_answer **out, int *n) __attribute__((warn_unused_result));
/* The same, locked. In a transaction. */
enum db survey_answers_lock(struct database *db, void *mem, uint64_t invitation_id,
                            struct survey_answer **out, int *n)
	__attribute__((warn_unused_result));
/* The member's invitations, newest first, up to 50. */
enum db survey_member_list(struct database *db, void *mem, uint64_t member_id,
                           struct survey_invitation **out, int *n)
	__attribute__((warn_unused_result));
/* How often each score was given to question CODE of the version, by answers
 * handed in. */
enum db survey_count(struct database *db, uint64_t survey_id, const char *code,
                     struct survey_count *out) __attribute__((warn_unused_result));
/* What was handed in of a version, a row an answer, oldest first, without whose:
 * CALL for each; ARG goes along. */
enum db survey_each(struct database *db, void *mem, uint64_t survey_id,
                    void (*call)(void *arg, uint64_t invitation_id, int64_t submitted_at,
                                 const struct survey_answer *answer),
                    void *arg) __attribute__((warn_unused_result));

/* Whether a survey paid the member since SINCE; locks. In a transaction.
 * DB_NONE: none did. */
enum db survey_paid_since_lock(struct database *db, uint64_t member_id, int64_t since)
	__attribute__((warn_unused_result));
/* Something written in answer to question CODE. */
struct survey_said {
	int64_t submitted_at;
	char *code, *text;
};
/* The newest LIMIT texts handed in to the version, without whose. */
enum db survey_texts(struct database *db, void *mem, uint64_t survey_id, int64_t limit,
                     struct survey_said **out, int *n) __attribute__((warn_unused_result));

/* Category and branch of the order, for the complaint. DB_NONE: no such order. */
enum db survey_order(struct database *db, void *mem, const char *partner, const char *order_no,
                     const char **category, const char **branch)
	__attribute__((warn_unused_result));
/* Where the order's trip went, as the booking says, on MEM; "" = it does not.
 * Not with the account of the survey program. DB_NONE: no such order. */
enum db survey_trip(struct database *db, void *mem, const char *partner, const char *order_no,
                    const char **destination) __attribute__((warn_unused_result));

/* A completed trip whose member may be asked (RULINGS 44). */
struct survey_due {
	uint64_t member_id;
	int64_t completed_at;
	const char *partner, *order_no;
};
/* Trips completed behind AFTER (its instant, then partner and number; begin with
 * "" for both) and before TO, paid, not refunded whole, not asked about, whose
 * member was not asked since SINCE: up to LIMIT, through the index of completed
 * orders. */
enum db survey_due(struct database *db, void *mem, const struct survey_due *after, int64_t to,
                   int64_t since, int64_t limit, struct survey_due **out, int *n)
	__attribute__((warn_unused_result));
/* Redemptions done behind AFTER (its instant, then its number in order_no; begin with
 * "") and before TO, not asked about, whose member was not asked since SINCE: as
 * survey_due(), .partner is SURVEY_REDEMPTION. */
enum db survey_due_redemptions(struct database *db, void *mem, const struct survey_due *after,
                               int64_t to, int64_t since, int64_t limit, struct survey_due **out,
                               int *n) __attribute__((warn_unused_result));
/* Whether the member was asked since SINCE; locks. In a transaction. DB_NONE: no. */
enum db survey_asked_since_lock(struct database *db, uint64_t member_id, int64_t since)
	__attribute__((warn_unused_result));

#endif
