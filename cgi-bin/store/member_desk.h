/* What the members desk reads: the search, one account whatever its state, and the
 * account as it stood at a moment. Plain reads; the callers log every look-up. */
#ifndef STORE_MEMBER_DESK_H
#define STORE_MEMBER_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/ledger.h"
#include "rule/tier.h"
#include "store/db.h"
#include "store/statement.h"

#define DESK_FOUND 50   /* members a search shows at most */
#define DESK_PEOPLE 24  /* people of an account shown */

/* A member that a search found. Texts never NULL. */
struct desk_found {
	uint64_t member_id;
	const char *member_no, *kind, *state, *name, *email, *phone, *tier;
	int64_t available;
	int32_t joined_on;
};

/* Whoever has the number NUMBER, the sign-in name NAME (cleaned e-mail or phone) or
 * a name in which PART stands: the first of them that is not NULL decides. An array
 * of *N on MEM. A part of a name is looked for in the index of names, all of it. */
enum db desk_search(struct database *db, void *mem, const char *number, const char *name,
                    const char *part, struct desk_found **out, int *n)
	__attribute__((warn_unused_result));

/* An account in any state, with its figures as cached. Texts never NULL. */
struct desk_member {
	uint64_t member_id, merged_into, adviser_id; /* 0 = none */
	const char *member_no, *kind, *state, *invited_by, *survivor_no, *adviser;
	int32_t joined_on;
	struct ledger figures; /* available to pin_until; no arrays */
	int32_t review_on;
};
/* By its number. DB_NONE: none. */
enum db desk_member(struct database *db, void *mem, const char *member_no,
                    struct desk_member *out) __attribute__((warn_unused_result));

/* Somebody of an account; "" where nothing is stored. */
struct desk_person {
	uint64_t person_id;
	const char *role, *name, *email, *phone, *lang, *state;
	bool may_spend, email_confirmed, phone_confirmed;
	int32_t birthday;
	int64_t signed_in_at;
};
/* Those who are not removed, the holder first: an array of *N on MEM. */
enum db desk_people(struct database *db, void *mem, uint64_t member_id,
                    struct desk_person **out, int *n) __attribute__((warn_unused_result));

/* Lots with points left, those that end first, at most LIMIT: on MEM. */
enum db desk_lots(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                  struct ledger_lot **out, int *n) __attribute__((warn_unused_result));

/* What was booked by a moment: the last entry posted at AT or before (seq 0 = none
 * yet) with the figures behind it; tier and since when, as posted by then. */
struct desk_seen {
	int64_t seq, available, pending, debt, tier_since;
	int64_t lifetime; /* qualifying points in effect by then */
	struct tier_sum window; /* of it what was earned from WINDOW_FROM on */
	char *tier;       /* NULL = no account yet */
};
enum db desk_seen(struct database *db, void *mem, uint64_t member_id, int64_t at,
                  int64_t window_from, struct desk_seen *out) __attribute__((warn_unused_result));
/* The lots as they stood behind entry SEQ, those with points left: points taken
 * later are in them again, and trips taken later wait. LEDGER's lots are filled. */
enum db desk_seen_lots(struct database *db, uint64_t member_id, int64_t seq,
                       struct ledger *ledger) __attribute__((warn_unused_result));

#endif
