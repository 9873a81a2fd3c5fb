/* Which network somebody comes from, without their address. */
#ifndef SERVICE_NETWORK_H
#define SERVICE_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/config.h"

#define NETWORK_HASH 32

/* The network of address CLIENT as a keyed hash: enough to see that two are one, and
 * no address (of IPv6 the /64 counts). False: there is no address, or no key (logged). */
bool network_hash(const struct config *config, const char *client, uint8_t out[NETWORK_HASH]);

#endif
