/* The advisers' contact log: a contact noted with its call-back, and a call-back
 * settled. Each is one transaction with its line in the staff's log; the note stands
 * in the contact alone and goes with the account. */
#ifndef SERVICE_CONTACT_H
#define SERVICE_CONTACT_H

#include <stdint.h>

#include "service/env.h"
#include "store/contact.h"

#define CONTACT_NOTE 1000     /* characters */
#define CONTACT_AHEAD_DAYS 366 /* a call-back lies at most so far ahead */
#define CONTACT_BACK_DAYS 366  /* a contact is noted at most so late */
#define CONTACT_LOW_SCORE 2   /* a rating from here down opens a call-back */

/* The channels that staff note, NULL at the end. */
extern const char *const contact_channels[];

enum contact_outcome {
	CONTACT_OK,
	CONTACT_GONE,    /* the account is merged or deleted */
	CONTACT_DONE,    /* the call-back is settled already, or there was none to do */
	CONTACT_UNKNOWN,
	CONTACT_TRY_AGAIN,
	CONTACT_FAILED
};

/* Notes WHAT (member_id, staff_id, channel, day, note, due_on). FORM_ID: the same form
 * has one effect ("" = none). The caller has judged the fields. */
enum contact_outcome contact_note(const struct service_env *env, const struct contact *what,
                                  const char *form_id);
/* The member was called back by STAFF_ID. */
enum contact_outcome contact_called(const struct service_env *env, uint64_t staff_id,
                                    uint64_t member_id, uint64_t contact_id);
/* In the transaction of a rating: a low SCORE of the redemption opens a call-back
 * for the next day, once a redemption; a higher one nothing. */
enum db contact_low_rating(const struct service_env *env, uint64_t member_id,
                           const char *redemption_no, int64_t score)
	__attribute__((warn_unused_result));

#endif
