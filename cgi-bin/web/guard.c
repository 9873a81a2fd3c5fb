#include "web/guard.h"

#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "web/csrf.h"
#include "web/multipart.h"
#include "web/parse.h"
#include "web/route.h"

#define BODY_MAX 65536
#define NEXT_MAX 512
#define GUARD_ANY_STAFF (GUARD_STAFF | GUARD_CLERK | GUARD_MANAGER)

int
guard_find(const struct web_app *app, struct request *r)
{
	unsigned methods = route_methods(app->routes, app->n, r->path);

	if (methods == 0)
		return 404;
	r->route = r->method != 0 ? route_match(r->mem, app->routes, app->n, r->path, r->method,
	                                        r->param) : NULL;
	if (r->route == NULL) {
		respond_header(r, "Allow", route_allow(methods));
		return 405;
	}
	return 0;
}

/* Whether the body is in parts: of an upload, or of a mailer's one click. */
static bool
in_parts(const struct request *r)
{
	return (r->route->guards & GUARD_UPLOAD)
	       || ((r->route->guards & GUARD_ONE_CLICK)
	           && parse_type_is(request_header(r, "Content-Type"), "multipart/form-data"));
}

static enum parse
parse_body(struct request *r)
{
	const struct route *route = r->route;
	bool with_csrf = (route->guards & GUARD_CSRF) != 0;

	if (in_parts(r))
		return multipart_parse(r->mem, request_header(r, "Content-Type"), r->body, r->body_len,
		                       route->form, with_csrf, r->form, &r->n_form, &r->file);
	return parse_form(r->mem, r->body, r->body_len, route->form, with_csrf, r->form, &r->n_form);
}

static int
judge_fields(struct request *r, const char *query)
{
	const struct route *route = r->route;
	enum parse result = parse_query(r->mem, query, strlen(query), route->query, r->query,
	                                &r->n_query);

	if (result == PARSE_OK && r->method == METHOD_POST && !(route->guards & GUARD_JSON)
	    && r->body_len > 0)
		result = parse_body(r);
	if (result == PARSE_OK)
		return 0;
	log_event(LOG_INFO, "fields_refused", "route=%s why=%s", route->path, parse_word(result));
	/* A file that is too large is no mistake of the form's. */
	return result == PARSE_LONG && (route->guards & GUARD_UPLOAD) ? 413 : 400;
}

static int
judge_body(struct request *r)
{
	const struct route *route = r->route;
	const char *type = request_header(r, "Content-Type");

	if (r->method != METHOD_POST)
		return 0;
	if (r->body_len > (route->body_max != 0 ? route->body_max : BODY_MAX))
		return 413;
	if (r->body_len > 0 && r->body == NULL)
		return 400;
	if (route->guards & GUARD_JSON)
		return parse_type_is(type, "application/json") ? 0 : 415;
	if (route->guards & GUARD_UPLOAD)
		return parse_type_is(type, "multipart/form-data") ? 0 : 415;
	if (r->body_len == 0 || in_parts(r)
	    || parse_type_is(type, "application/x-www-form-urlencoded"))
		return 0;
	return 415;
}

/* 303 to the sign-in page, which leads back here: to what was asked for, or to
 * the form whose POST came too late. */
static int
send_to_sign_in(const struct web_app *app, struct request *r)
{
	const char *next = r->method == METHOD_GET ? r->target : r->path;
	struct buf path;

	buf_init(&path, r->mem);
	buf_str(&path, "/sign-in");
	if ((route_methods(app->routes, app->n, r->path) & METHOD_GET) != 0
	    && strlen(next) <= NEXT_MAX && path_is_ours(next)) {
		buf_str(&path, "?next=");
		parse_encode(&path, next);
	}
	return respond_see_other(r, path.data);
}

/* What browsers say about where a POST comes from: only from our own pages, or
 * from nowhere (typed, an old browser). */
static bool
comes_from_us(const struct request *r)
{
	const char *site = request_header(r, "Sec-Fetch-Site");
	const char *origin = request_header(r, "Origin");
	const char *host = request_header(r, "Host");

	if (site != NULL)
		return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
	if (origin == NULL || host == NULL || strcmp(origin, "null") == 0)
		return true;
	const char *name = strstr(origin, "://");
	return name != NULL && strcmp(name + 3, host) == 0;
}

static bool
csrf_is_right(const struct web_app *app, const struct request *r)
{
	const char *typed = request_form(r, "csrf");

	if (!comes_from_us(r))
		return false;
	if (r->viewer != NULL && app->csrf != NULL && csrf_right(app->csrf(r), typed))
		return true;
	/* A form opened before signing in, sent after it in another window. */
	return (r->route->guards & (GUARD_MEMBER | GUARD_ANY_STAFF)) == 0 && app->csrf_key != NULL
	       && csrf_pre_right(r, app->csrf_key, app->csrf_key_len, typed);
}

int
guard_judge(const struct web_app *app, struct request *r, const char *query)
{
	int status = judge_body(r);

	if (status == 0)
		status = judge_fields(r, query);
	if (status != 0)
		return status;
	unsigned guards = r->route->guards;
	if (guards & GUARD_KEY) {
		status = app->check_key != NULL ? app->check_key(r) : 401;
		if (status != 0)
			return status;
	}
	if ((guards & (GUARD_MEMBER | GUARD_HOLDER)) && r->viewer == NULL)
		return send_to_sign_in(app, r);
	if (guards & GUARD_ANY_STAFF) {
		status = app->check_staff != NULL ? app->check_staff(r) : 403;
		if (status != 0)
			return status;
	}
	if ((guards & GUARD_CSRF) && r->method == METHOD_POST && !csrf_is_right(app, r)) {
		log_event(LOG_WARN, "csrf_refused", "route=%s", r->route->path);
		return 403;
	}
	if ((guards & GUARD_HOLDER) && (app->is_holder == NULL || !app->is_holder(r)))
		return 403;
	return 0;
}
