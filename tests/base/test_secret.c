/* Hashes against published vectors, passwords, sealing, files, and the log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/secret.h"

static void published_vectors(void **state)
{
	uint8_t hash[SHA256_BYTES];
	char hex[SHA256_HEX];
	(void)state;
	secret_sha256(hash, "abc", 3); /* FIPS 180-2 B.1 */
	secret_hex(hex, hash, sizeof hash);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	secret_hmac(hash, "Jefe", 4, "what do ya want for nothing?", 28); /* RFC 4231, 2 */
	secret_hex(hex, hash, sizeof hash);
	assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	uint8_t key[131]; /* RFC 4231, 6: a key longer than a block */
	memset(key, 0xaa, sizeof key);
	const char *text = "Test Using Larger Than Block-Size Key - Hash Key First";
	secret_hmac(hash, key, sizeof key, text, strlen(text));
	secret_hex(hex, hash, sizeof hash);
	assert_string_equal(hex, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void encodings(void **state)
{
	uint8_t raw[4];
	char text[16];
	(void)state;
	assert_true(secret_unhex(raw, 4, "00ffA1b2"));
	assert_memory_equal(raw, "\x00\xff\xa1\xb2", 4);
	assert_false(secret_unhex(raw, 4, "00ffA1b"));
	assert_false(secret_unhex(raw, 4, "00ffA1bz"));
	assert_false(secret_unhex(raw, 4, "00:ffA1b"));
	secret_base64url(text, sizeof text, "\xfb\xff\xfe", 3);
	assert_string_equal(text, "-__-");
}

static void passwords(void **state)
{
	char hash[PASSWORD_HASH_MAX];
	(void)state;
	assert_true(password_hash(hash, "demo-points-1"));
	assert_int_equal(strncmp(hash, "$argon2id$v=19$m=65536,t=2,p=1$", 31), 0);
	assert_int_equal(password_check(hash, "demo-points-1"), 1);
	assert_int_equal(password_check(hash, "demo-points-2"), 0);
	assert_int_equal(password_check(NULL, "demo-points-1"), 0);
	assert_false(password_stale(hash));
	assert_true(password_stale("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$"
	                           "8sSgkxlPbbtXKVEmcwsHnHkMKyMhOjqJ4D8nvq0Zs0U"));
}

static void sealed(void **state)
{
	uint8_t box[128], open[64];
	size_t len, got;
	(void)state;
	assert_true(secret_seal("key one", "partner secret", 14, box, sizeof box, &len));
	assert_int_equal(len, 54);
	assert_true(secret_open_sealed("key one", box, len, open, sizeof open, &got));
	assert_int_equal(got, 14);
	assert_memory_equal(open, "partner secret", 14);
	assert_false(secret_open_sealed("key two", box, len, open, sizeof open, &got));
	box[30] ^= 1;
	assert_false(secret_open_sealed("key one", box, len, open, sizeof open, &got));
	assert_false(secret_open_sealed("key one", box, 10, open, sizeof open, &got));
	assert_false(secret_seal("key one", "x", 1, box, 8, &len));
}

static void secret_files_of_others_are_refused(void **state)
{
	char path[] = "/tmp/jifen-secret-XXXXXX", out[32];
	(void)state;
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "s3cret\n", 7), 7);
	close(fd);
	assert_true(secret_file(path, out, sizeof out));
	assert_string_equal(out, "s3cret");
	chmod(path, 0640);
	assert_false(secret_file(path, out, sizeof out));
	chmod(path, 0600);
	assert_false(secret_file(path, out, 5));
	unlink(path);
	assert_false(secret_file(path, out, sizeof out));
}

static void log_lines_cannot_be_forged(void **state)
{
	char path[] = "/tmp/jifen-log-XXXXXX", text[1024] = "";
	(void)state;
	int fd = mkstemp(path), saved = dup(STDERR_FILENO);
	assert_true(fd >= 0 && saved >= 0);
	dup2(fd, STDERR_FILENO);
	log_open("test", LOG_INFO);
	log_request("r1");
	log_event(LOG_INFO, "order_refused", "code=%s rows=%d", "a\"\n{\x1b[0m", 3);
	log_event(LOG_DEBUG, "hidden", "a=%d", 1);
	dup2(saved, STDERR_FILENO);
	close(saved);
	log_request("");
	assert_true(pread(fd, text, sizeof text - 1, 0) > 0);
	close(fd);
	unlink(path);
	assert_non_null(strstr(text, "\"request\":\"r1\",\"code\":\"a\\\"?{?[0m\",\"rows\":\"3\"}\n"));
	assert_null(strstr(text, "hidden"));
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

/* What has no room is left out whole: the line is an object all the same. */
static void long_log_lines_stay_whole(void **state)
{
	char path[] = "/tmp/jifen-log-XXXXXX", text[4096] = "", quotes[1000];
	(void)state;
	int fd = mkstemp(path), saved = dup(STDERR_FILENO);
	assert_true(fd >= 0 && saved >= 0);
	memset(quotes, '"', sizeof quotes - 1);
	quotes[sizeof quotes - 1] = '\0';
	dup2(fd, STDERR_FILENO);
	log_open("test", LOG_INFO);
	log_event(LOG_INFO, "long", "rows=%d text=%s", 3, quotes);
	dup2(saved, STDERR_FILENO);
	close(saved);
	assert_true(pread(fd, text, sizeof text - 1, 0) > 0);
	close(fd);
	unlink(path);
	assert_non_null(strstr(text, "\"event\":\"long\",\"rows\":\"3\"}\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_vectors), cmocka_unit_test(encodings),
		cmocka_unit_test(passwords), cmocka_unit_test(sealed),
		cmocka_unit_test(secret_files_of_others_are_refused),
		cmocka_unit_test(log_lines_cannot_be_forged),
		cmocka_unit_test(long_log_lines_stay_whole),
	};
	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
