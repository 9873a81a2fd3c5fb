#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

_Static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES, "room for a stored hash");

/* OWASP ASVS 5.0 App. C asks for at least 19 MiB at t = 2; 77 ms were measured
 * for these settings on a two-core machine. */
#define ARGON_OPS 2
#define ARGON_BYTES ((size_t)64 << 20)

bool secret_open(void)
{
	return sodium_init() >= 0;
}

void secret_random(void *out, size_t len)
{
	randombytes_buf(out, len);
}

void secret_sha256(uint8_t out[SHA256_BYTES], const void *data, size_t len)
{
	crypto_hash_sha256(out, data, len);
}

void secret_hmac(uint8_t out[SHA256_BYTES], const void *key, size_t key_len, const void *data,
                 size_t len)
{
	crypto_auth_hmacsha256_state state;
	crypto_auth_hmacsha256_init(&state, key, key_len);
	crypto_auth_hmacsha256_update(&state, data, len);
	crypto_auth_hmacsha256_final(&state, out);
	sodium_memzero(&state, sizeof state);
}

void secret_hex(char *out, const void *data, size_t len)
{
	sodium_bin2hex(out, len * 2 + 1, data, len);
}

bool secret_unhex(void *out, size_t len, const char *text)
{
	size_t got;
	const char *end;
	return strlen(text) == len * 2 &&
	       sodium_hex2bin(out, len, text, len * 2, NULL, &got, &end) == 0 && got == len &&
	       !*end;
}

void secret_base64url(char *out, size_t out_size, const void *data, size_t len)
{
	sodium_bin2base64(out, out_size, data, len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool secret_equal(const void *a, const void *b, size_t len)
{
	return sodium_memcmp(a, b, len) == 0;
}

bool password_hash(char out[PASSWORD_HASH_MAX], const char *password)
{
	memset(out, 0, PASSWORD_HASH_MAX);
	return crypto_pwhash_str(out, password, strlen(password), ARGON_OPS, ARGON_BYTES) == 0;
}

int password_check(const char *hash, const char *password)
{
	/* The dummy costs what a real hash costs; its password is unknown. */
	static char dummy[PASSWORD_HASH_MAX];
	if (!hash && !dummy[0]) {
		char nobody[33];
		uint8_t raw[16];
		randombytes_buf(raw, sizeof raw);
		secret_hex(nobody, raw, sizeof raw);
		if (!password_hash(dummy, nobody))
			return 0;
	}
	int right = crypto_pwhash_str_verify(hash ? hash : dummy, password, strlen(password)) == 0;
	return hash ? right : 0;
}

bool password_stale(const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash, ARGON_OPS, ARGON_BYTES) != 0;
}

void secret_wipe(void *data, size_t len)
{
	sodium_memzero(data, len);
}

bool secret_file(const char *path, char *out, size_t out_size)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &info)) {
		log_event(LOG_ERROR, "secret_unreadable", "file=%s errno=%d", path, errno);
		if (fd >= 0)
			close(fd);
		return false;
	}
	if (info.st_mode & 077) {
		log_event(LOG_ERROR, "secret_open_to_others", "file=%s do=chmod_600", path);
		close(fd);
		return false;
	}
	ssize_t len = read(fd, out, out_size - 1);
	close(fd);
	if (len <= 0 || (size_t)len == out_size - 1) {
		log_event(LOG_ERROR, "secret_wrong_size", "file=%s", path);
		return false;
	}
	out[len] = '\0';
	out[strcspn(out, "\r\n")] = '\0';
	return out[0] != '\0';
}

static void seal_key(uint8_t key[crypto_secretbox_KEYBYTES], const char *secret)
{
	static const char purpose[] = "jifen seal v1";
	secret_hmac(key, secret, strlen(secret), purpose, sizeof purpose - 1);
}

bool secret_seal(const char *key, const void *data, size_t len, uint8_t *out, size_t out_size,
                 size_t *out_len)
{
	uint8_t box_key[crypto_secretbox_KEYBYTES];
	*out_len = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + len;
	if (out_size < *out_len)
		return false;
	seal_key(box_key, key);
	randombytes_buf(out, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, data, len, out, box_key);
	sodium_memzero(box_key, sizeof box_key);
	return true;
}

bool secret_open_sealed(const char *key, const uint8_t *sealed, size_t sealed_len, void *out,
                        size_t out_size, size_t *out_len)
{
	uint8_t box_key[crypto_secretbox_KEYBYTES];
	const size_t over = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
	if (sealed_len < over || out_size < sealed_len - over)
		return false;
	*out_len = sealed_len - over;
	seal_key(box_key, key);
	int bad = crypto_secretbox_open_easy(out, sealed + crypto_secretbox_NONCEBYTES,
	                                     sealed_len - crypto_secretbox_NONCEBYTES, sealed,
	                                     box_key);
	sodium_memzero(box_key, sizeof box_key);
	return !bad;
}
