/* The loop of a program: FastCGI requests in, pages out, and the same for one
 * made-up request. What web needs from the rooms above it comes as hooks. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "web/metrics.h"
#include "web/request.h"

struct web_app {
	const char *program;        /* "member": in the log and in --help */
	const struct route *routes; /* first match wins; a fixed segment before ':' */
	int n;
	void *app;                  /* becomes r->app (struct portal *) */
	bool json;                  /* an API: no cookies, csrf or sign-in pages */
	const uint8_t *csrf_key;    /* secret of the forms shown before sign-in; */
	size_t csrf_key_len;        /* may be NULL when no route is GUARD_CSRF */

	struct metrics *metrics;    /* counts what is answered; NULL: nothing is counted */
	int64_t slow_us;            /* longer ones are logged as slow; 0 = none is */

	/* Every hook may be NULL where its guard is not used. */

	/* First and last of a request (begin/end a data set, free caches). END
	 * is called for each request that was begun. */
	void (*begin)(struct request *r);
	void (*end)(struct request *r);
	/* Finds out who is signed in (cookie "session") and sets r->viewer, or
	 * leaves NULL. False: could not find out (database down) -> 503. Called
	 * once for each request, before all guards. */
	bool (*load_viewer)(struct request *r);
	/* The session's csrf value; called only while r->viewer is set. */
	const char *(*csrf)(const struct request *r);
	/* Whether the viewer is the account's holder. */
	bool (*is_holder)(const struct request *r);
	/* What APP has had of the database so far: statements, microseconds. */
	void (*spent)(const void *app, int64_t *statements, int64_t *us);
	/* GUARD_STAFF, _CLERK and _MANAGER: 0 = go on; else the status (303 with its
	 * location set, or 403). */
	int (*check_staff)(struct request *r);
	/* GUARD_KEY: 0 = go on; else the status, its body written already. */
	int (*check_key)(struct request *r);
	/* Renders r->route->template into r->out (status 200, 422, …). */
	void (*render)(struct request *r, int status);
	/* Writes the whole error answer of STATUS into r->out (the portal's look;
	 * JSON in an API). r->route and r->viewer may be NULL. */
	void (*problem)(struct request *r, int status);
	/* --once … --as NUMBER: sets r->viewer without a session; false: no such
	 * member. NULL: the program has no --as. */
	bool (*view_as)(struct request *r, const char *member_no);
};

/* Serves FastCGI on descriptor 0, or one request: `--once GET /path [--as NO]`.
 * `--config FILE` is the door's and skipped here. Returns the exit code of
 * main(): 0 stopped or recycled in order, 2 usage, 3 the socket failed. */
int web_main(int argc, char **argv, const struct web_app *app);

/* A request as if METHOD TARGET ("GET", "/history?kind=earn") had come, on MEM;
 * tests and --once. Then set its headers (cookies too) and body below. */
struct request *request_new(void *mem, const char *method, const char *target);
/* Sets a request header of a made-up request ("Cookie", "X-Key"). */
void request_set_header(struct request *r, const char *name, const char *value);
/* Sets body and content type of a made-up POST. TEXT is borrowed. */
void request_set_body(struct request *r, const char *content_type, const char *text, size_t len);

/* Takes R from its target to the finished answer: parse, route, guards, page,
 * render, headers. The answer is in r->status, r->headers, r->out; r->mem is
 * the caller's to free. */
void web_handle(const struct web_app *app, struct request *r);
/* The answer as CGI text (Status:, headers, blank line, body) on r->mem. */
void web_answer(const struct request *r, struct buf *out);
/* An answer header of R by name, or NULL. */
const char *answer_header(const struct request *r, const char *name);

#endif
