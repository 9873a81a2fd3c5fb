/* Randomness, hashes, MACs and passwords: the one door to libsodium. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHA256_BYTES 32
#define SHA256_HEX 65 /* with the NUL */
#define PASSWORD_HASH_MAX 128

/* Must succeed once before any other call. */
bool secret_open(void);
void secret_random(void *out, size_t len);
void secret_sha256(uint8_t out[SHA256_BYTES], const void *data, size_t len);
/* HMAC-SHA-256 of DATA with a key of any length. */
void secret_hmac(uint8_t out[SHA256_BYTES], const void *key, size_t key_len, const void *data,
                 size_t len);
/* Lower-case hex of LEN bytes into OUT (2*LEN+1). */
void secret_hex(char *out, const void *data, size_t len);
/* Decodes exactly LEN bytes of hex; false when TEXT is not that. */
bool secret_unhex(void *out, size_t len, const char *text);
/* URL-safe base64 without padding, NUL-terminated; OUT_SIZE >= 4*(LEN+2)/3+1. */
void secret_base64url(char *out, size_t out_size, const void *data, size_t len);
/* Constant-time comparison. */
bool secret_equal(const void *a, const void *b, size_t len);
/* Argon2id (64 MiB, t 2, p 1) of PASSWORD. False: out of memory. */
bool password_hash(char out[PASSWORD_HASH_MAX], const char *password);
/* 1 = right, 0 = wrong. HASH NULL: hashes against a dummy so that an unknown
 * account takes as long as a known one, and answers 0. */
int password_check(const char *hash, const char *password);
/* True when the stored hash uses weaker settings than today's. */
bool password_stale(const char *hash);
/* Overwrites a secret in memory. */
void secret_wipe(void *data, size_t len);
/* Reads a one-value secret file (trailing newline cut) into OUT; refuses
 * (false, logged) a file that group or others can read. */
bool secret_file(const char *path, char *out, size_t out_size);

/* Seals LEN bytes with a key derived from the secret text KEY (XSalsa20-
 * Poly1305, random nonce in front) into OUT; *OUT_LEN = LEN + 40. False: OUT
 * is too small. */
bool secret_seal(const char *key, const void *data, size_t len, uint8_t *out, size_t out_size,
                 size_t *out_len);
/* Opens what secret_seal() made. False: other key, altered, or OUT too small. */
bool secret_open_sealed(const char *key, const uint8_t *sealed, size_t sealed_len, void *out,
                        size_t out_size, size_t *out_len);

#endif
