/* Reading a request's parts and writing an answer's headers. */
#include "web/request.h"

#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/mem.h"

#define HOST_PREFIX "__Host-"
#define HEADERS_MAX ((int)(sizeof(((struct request *)0)->headers) / sizeof(struct pair)))

static const char *
find(const struct pair *pairs, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(pairs[i].name, name) == 0)
			return pairs[i].value;
	return NULL;
}

const char *
request_query(const struct request *r, const char *name)
{
	return find(r->query, r->n_query, name);
}

const char *
request_form(const struct request *r, const char *name)
{
	return find(r->form, r->n_form, name);
}

const char *
request_cookie(const struct request *r, const char *name)
{
	/* Over TLS only the prefixed cookie counts: no other host can set it. */
	if (!r->secure)
		return find(r->cookie, r->n_cookie, name);
	for (int i = 0; i < r->n_cookie; i++)
		if (text_starts(r->cookie[i].name, HOST_PREFIX)
		    && strcmp(r->cookie[i].name + strlen(HOST_PREFIX), name) == 0)
			return r->cookie[i].value;
	return NULL;
}

const char *
request_header(const struct request *r, const char *name)
{
	return r->header != NULL ? r->header(r, name) : NULL;
}

bool
path_is_ours(const char *path)
{
	if (path == NULL || path[0] != '/' || path[1] == '/' || path[1] == '\\')
		return false;
	for (const char *p = path; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f || *p == '\\')
			return false;
	return true;
}

int
respond_see_other(struct request *r, const char *path)
{
	if (!path_is_ours(path)) {
		log_event(LOG_WARN, "redirect_refused", "route=%s",
		          r->route != NULL ? r->route->path : "none");
		path = "/";
	}
	r->location = talloc_strdup(r->mem, path);
	r->status = 303;
	return 303;
}

void
respond_header(struct request *r, const char *name, const char *value)
{
	if (strpbrk(value, "\r\n") != NULL || strpbrk(name, "\r\n:") != NULL) {
		log_event(LOG_WARN, "header_dropped", "name=%.20s", strpbrk(name, "\r\n") ? "?" : name);
		return;
	}
	if (r->n_headers >= HEADERS_MAX) {
		log_event(LOG_ERROR, "headers_full", "max=%d", HEADERS_MAX);
		return;
	}
	r->headers[r->n_headers].name = talloc_strdup(r->mem, name);
	r->headers[r->n_headers].value = talloc_strdup(r->mem, value);
	r->n_headers++;
}

static void
set_cookie(struct request *r, const char *name, const char *value, int64_t max_age_s,
           const char *same_site)
{
	char *text = talloc_asprintf(r->mem, "%s%s=%s; Path=/; Max-Age=%lld; HttpOnly; SameSite=%s%s",
	                             r->secure ? HOST_PREFIX : "", name, value,
	                             (long long)max_age_s, same_site, r->secure ? "; Secure" : "");

	if (text == NULL || strpbrk(value, ";, \t\"\\") != NULL) {
		log_event(LOG_ERROR, "cookie_dropped", "name=%s", name);
		return;
	}
	respond_header(r, "Set-Cookie", text);
}

void
respond_cookie(struct request *r, const char *name, const char *value, int64_t max_age_s)
{
	set_cookie(r, name, value, max_age_s, "Lax");
}

void
respond_cookie_strict(struct request *r, const char *name, const char *value, int64_t max_age_s)
{
	set_cookie(r, name, value, max_age_s, "Strict");
}
