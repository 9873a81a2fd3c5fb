/* Questions and answers, kept by managers: two who write the same one do not
 * overwrite each other, and whatever they do stands in the log. */
#ifndef SERVICE_FAQ_H
#define SERVICE_FAQ_H

#include "service/env.h"
#include "store/faq.h"

/* The topics, in reading order, ended by NULL; their names are words. */
extern const char *const faq_topics[];

enum faq_outcome {
	FAQ_OK,
	FAQ_UNKNOWN, /* no such question */
	FAQ_CHANGED, /* somebody else has written it since it was read */
	FAQ_TRY_AGAIN,
	FAQ_FAILED
};

enum faq_step { FAQ_UP, FAQ_DOWN, FAQ_SHOW, FAQ_HIDE };

/* Keeps FAQ for STAFF_ID: a new one, hidden, at its topic's end (faq_id 0, then
 * set), or its texts in place of those of its version. */
enum faq_outcome faq_keep(const struct service_env *env, struct faq *faq, uint64_t staff_id);
/* Moves one past its neighbour, or shows or hides it. What is so already stays. */
enum faq_outcome faq_take_step(const struct service_env *env, uint64_t faq_id, enum faq_step step,
                               uint64_t staff_id);

#endif
