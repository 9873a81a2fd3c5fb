/* The hash chain of each member's ledger (RULINGS 20): every entry's hash is
 * an HMAC over a versioned encoding of the entry and the hash before it, with
 * a key that lies outside the database. */
#ifndef SERVICE_CHAIN_H
#define SERVICE_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/config.h"
#include "base/secret.h"
#include "rule/ledger.h"

/* Loads the key from the file of setting Keys.Chain. Every program that books
 * calls this once at its start. False (logged) when there is none or others
 * can read it. */
bool chain_open(const struct config *config);
/* Uses KEY of LEN (<= 128) bytes directly (tests, audits of a copy). */
void chain_use_key(const void *key, size_t len);
/* True once a key is there; nothing may be booked before. */
bool chain_ready(void);
/* HASH = HMAC(key, version, member, ENTRY, PREV). Holds no personal data. */
void chain_hash(uint8_t hash[SHA256_BYTES], const uint8_t prev[SHA256_BYTES], uint64_t member_id,
                const struct ledger_entry *entry);
/* HMAC of any bytes under the same key, for the anchor file's digest. */
void chain_seal(uint8_t seal[SHA256_BYTES], const void *data, size_t len);

#endif
