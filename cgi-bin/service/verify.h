/* Proving an e-mail by a link and a phone by a 6-digit code. */
#ifndef SERVICE_VERIFY_H
#define SERVICE_VERIFY_H

#include "service/env.h"
#include "store/one_time.h"

#define VERIFY_LINK_S (48 * 3600)
#define VERIFY_CODE_S 600
#define CODE_TRIES 5

enum verify {
	VERIFY_DONE,
	VERIFY_GONE,  /* unknown, ended or used for something else */
	VERIFY_WRONG, /* a wrong code */
	VERIFY_TAKEN, /* the address has been proven by somebody else */
	VERIFY_WAIT,  /* too many tries */
	VERIFY_FAILED /* the database; try again */
};

/* Posts a verification of ADDRESS to the person, inside a transaction that has
 * locked or just made the person. */
enum db verify_post(const struct service_env *env, struct person_id id, const char *address,
                    const char *lang) __attribute__((warn_unused_result));
/* The same in a transaction of its own, for "send it again" and for a new
 * address. Quietly sends nothing when that address was sent too much. */
enum db verify_send(const struct service_env *env, struct person_id id, const char *address)
	__attribute__((warn_unused_result));
/* What a link is about, without using it: VERIFY_DONE means it may be used
 * (or was, and the address stands). ADDRESS on env->mem. */
enum verify verify_look(const struct service_env *env, const char *token, const char **address);
/* Uses a link. */
enum verify verify_link(const struct service_env *env, const char *token);
/* Uses the code sent to the person's phone; judged against the newest one.
 * VERIFY_GONE: none is waiting, a new one must be sent. */
enum verify verify_code(const struct service_env *env, struct person_id id, const char *typed,
                        int64_t *wait_s);

#endif
