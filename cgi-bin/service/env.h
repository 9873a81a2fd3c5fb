/* What the services of members and their people need from a request. */
#ifndef SERVICE_ENV_H
#define SERVICE_ENV_H

#include <stdint.h>

#include "base/config.h"
#include "store/person.h"

struct service_env {
	struct database *db;
	const struct config *config;
	void *mem;          /* talloc: what is read on the way */
	int64_t now;        /* the programme's now */
	const char *client; /* the caller's address, for limits; NULL in jobs */
};

/* How a person can be reached and told apart by the address's form. */
#define CHANNEL_EMAIL "email"
#define CHANNEL_SMS "sms"
#define CHANNEL_WECHAT "wechat" /* of the mailer: where a message goes instead of e-mail */
#define CHANNEL_WEB "web" /* a token handed on in the answer itself */

#endif
