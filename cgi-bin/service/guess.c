#include "service/guess.h"

#include <string.h>

#include "service/network.h"
#include "store/guess.h"

enum db guess_note(const struct service_env *env, const char *kind, uint64_t member_id,
                   const char *subject)
{
	uint8_t network[NETWORK_HASH];

	if (!network_hash(env->config, env->client, network))
		memset(network, 0, sizeof network);
	return guess_add(env->db, day_of(env->now), kind, network, member_id, subject, env->now);
}
