/* One request from its target to the finished answer. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "web/guard.h"
#include "web/parse.h"
#include "web/serve.h"

#define MADE_HEADERS 24
#define PUBLIC_AGE "private, max-age=60"
#define PUBLIC_SIGNED_IN "private, no-cache"

/* Headers of a made-up request. */
struct made {
	struct pair headers[MADE_HEADERS];
	int n;
};

static const char *
made_header(const struct request *r, const char *name)
{
	const struct made *made = r->header_source;

	for (int i = 0; i < made->n; i++)
		if (strcasecmp(made->headers[i].name, name) == 0)
			return made->headers[i].value;
	return NULL;
}

struct request *
request_new(void *mem, const char *method, const char *target)
{
	struct request *r = talloc_zero(mem, struct request);

	if (r == NULL)
		return NULL;
	r->mem = mem;
	r->head = strcmp(method, "HEAD") == 0;
	if (r->head || strcmp(method, "GET") == 0)
		r->method = METHOD_GET;
	else if (strcmp(method, "POST") == 0)
		r->method = METHOD_POST;
	r->target = target;
	r->path = "";
	r->client = "";
	r->id = "";
	r->header = made_header;
	r->header_source = talloc_zero(mem, struct made);
	buf_init(&r->out, mem);
	return r;
}

void
request_set_header(struct request *r, const char *name, const char *value)
{
	struct made *made = r->header_source;

	if (made->n < MADE_HEADERS)
		made->headers[made->n++] = (struct pair){ name, value };
}

void
request_set_body(struct request *r, const char *content_type, const char *text, size_t len)
{
	request_set_header(r, "Content-Type", content_type);
	r->body = text;
	r->body_len = len;
}

const char *
answer_header(const struct request *r, const char *name)
{
	for (int i = 0; i < r->n_headers; i++)
		if (strcasecmp(r->headers[i].name, name) == 0)
			return r->headers[i].value;
	return NULL;
}

/* The page's template stands for answers that show the page; every other
 * failure has the portal's own words. */
static bool
shows_page(int status)
{
	return status < 400 || status == 409 || status == 422 || status == 429;
}

static void
say_in_plain_words(struct request *r)
{
	r->content_type = "text/plain; charset=utf-8";
	buf_printf(&r->out, "%d\n", r->status);
}

static void
fill_body(const struct web_app *app, struct request *r)
{
	if (r->out.len > 0 || r->status == 303 || r->status == 304 || r->status == 204)
		return;
	if (shows_page(r->status) && r->route != NULL && r->route->template != NULL
	    && app->render != NULL)
		app->render(r, r->status);
	if (r->out.len > 0)
		return;
	if (r->status < 400) {
		log_event(LOG_ERROR, "page_empty", "route=%s",
		          r->route != NULL ? r->route->path : "none");
		r->status = 500;
	}
	if (app->problem != NULL)
		app->problem(r, r->status);
	if (r->out.len == 0)
		say_in_plain_words(r);
}

static int
run_page(const struct web_app *app, struct request *r, bool path_ok, const char *query)
{
	if (!path_ok)
		return 400;
	int status = guard_find(app, r);
	bool watched = status == 0 && (r->route->guards & GUARD_WATCH) != 0;

	if (!watched && app->load_viewer != NULL && r->viewer == NULL && !app->load_viewer(r))
		return 503;
	if (status == 0)
		status = guard_judge(app, r, query);
	return status != 0 ? status : r->route->page(r);
}

/* Whether If-None-Match has TAG (a proxy may have made it weak). */
static bool
has_tag(const char *list, const char *tag)
{
	return list != NULL && (strstr(list, tag) != NULL || strcmp(list, "*") == 0);
}

static void
set_caching(const struct web_app *app, struct request *r)
{
	uint8_t hash[SHA256_BYTES];
	char hex[SHA256_HEX], tag[40];

	if (answer_header(r, "Cache-Control") != NULL)
		return;
	if (r->status != 200 || app->json || !(r->route->guards & GUARD_PUBLIC)
	    || r->method != METHOD_GET) {
		respond_header(r, "Cache-Control", "no-store");
		return;
	}
	secret_sha256(hash, r->out.data, r->out.len);
	secret_hex(hex, hash, sizeof(hash));
	snprintf(tag, sizeof(tag), "\"%.32s\"", hex);
	respond_header(r, "Cache-Control", r->viewer != NULL ? PUBLIC_SIGNED_IN : PUBLIC_AGE);
	respond_header(r, "Vary", "Cookie, Accept-Language");
	respond_header(r, "ETag", tag);
	if (has_tag(request_header(r, "If-None-Match"), tag))
		r->status = 304;
}

static void
set_headers(const struct web_app *app, struct request *r)
{
	set_caching(app, r);
	if ((r->status == 429 || r->status == 503) && answer_header(r, "Retry-After") == NULL)
		respond_header(r, "Retry-After", r->status == 429 ? "60" : "5");
	if (r->location != NULL && answer_header(r, "Location") == NULL)
		respond_header(r, "Location", r->location);
}

/* Where the clock and the database's account stand. */
struct cost {
	int64_t at, statements, db_us;
};

static struct cost
cost_of(const struct web_app *app)
{
	struct cost cost = { .at = clock_ticks_us() };

	if (app->spent != NULL)
		app->spent(app->app, &cost.statements, &cost.db_us);
	return cost;
}

/* One line for a request that failed or was slow, with what the database had of
 * it; and the counters. */
static void
take_note(const struct web_app *app, const struct request *r, const struct cost *before)
{
	const char *route = r->route != NULL ? r->route->path : "none";
	struct cost now = cost_of(app);
	int64_t us = now.at - before->at;
	bool slow = app->slow_us > 0 && us > app->slow_us;

	if (slow)
		log_event(LOG_WARN, "slow_request", "route=%s status=%d us=%lld db_us=%lld statements=%lld",
		          route, r->status, (long long)us, (long long)(now.db_us - before->db_us),
		          (long long)(now.statements - before->statements));
	log_event(r->status >= 500 ? LOG_ERROR : LOG_DEBUG, "request", "route=%s status=%d us=%lld",
	          route, r->status, (long long)us);
	if (app->metrics == NULL)
		return;
	metrics_lines(app->metrics);
	if (r->route == NULL || !(r->route->guards & GUARD_WATCH))
		metrics_count(app->metrics, r->route, r->status, us, slow);
}

void
web_handle(const struct web_app *app, struct request *r)
{
	struct cost before = cost_of(app);
	const char *query;
	bool path_ok = parse_target(r->mem, r->target, &r->path, &query);
	const char *cookies = request_header(r, "Cookie");

	if (cookies != NULL && !app->json)
		r->n_cookie = parse_cookies(r->mem, cookies, strlen(cookies), r->cookie,
		                            (int)(sizeof(r->cookie) / sizeof(r->cookie[0])));
	r->app = app->app;
	log_request(r->id);
	if (app->begin != NULL)
		app->begin(r);
	r->status = run_page(app, r, path_ok, query);
	fill_body(app, r);
	set_headers(app, r);
	if (app->end != NULL)
		app->end(r);
	take_note(app, r, &before);
	log_request("");
}

static const char *
reason(int status)
{
	static const struct {
		int status;
		const char *text;
	} reasons[] = {
		{ 200, "OK" }, { 201, "Created" }, { 202, "Accepted" }, { 303, "See Other" },
		{ 304, "Not Modified" }, { 400, "Bad Request" }, { 401, "Unauthorized" },
		{ 403, "Forbidden" }, { 404, "Not Found" }, { 405, "Method Not Allowed" },
		{ 409, "Conflict" }, { 413, "Content Too Large" }, { 415, "Unsupported Media Type" },
		{ 422, "Unprocessable Content" }, { 429, "Too Many Requests" },
		{ 500, "Internal Server Error" }, { 503, "Service Unavailable" },
	};

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i].status == status)
			return reasons[i].text;
	return "Answer";
}

void
web_answer(const struct request *r, struct buf *out)
{
	bool body = r->status != 304 && r->status != 303 && r->status != 204;

	buf_printf(out, "Status: %d %s\r\n", r->status, reason(r->status));
	if (body) {
		buf_printf(out, "Content-Type: %s\r\n",
		           r->content_type != NULL ? r->content_type : "text/html; charset=utf-8");
		buf_printf(out, "Content-Length: %lld\r\n", (long long)r->out.len);
	} else if (r->status == 303) {
		buf_str(out, "Content-Length: 0\r\n");
	}
	for (int i = 0; i < r->n_headers; i++) {
		buf_str(out, r->headers[i].name);
		buf_str(out, ": ");
		buf_str(out, r->headers[i].value);
		buf_str(out, "\r\n");
	}
	buf_str(out, "\r\n");
	if (body && !r->head)
		buf_add(out, r->out.data, r->out.len);
}
