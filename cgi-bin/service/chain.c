#include "service/chain.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"

#define CHAIN_VERSION 1
#define ENCODING_MAX 1024
#define KEY_MAX 128

static char key[KEY_MAX + 1];
static size_t key_len;

bool chain_open(const struct config *config)
{
	const char *path = config_get(config, "Keys.Chain", NULL);
	char text[KEY_MAX + 1];

	if (!path) {
		log_event(LOG_ERROR, "setting_missing", "name=%s", "Keys.Chain");
		return false;
	}
	if (!secret_file(path, text, sizeof text) || strlen(text) < 32) {
		log_event(LOG_ERROR, "chain_key_refused", "name=%s", "Keys.Chain");
		return false;
	}
	chain_use_key(text, strlen(text));
	secret_wipe(text, sizeof text);
	return true;
}

void chain_use_key(const void *bytes, size_t len)
{
	key_len = len <= KEY_MAX ? len : KEY_MAX;
	memcpy(key, bytes, key_len);
}

bool chain_ready(void)
{
	return key_len > 0;
}

/* The encoding is fixed for ever under its version: big-endian numbers, texts
 * behind their length. Nothing in it names a person. */
struct encoding {
	uint8_t bytes[ENCODING_MAX];
	size_t len;
};

static void add_number(struct encoding *e, int64_t number)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		e->bytes[e->len++] = (uint8_t)((uint64_t)number >> shift);
}

static void add_text(struct encoding *e, const char *text)
{
	size_t len = strlen(text);

	add_number(e, (int64_t)len);
	memcpy(e->bytes + e->len, text, len);
	e->len += len;
}

_Static_assert(SHA256_BYTES + 15 * 8 + LEDGER_SOURCE + LEDGER_INPUTS <= ENCODING_MAX,
               "room for an entry");

void chain_hash(uint8_t hash[SHA256_BYTES], const uint8_t prev[SHA256_BYTES], uint64_t member_id,
                const struct ledger_entry *entry)
{
	struct encoding e = { .len = 0 };

	add_number(&e, CHAIN_VERSION);
	memcpy(e.bytes + e.len, prev, SHA256_BYTES);
	e.len += SHA256_BYTES;
	add_number(&e, (int64_t)member_id);
	add_number(&e, entry->seq);
	add_number(&e, entry->kind);
	add_number(&e, entry->points);
	add_number(&e, entry->moved);
	add_number(&e, entry->available_after);
	add_number(&e, entry->pending_after);
	add_number(&e, entry->debt_after);
	add_number(&e, entry->source_kind);
	add_text(&e, entry->source_id);
	add_number(&e, entry->effective_at);
	add_number(&e, entry->posted_at);
	add_number(&e, entry->rule_version);
	add_text(&e, entry->inputs);
	secret_hmac(hash, key, key_len, e.bytes, e.len);
}

void chain_seal(uint8_t seal[SHA256_BYTES], const void *data, size_t len)
{
	secret_hmac(seal, key, key_len, data, len);
}
