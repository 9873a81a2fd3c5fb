/* A worker on a real socket: a small FastCGI client, signals, recycling. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "web/serve.h"

#define ANSWER_MAX 200000
enum { FCGI_BEGIN = 1, FCGI_PARAMS = 4, FCGI_STDIN = 5, FCGI_STDOUT = 6 };

static char dir[] = "/tmp/jifen-serve-XXXXXX";
static struct sockaddr_un address;
static int listening = -1;

static int
page_echo(struct request *r)
{
	const char *text = request_form(r, "text");
	const char *twice = request_header(r, "X-Twice");

	buf_printf(&r->out, "%s|%s|%s|%s", r->path, text != NULL ? text : "-",
	           twice != NULL ? twice : "-", r->client);
	return 200;
}

static int
page_slow(struct request *r)
{
	struct timespec left = { 0, 600000000 };

	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		continue;
	buf_str(&r->out, "slow but whole");
	return 200;
}

static int
page_large(struct request *r)
{
	for (int i = 0; i < 10000; i++)
		buf_str(&r->out, "0123456789");
	return 200;
}

static const struct field fields[] = { { "text", 20, false }, { 0 } };
static const struct route routes[] = {
	{ "/echo", METHOD_GET | METHOD_POST, 0, page_echo, NULL, NULL, fields, 0 },
	{ "/slow", METHOD_GET, 0, page_slow, NULL, NULL, NULL, 0 },
	{ "/large", METHOD_GET, 0, page_large, NULL, NULL, NULL, 0 },
};
static const struct web_app app = { .program = "test", .routes = routes, .n = 3 };

/* Starts a worker on the listening socket, as a supervisor would. */
static pid_t
start_worker(const char *recycle)
{
	static char name[] = "test";
	char *argv[] = { name, NULL };
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* a failed test leaves nobody behind */
	if (recycle != NULL)
		setenv("JIFEN_RECYCLE", recycle, 1);
	else
		unsetenv("JIFEN_RECYCLE");
	if (dup2(listening, 0) != 0)
		_exit(9);
	close(listening);
	_exit(web_main(1, argv, &app));
}

static void
put(int fd, const void *data, size_t len)
{
	if (write(fd, data, len) != (ssize_t)len)
		fail_msg("write: errno %d", errno);
}

static void
record(int fd, int type, const void *data, size_t len)
{
	unsigned char head[8] = { 1, (unsigned char)type, 0, 1, (unsigned char)(len >> 8),
		                      (unsigned char)len, 0, 0 };

	put(fd, head, sizeof(head));
	if (len > 0)
		put(fd, data, len);
}

static size_t
add_param(unsigned char *out, const char *name, const char *value)
{
	size_t name_len = strlen(name), len = strlen(value);

	out[0] = (unsigned char)name_len;
	out[1] = (unsigned char)len;
	memcpy(out + 2, name, name_len);
	memcpy(out + 2 + name_len, value, len);
	return 2 + name_len + len;
}

static int
send_request(const char *method, const char *target, const char *body)
{
	static const unsigned char begin[8] = { 0, 1 };
	unsigned char params[1024];
	char length[24];
	size_t n = 0;
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0)
		fail_msg("connect: errno %d", errno);
	snprintf(length, sizeof(length), "%zu", strlen(body));
	n += add_param(params + n, "REQUEST_METHOD", method);
	n += add_param(params + n, "REQUEST_URI", target);
	n += add_param(params + n, "REMOTE_ADDR", "192.0.2.9");
	n += add_param(params + n, "CONTENT_LENGTH", length);
	n += add_param(params + n, "CONTENT_TYPE", "application/x-www-form-urlencoded");
	n += add_param(params + n, "HTTP_X_TWICE", "one");
	n += add_param(params + n, "HTTP_X_TWICE", "two");
	record(fd, FCGI_BEGIN, begin, sizeof(begin));
	record(fd, FCGI_PARAMS, params, n);
	record(fd, FCGI_PARAMS, NULL, 0);
	for (size_t at = 0, len = strlen(body); at < len; at += 30000)
		record(fd, FCGI_STDIN, body + at, len - at < 30000 ? len - at : 30000);
	record(fd, FCGI_STDIN, NULL, 0);
	return fd;
}

static bool
get(int fd, void *data, size_t len)
{
	size_t have = 0;

	while (have < len) {
		ssize_t n = read(fd, (char *)data + have, len - have);

		if (n <= 0)
			return false;
		have += (size_t)n;
	}
	return true;
}

/* The answer's text up to the end of the connection. */
static const char *
receive(int fd)
{
	static char answer[ANSWER_MAX + 1];
	unsigned char head[8], data[65536 + 256];
	size_t n = 0;

	while (get(fd, head, sizeof(head))) {
		size_t len = (size_t)head[4] << 8 | head[5];

		if (!get(fd, data, len + head[6]))
			break;
		if (head[1] == FCGI_STDOUT && n + len <= ANSWER_MAX) {
			memcpy(answer + n, data, len);
			n += len;
		}
	}
	close(fd);
	answer[n] = '\0';
	return answer;
}

static const char *
ask(const char *method, const char *target, const char *body)
{
	return receive(send_request(method, target, body));
}

/* Waits for the worker's end, MS at most; its exit code, or -1. */
static int
wait_for_end(pid_t pid, int ms)
{
	struct timespec nap = { 0, 10000000 };
	int status;

	for (int i = 0; i < ms / 10; i++) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		nanosleep(&nap, NULL);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return -1;
}

static int
set_up(void **state)
{
	(void)state;
	if (mkdtemp(dir) == NULL)
		return -1;
	address.sun_family = AF_UNIX;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/s", dir);
	listening = socket(AF_UNIX, SOCK_STREAM, 0);
	return listening < 0 || bind(listening, (struct sockaddr *)&address, sizeof(address)) != 0
	       || listen(listening, 64) != 0;
}

static int
tear_down(void **state)
{
	(void)state;
	close(listening);
	unlink(address.sun_path);
	return rmdir(dir);
}

static void
test_requests_and_answers(void **state)
{
	pid_t pid = start_worker(NULL);
	char *flood = malloc(70001);
	const char *answer;

	(void)state;
	assert_non_null(flood);
	answer = ask("POST", "/echo?x=1", "text=%E9%99%88");
	assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n/echo|陈|one, two|192.0.2.9");
	assert_non_null(strstr(ask("HEAD", "/echo", ""), "\r\nContent-Length: 26\r\n"));
	assert_null(strstr(ask("HEAD", "/echo", ""), "192.0.2.9"));
	assert_true(text_starts(ask("GET", "/none", ""), "Status: 404 "));
	assert_true(text_starts(ask("BREW", "/echo", ""), "Status: 405 "));
	answer = ask("GET", "/large", "");
	assert_int_equal(strlen(strstr(answer, "\r\n\r\n") + 4), 100000);
	memset(flood, 'a', 70000);
	flood[70000] = '\0';
	assert_true(text_starts(ask("POST", "/echo", flood), "Status: 413 "));
	for (int i = 0; i + 3 < 65536; i += 3)
		memcpy(flood + i, "a=&", 3);
	flood[65535] = '\0';
	assert_true(text_starts(ask("POST", "/echo", flood), "Status: 400 "));
	/* Whoever hangs up early harms nobody. */
	close(send_request("GET", "/large", ""));
	assert_true(text_starts(ask("GET", "/echo", ""), "Status: 200 "));
	free(flood);
	kill(pid, SIGTERM);
	assert_int_equal(wait_for_end(pid, 3000), 0);
}

static void
test_the_request_in_hand_is_finished(void **state)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGUSR1 };

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		pid_t pid = start_worker(NULL);
		int fd = send_request("GET", "/slow", "");
		struct timespec nap = { 0, 300000000 };

		nanosleep(&nap, NULL);
		kill(pid, signals[i]);
		assert_non_null(strstr(receive(fd), "slow but whole"));
		assert_int_equal(wait_for_end(pid, 3000), 0);
	}
}

static void
test_an_idle_worker_stops(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		pid_t pid = start_worker(NULL);
		struct timespec nap = { 0, i * 7000000L };

		ask("GET", "/echo", "");
		nanosleep(&nap, NULL);
		kill(pid, SIGTERM);
		assert_int_equal(wait_for_end(pid, 3000), 0);
	}
}

static void
test_a_worker_makes_room_after_its_requests(void **state)
{
	pid_t pid = start_worker("3");

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_true(text_starts(ask("GET", "/echo", ""), "Status: 200 "));
	assert_int_equal(wait_for_end(pid, 3000), 0);
}

static void
test_usage(void **state)
{
	static char name[] = "test", wrong[] = "--wrong", once[] = "--once", get_word[] = "GET";
	char *unknown[] = { name, wrong, NULL };
	char *half[] = { name, once, get_word, NULL };

	(void)state;
	assert_int_equal(web_main(2, unknown, &app), 2);
	assert_int_equal(web_main(3, half, &app), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_requests_and_answers),
		cmocka_unit_test(test_the_request_in_hand_is_finished),
		cmocka_unit_test(test_an_idle_worker_stops),
		cmocka_unit_test(test_a_worker_makes_room_after_its_requests),
		cmocka_unit_test(test_usage),
	};

	log_open("test", LOG_ERROR + 1);
	signal(SIGPIPE, SIG_IGN);
	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
