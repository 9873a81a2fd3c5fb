#include "service/network.h"

#include <string.h>

#include "base/secret.h"
#include "service/limit.h"
#include "service/token.h"

bool network_hash(const struct config *config, const char *client, uint8_t out[NETWORK_HASH])
{
	char key[TOKEN_TEXT];
	struct limit limit;
	struct person_id nobody = {0, 0};

	if (!client || !config || !token_text(config, "network", nobody, 0, key))
		return false;
	limit_make(&limit, 'n', client, NULL, 1, 1);
	secret_hmac(out, key, strlen(key), limit.bucket, LIMIT_BUCKET);
	secret_wipe(key, sizeof key);
	return true;
}
