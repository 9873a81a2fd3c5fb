#include "service/limit.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "store/slow_down.h"

#define WAIT_MAX_S 900

/* The part of an address that one household has: all of IPv4, a /64 of IPv6. */
static void network_of(char out[64], const char *address)
{
	struct in6_addr six;
	if (inet_pton(AF_INET6, address, &six) == 1 && !IN6_IS_ADDR_V4MAPPED(&six)) {
		memset(six.s6_addr + 8, 0, 8);
		inet_ntop(AF_INET6, &six, out, 64);
	} else {
		snprintf(out, 64, "%s", address);
	}
}

void limit_make(struct limit *limit, char use, const char *who, const char *what, int64_t free,
                int64_t step_s)
{
	char network[64] = "", text[512];
	if (who != NULL)
		network_of(network, who);
	int len = snprintf(text, sizeof text, "%s/%s", network, what != NULL ? what : "");
	if (len >= (int)sizeof text)
		len = sizeof text - 1;
	limit->bucket[0] = (uint8_t)use;
	secret_sha256(limit->bucket + 1, text, (size_t)len);
	limit->free = free;
	limit->step_s = step_s;
}

int64_t limit_wait_s(const struct limit *limit, int64_t fails, int64_t counted_at, int64_t now)
{
	int64_t age = now - counted_at;
	if (age < 0)
		age = 0; /* the clock was set back */
	int64_t halvings = age / SLOW_DOWN_FADE_S;
	fails = halvings > 30 ? 0 : fails >> halvings;
	if (fails < limit->free)
		return 0;
	int64_t over = fails - limit->free, wait = limit->step_s;
	while (over-- > 0 && wait < WAIT_MAX_S)
		wait *= 2;
	if (wait > WAIT_MAX_S)
		wait = WAIT_MAX_S;
	return age >= wait ? 0 : wait - age;
}

enum db limit_wait(const struct service_env *env, const struct limit *limit, int64_t *wait_s)
{
	int64_t fails = 0, counted_at = 0;
	*wait_s = 0;
	enum db got = slow_down_get(env->db, env->mem, (struct blob){limit->bucket, LIMIT_BUCKET},
	                            &fails, &counted_at);
	if (got == DB_NONE)
		return DB_OK;
	if (got == DB_OK)
		*wait_s = limit_wait_s(limit, fails, counted_at, env->now);
	return got;
}

enum db limit_count(const struct service_env *env, const struct limit *limit)
{
	return slow_down_count(env->db, (struct blob){limit->bucket, LIMIT_BUCKET}, env->now);
}

enum db limit_forget(const struct service_env *env, const struct limit *limit)
{
	return slow_down_forget(env->db, (struct blob){limit->bucket, LIMIT_BUCKET});
}
