/* Slowing down who guesses. Failures are counted by the caller's address and
 * by (what is tried, the caller's address): a guesser is slowed down, the
 * owner at another address never is. */
#ifndef SERVICE_LIMIT_H
#define SERVICE_LIMIT_H

#include "service/env.h"

#define LIMIT_BUCKET 33

struct limit {
	uint8_t bucket[LIMIT_BUCKET];
	int64_t free;   /* failures before the first wait */
	int64_t step_s; /* the first wait; doubles with each failure, at most 900 s */
};

/* What is counted by USE (one letter: 's' sign-in, 'u' sign-up, 'f' forgotten
 * password, 'c' codes, 'm' messages to an address, 'p' own password asked
 * again, 'd' the desk's sign-in, 't' its codes), the caller's address WHO and
 * WHAT is tried; WHO or WHAT may be NULL. Of an IPv6 address the /64 counts. */
void limit_make(struct limit *limit, char use, const char *who, const char *what, int64_t free,
                int64_t step_s);
/* Seconds until the next try is heard; 0 = now. */
enum db limit_wait(const struct service_env *env, const struct limit *limit, int64_t *wait_s)
	__attribute__((warn_unused_result));
/* Counts a failure (or a use of what costs). */
enum db limit_count(const struct service_env *env, const struct limit *limit)
	__attribute__((warn_unused_result));
/* Forgets what was counted: the right password was given. */
enum db limit_forget(const struct service_env *env, const struct limit *limit)
	__attribute__((warn_unused_result));
/* Pure: the wait in seconds behind FAILS failures, the last at COUNTED_AT. */
int64_t limit_wait_s(const struct limit *limit, int64_t fails, int64_t counted_at, int64_t now);

#endif
