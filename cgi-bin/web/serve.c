/* The loop of a worker: the one door to libfcgi. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "web/once.h"
#include "web/serve.h"

#define BODY_MAX 65536
#define RECYCLE_AFTER 20000 /* requests; JIFEN_RECYCLE changes it */
#define POOL_BYTES 49152
#define NAME_MAX_BYTES 64

/* libfcgi looks at its flag only before it waits, so a signal between the two
 * would be slept over: the alarm interrupts the wait once more, each second. */
static void
on_stop(int signo)
{
	(void)signo;
	FCGX_ShutdownPending();
	alarm(1);
}

static bool
catch_signals(void)
{
	static const int stops[] = { SIGTERM, SIGINT, SIGUSR1, SIGALRM };
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	sigemptyset(&action.sa_mask);
	action.sa_handler = on_stop; /* no SA_RESTART: accept must return */
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
		if (sigaction(stops[i], &action, NULL) != 0)
			return false;
	action.sa_handler = SIG_IGN;
	return sigaction(SIGPIPE, &action, NULL) == 0;
}

/* "X-Key" as the name of its parameter: HTTP_X_KEY. */
static void
param_name(char out[NAME_MAX_BYTES], const char *header)
{
	size_t n = 0;

	if (strcasecmp(header, "Content-Type") != 0) {
		memcpy(out, "HTTP_", 5);
		n = 5;
	}
	for (; *header != '\0' && n < NAME_MAX_BYTES - 1; header++) {
		if (*header == '-')
			out[n++] = '_';
		else
			out[n++] = *header >= 'a' && *header <= 'z' ? (char)(*header - 32) : *header;
	}
	out[n] = '\0';
}

/* A header as sent. nginx hands on a repeated one as a second parameter: they
 * are joined, so that no reader sees only half of what was sent. */
static const char *
fcgi_header(const struct request *r, const char *name)
{
	char wanted[NAME_MAX_BYTES];
	const char *value = NULL;
	size_t len;

	param_name(wanted, name);
	len = strlen(wanted);
	for (char **p = r->header_source; *p != NULL; p++) {
		if (strncmp(*p, wanted, len) != 0 || (*p)[len] != '=')
			continue;
		const char *next = *p + len + 1;
		if (value == NULL)
			value = next;
		else
			value = talloc_asprintf(r->mem, "%s%s%s", value,
			                        strcmp(wanted, "HTTP_COOKIE") == 0 ? "; " : ", ", next);
	}
	return value;
}

static const char *
param(const FCGX_Request *fcgi, const char *name, const char *fallback)
{
	const char *value = FCGX_GetParam(name, fcgi->envp);

	return value != NULL && value[0] != '\0' ? value : fallback;
}

static size_t
largest_body(const struct web_app *app)
{
	size_t max = BODY_MAX;

	for (int i = 0; i < app->n; i++)
		if (app->routes[i].body_max > max)
			max = app->routes[i].body_max;
	return max;
}

/* Reads the body, if it is one that some route takes; a longer one is left
 * unread (body NULL), which guards answer with 413. */
static void
read_body(struct request *r, const FCGX_Request *fcgi, size_t max)
{
	int64_t len;

	if (!int_parse(param(fcgi, "CONTENT_LENGTH", "0"), &len) || len <= 0)
		return;
	r->body_len = (size_t)len;
	if ((size_t)len > max)
		return;
	char *body = talloc_array(r->mem, char, (size_t)len + 1);
	if (body == NULL || FCGX_GetStr(body, (int)len, fcgi->in) != (int)len)
		return;
	body[len] = '\0';
	r->body = body;
}

static const char *
request_id(void *mem, const FCGX_Request *fcgi)
{
	const char *sent = param(fcgi, "REQUEST_ID", NULL);
	uint8_t bytes[16];
	char *hex;

	if (sent != NULL)
		return sent;
	hex = talloc_array(mem, char, sizeof(bytes) * 2 + 1);
	if (hex == NULL)
		return "";
	secret_random(bytes, sizeof(bytes));
	secret_hex(hex, bytes, sizeof(bytes));
	return hex;
}

static void
serve_one(const struct web_app *app, FCGX_Request *fcgi, size_t body_max)
{
	void *mem = talloc_pool(NULL, POOL_BYTES);
	struct request *r = request_new(mem, param(fcgi, "REQUEST_METHOD", ""),
	                                param(fcgi, "REQUEST_URI", "/"));
	struct buf out;

	r->client = param(fcgi, "REMOTE_ADDR", "");
	r->id = request_id(mem, fcgi);
	r->secure = strcmp(param(fcgi, "HTTPS", ""), "on") == 0;
	r->header = fcgi_header;
	r->header_source = fcgi->envp;
	read_body(r, fcgi, body_max);
	web_handle(app, r);
	buf_init(&out, mem);
	web_answer(r, &out);
	log_request(r->id);
	if (FCGX_PutStr(out.data, (int)out.len, fcgi->out) != (int)out.len)
		log_event(LOG_INFO, "client_gone", "bytes=%lld", (long long)out.len);
	log_request("");
	/* Without a body nothing is left to be read: the connection is closed at
	 * once instead of waiting for the web server to close its end first. */
	if (param(fcgi, "CONTENT_LENGTH", "")[0] == '\0')
		FCGX_Detach(fcgi);
	FCGX_Finish_r(fcgi);
	talloc_free(mem);
}

/* Requests until this worker makes room for a fresh one; spread by process
 * number, so that a pool does not do it all at once. */
static int64_t
requests_to_serve(void)
{
	const char *text = getenv("JIFEN_RECYCLE");
	int64_t n = RECYCLE_AFTER;

	if (text != NULL && (!int_parse(text, &n) || n < 1))
		n = RECYCLE_AFTER;
	return n + getpid() % 16 * (n / 64);
}

static int
serve_loop(const struct web_app *app)
{
	FCGX_Request fcgi;
	size_t body_max = largest_body(app);
	int64_t left = requests_to_serve();

	if (FCGX_Init() != 0 || FCGX_InitRequest(&fcgi, 0, FCGI_FAIL_ACCEPT_ON_INTR) != 0
	    || !catch_signals()) {
		log_event(LOG_ERROR, "serve_failed", "errno=%d", errno);
		return 3;
	}
	log_event(LOG_INFO, "serving", "requests=%lld", (long long)left);
	while (left-- > 0 && FCGX_Accept_r(&fcgi) == 0)
		serve_one(app, &fcgi, body_max);
	FCGX_Free(&fcgi, 1);
	log_event(LOG_INFO, "stopped", "left=%lld", (long long)left);
	return 0;
}

static int
usage(const struct web_app *app)
{
	fprintf(stderr,
	        "usage: %s [--config FILE]                          serve FastCGI on descriptor 0\n"
	        "       %s [--config FILE] --once GET /PATH%s  answer one request here\n",
	        app->program, app->program, app->view_as != NULL ? " [--as NO]" : "");
	return 2;
}

int
web_main(int argc, char **argv, const struct web_app *app)
{
	const char *config = getenv("JIFEN_CONFIG");
	const char *method = NULL, *target = NULL, *as = NULL;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
			config = argv[++i];
		} else if (strcmp(argv[i], "--once") == 0 && i + 2 < argc) {
			method = argv[++i];
			target = argv[++i];
		} else if (strcmp(argv[i], "--as") == 0 && i + 1 < argc && app->view_as != NULL) {
			as = argv[++i];
		} else {
			return usage(app);
		}
	}
	if (method != NULL)
		return once_run(app, config, method, target, as);
	if (as != NULL || FCGX_IsCGI())
		return usage(app);
	return serve_loop(app);
}
