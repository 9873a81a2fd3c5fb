/* Who is looking: from the session cookie to struct viewer. */
#ifndef PAGE_VIEWER_H
#define PAGE_VIEWER_H

#include "page/portal.h"
#include "store/session.h"

/* What pages need of S, on r->mem; its texts stay S's. */
struct viewer *viewer_make(struct request *r, const struct session_view *s);
/* Reads the request's session cookie and fills r->viewer (struct viewer on
 * r->mem) by one statement; leaves NULL when nobody is signed in. seen_at is
 * written at most every 5 minutes. False: the database could not answer. */
bool viewer_load(struct request *r);
/* Signs PERSON in on this answer: a new token, its cookie, the session row;
 * the session the request came with is ended. */
enum db viewer_sign_in(struct request *r, uint64_t member_id, uint64_t person_id)
	__attribute__((warn_unused_result));
/* Ends the request's session and deletes its cookie. */
enum db viewer_sign_out(struct request *r) __attribute__((warn_unused_result));

#endif
