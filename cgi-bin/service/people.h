/* The people of a family or corporate account: the holder invites and removes
 * them and decides who may spend. */
#ifndef SERVICE_PEOPLE_H
#define SERVICE_PEOPLE_H

#include "service/env.h"

#define PEOPLE_MAX 20
#define PEOPLE_INVITE_S (7 * 86400)

enum people {
	PEOPLE_DONE,
	PEOPLE_PERSONAL, /* a personal account has one person */
	PEOPLE_FULL,
	PEOPLE_TAKEN, /* the address has been proven by somebody else */
	PEOPLE_GONE,  /* no such person, or the invitation ended */
	PEOPLE_FAILED
};

/* Invites NAME at ADDRESS (cleaned e-mail or phone) into the account; invited
 * again, an open invitation is sent anew. */
enum people people_invite(const struct service_env *env, uint64_t member_id, const char *name,
                          const char *address, bool may_spend, const char *lang);
/* The open invitation of TOKEN, without using it: who it is for, and the
 * account's holder. */
enum people people_look(const struct service_env *env, const char *token, struct person *invited,
                        struct person *holder);
/* Uses it: name and password are stored, the address is proven, the consents
 * to terms and privacy noted. */
enum people people_accept(const struct service_env *env, const char *token, const char *name,
                          const char *password);
/* Removes one (never the holder): ends the sessions, lets go of the names. */
enum people people_remove(const struct service_env *env, uint64_t member_id, uint64_t person_id);
/* Decides whether one may spend the account's points (the holder always may). */
enum people people_may_spend(const struct service_env *env, uint64_t member_id,
                             uint64_t person_id, bool may);
/* Makes a personal account a family account. */
enum people people_family(const struct service_env *env, uint64_t member_id);

#endif
