/* Changing what a person told about themselves. */
#ifndef SERVICE_PROFILE_H
#define SERVICE_PROFILE_H

#include "service/env.h"

/* Stores the name and, where none is stored yet, the birthday (DAY_NONE leaves
 * it). */
enum db profile_save(const struct service_env *env, struct person_id id, const char *name,
                     int32_t birthday) __attribute__((warn_unused_result));
/* Stores the language: zh-CN or en. */
enum db profile_lang(const struct service_env *env, struct person_id id, const char *lang)
	__attribute__((warn_unused_result));

enum profile_address { ADDRESS_DONE, ADDRESS_WRONG, ADDRESS_WAIT, ADDRESS_FAILED };

/* Begins the change to ADDRESS (cleaned e-mail or phone): asks the password
 * again, tells the old addresses, and sends the proof to the new one. The old
 * one stays until the new one has been proven. */
enum profile_address profile_address(const struct service_env *env, struct person_id id,
                                     const char *address, const char *password,
                                     int64_t *wait_s);

#endif
