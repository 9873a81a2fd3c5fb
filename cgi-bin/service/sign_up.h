/* Joining the programme. */
#ifndef SERVICE_SIGN_UP_H
#define SERVICE_SIGN_UP_H

#include "service/env.h"

/* What the form said, cleaned; NULL where left empty. All borrowed. */
struct sign_up {
	const char *name, *email, *phone, *password;
	const char *invited_by, *guardian, *lang;
	const char *tier; /* code of the plan's lowest tier */
	int32_t birthday; /* DAY_NONE = not told */
	bool marketing;   /* terms and privacy have been agreed to */
};

enum sign_up_result { SIGN_UP_DONE, SIGN_UP_WAIT, SIGN_UP_FAILED };

/* Makes the member and posts what proves the addresses. An address that is a
 * member's already gets a word about that instead; when that holds for all
 * given, no member is made. The answer and the work are the same either way,
 * nobody is signed in. */
enum sign_up_result sign_up(const struct service_env *env, const struct sign_up *form,
                            int64_t *wait_s);

#endif
