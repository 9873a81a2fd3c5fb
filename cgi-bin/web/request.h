/* One request and its answer, free of libfcgi: pages are functions of this
 * and testable without a socket. */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define WEB_PARAMS 3
#define WEB_FIELDS_MAX 64

enum method { METHOD_GET = 1, METHOD_POST = 2 }; /* HEAD arrives as GET with .head */

/* Guards: columns of a route, judged in this order by web/guard.c. */
enum guard {
	GUARD_MEMBER = 1,   /* signed in, else 303 to /sign-in?next=… */
	GUARD_CSRF = 2,     /* POST carries the session's csrf value, else 403 */
	GUARD_KEY = 4,      /* signed by a partner key, else 401 JSON */
	GUARD_JSON = 8,     /* POST body is application/json, else 415 */
	GUARD_PUBLIC = 16,  /* answers alike for everybody: may be cached, ETag */
	GUARD_UPLOAD = 1024, /* POST body is multipart/form-data with at most one file, else 415 */
	GUARD_WATCH = 4096, /* asked by machines that watch: nobody is looked up, nothing is counted */
	GUARD_ONE_CLICK = 2048, /* POST body may be multipart/form-data instead (RFC 8058), no file */
	GUARD_HOLDER = 32,  /* the account's holder, else 403 */
	/* Staff pages (web_app.check_staff judges): signed in with the second factor,
	 * else 303 to the sign-in. An auditor passes every GET and, of POSTs, only
	 * those that are GUARD_STAFF alone. */
	GUARD_STAFF = 64,   /* any role */
	GUARD_CLERK = 128,  /* clerks and managers, else 403 */
	GUARD_MANAGER = 256, /* managers, else 403 */
	GUARD_MERCHANT = 8192 /* beside one of the three: merchants too, who open nothing else */
};

struct field {
	const char *name;
	size_t max;  /* characters at most; longer is 400 */
	bool many;   /* may be repeated */
};

struct request;

struct route {
	const char *path;    /* "/history/:seq"; ':' takes one segment into .param */
	unsigned methods;    /* METHOD_GET | METHOD_POST */
	unsigned guards;
	int (*page)(struct request *r); /* returns the HTTP status */
	const char *template; /* rendered when the page wrote no body itself */
	const struct field *query; /* ends with {0}; others are ignored on GET */
	const struct field *form;  /* ends with {0}; unknown or repeated: 400 */
	                           /* a name "q_*" stands for all that begin with "q_" */
	size_t body_max;     /* 0 = 65536 */
};

struct pair {
	const char *name, *value;
};

/* The file of an upload form; its bytes lie in the request's body. */
struct upload {
	const char *field; /* the form field; NULL: no file was chosen */
	const char *name;  /* its name without the path, cleaned; may be "" */
	const char *data;
	size_t len;
};

struct request {
	void *mem; /* talloc; freed after the answer */
	enum method method;
	bool head;
	const char *target; /* as sent, with the query string */
	const char *path;   /* decoded, without the query */
	const char *client; /* address, for limits only; never logged */
	const char *id;     /* request id, in log and error pages */
	bool secure;        /* came over TLS, or localhost */
	const struct route *route;
	const char *param[WEB_PARAMS];
	struct pair query[WEB_FIELDS_MAX], form[WEB_FIELDS_MAX], cookie[32];
	int n_query, n_form, n_cookie;
	struct upload file; /* GUARD_UPLOAD only */
	const char *body;
	size_t body_len;
	const char *(*header)(const struct request *r, const char *name); /* "X-Key"; NULL */
	void *header_source;
	void *app;    /* struct portal of the program (page/portal.h) */
	void *viewer; /* who is signed in, or NULL (page/portal.h) */
	void *page;   /* what page/portal.c keeps for this request (data set, errors) */

	/* the answer */
	int status;
	const char *content_type; /* default text/html; charset=utf-8 */
	struct buf out;           /* body written by the page itself (CSV, JSON, PNG) */
	struct pair headers[24];  /* extra headers */
	int n_headers;
	const char *location;
};

/* The value of a query or form field, or NULL. Valid UTF-8, no control
 * characters but newlines in form fields. */
const char *request_query(const struct request *r, const char *name);
const char *request_form(const struct request *r, const char *name);
const char *request_cookie(const struct request *r, const char *name);
const char *request_header(const struct request *r, const char *name);
/* Whether PATH leads into this portal: one '/' first, no host, no control
 * characters. For ?next= and the like. */
bool path_is_ours(const char *path);
/* Answers 303 to PATH (a path of ours, starting with one '/'; anything else
 * becomes "/"). PATH is copied. Returns 303. */
int respond_see_other(struct request *r, const char *path);
/* Adds a header; values with CR or LF are dropped and logged. */
void respond_header(struct request *r, const char *name, const char *value);
/* Sets a cookie: HttpOnly, SameSite=Lax, Path=/, Max-Age; Secure and the
 * "__Host-" prefix where r->secure. MAX_AGE_S 0 deletes it. request_cookie()
 * finds it under its bare name either way. */
void respond_cookie(struct request *r, const char *name, const char *value, int64_t max_age_s);
/* The same with SameSite=Strict: no other site's link carries it. */
void respond_cookie_strict(struct request *r, const char *name, const char *value,
                           int64_t max_age_s);

#endif
