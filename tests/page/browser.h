/* A small browser for page tests: keeps cookies, reads the csrf value off the
 * last page, posts forms. One program at a time, no socket. */
#ifndef TESTS_PAGE_BROWSER_H
#define TESTS_PAGE_BROWSER_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/portal.h"
#include "page/viewer.h"
#include "web/serve.h"

struct browser {
	const struct web_app *app;
	const char *agent, *client, *accept_language;
	char names[8][24], values[8][520];
	int n;
	char csrf[64];
	/* the last answer */
	int status;
	char location[512], *body;
	void *mem;
};

#define BROWSER __attribute__((unused)) static

BROWSER void browser_open(struct browser *b, const struct web_app *app, const char *client)
{
	memset(b, 0, sizeof *b);
	b->app = app;
	b->client = client;
	b->agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0";
	b->accept_language = "en";
	b->mem = talloc_new(NULL);
}

BROWSER void browser_close(struct browser *b)
{
	talloc_free(b->mem);
}

/* Keeps "NAME=VALUE; …"; an empty value forgets it. */
BROWSER void browser_cookie(struct browser *b, const char *set)
{
	size_t name = strcspn(set, "="), value = strcspn(set + name + 1, ";");
	int i = 0;
	while (i < b->n && (strlen(b->names[i]) != name || strncmp(b->names[i], set, name) != 0))
		i++;
	if (i == b->n && b->n < 8)
		b->n++;
	snprintf(b->names[i], sizeof b->names[i], "%.*s", (int)name, set);
	snprintf(b->values[i], sizeof b->values[i], "%.*s", (int)value, set + name + 1);
}

BROWSER const char *browser_cookie_value(const struct browser *b, const char *name)
{
	for (int i = 0; i < b->n; i++)
		if (strstr(b->names[i], name) != NULL && b->values[i][0] != '\0')
			return b->values[i];
	return NULL;
}

BROWSER int browser_send(struct browser *b, const char *method, const char *target,
                         const char *form)
{
	void *mem = talloc_new(b->mem);
	struct request *r = request_new(mem, method, target);
	char *cookies = talloc_strdup(mem, "");
	for (int i = 0; i < b->n; i++)
		if (b->values[i][0] != '\0')
			cookies = talloc_asprintf_append(cookies, "%s%s=%s", cookies[0] != '\0' ? "; " : "",
			                                 b->names[i], b->values[i]);
	request_set_header(r, "Cookie", cookies);
	request_set_header(r, "User-Agent", b->agent);
	request_set_header(r, "Accept-Language", b->accept_language);
	if (form != NULL)
		request_set_body(r, "application/x-www-form-urlencoded", form, strlen(form));
	r->client = b->client;
	web_handle(b->app, r);
	b->status = r->status;
	const char *location = answer_header(r, "Location");
	snprintf(b->location, sizeof b->location, "%s",
	         location != NULL ? location : r->location != NULL ? r->location : "");
	for (int i = 0; i < r->n_headers; i++)
		if (strcmp(r->headers[i].name, "Set-Cookie") == 0)
			browser_cookie(b, r->headers[i].value);
	talloc_free(b->body);
	b->body = talloc_strdup(b->mem, r->out.data != NULL ? r->out.data : "");
	const char *csrf = strstr(b->body, "name=\"csrf\" value=\"");
	if (csrf != NULL)
		snprintf(b->csrf, sizeof b->csrf, "%.43s", csrf + strlen("name=\"csrf\" value=\""));
	if (b->app->end != NULL)
		b->app->end(r);
	talloc_free(mem);
	return b->status;
}

BROWSER int browser_get(struct browser *b, const char *target)
{
	return browser_send(b, "GET", target, NULL);
}

/* Posts FORM ("a=b&c=d", escaped by the caller) with the csrf value. */
BROWSER int browser_post(struct browser *b, const char *target, const char *form)
{
	char *body = talloc_asprintf(b->mem, "csrf=%s%s%s", b->csrf, form[0] != '\0' ? "&" : "", form);
	int status = browser_send(b, "POST", target, body);
	talloc_free(body);
	return status;
}

#endif
