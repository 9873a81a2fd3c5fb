/* The statement pages as a program without a socket, on a private database with
 * real orders; the viewer is set by hand. */
#ifndef TESTS_PAGE_STATEMENT_WORLD_H
#define TESTS_PAGE_STATEMENT_WORLD_H

#include "service/ledger_support.h"

#include "page/balance.h"
#include "page/history.h"
#include "page/history_csv.h"
#include "page/orders.h"
#include "page/portal.h"
#include "page/receipt.h"
#include "web/serve.h"

#define TODAY "2026-11-22T12:00:00+08:00"

static struct route routes[24];
static struct portal portal;
static struct web_app app;
static const char *lang = "zh-CN";

static void render(struct request *r, int status)
{
	(void)status;
	if (!view_render(portal.view, r->route->template, page_root(r), &r->out))
		r->out.len = 0;
}

static void problem(struct request *r, int status)
{
	page_problem(r, status);
}

SUPPORT int world_open(void **state)
{
	static const struct route *const families[] = {balance_routes, history_routes,
	                                               history_csv_routes, receipt_routes,
	                                               orders_routes};
	const char *pages[16] = {"error"};
	int n = 0, n_pages = 1;

	ledger_setup(state);
	log_open("test", LOG_ERROR + 1);
	for (size_t f = 0; f < sizeof families / sizeof families[0]; f++)
		for (const struct route *row = families[f]; row->path; row++) {
			routes[n++] = *row;
			if (row->template)
				pages[n_pages++] = row->template;
		}
	sql("INSERT INTO partner VALUES ('test', 'Test Travel', 'active', '2026-01-01')");
	portal.db = db();
	portal.config = config_parse("Static = tests/nowhere\n");
	portal.view = view_open("templates", pages, n_pages);
	app = (struct web_app){.program = "member", .routes = routes, .n = n, .app = &portal,
	                       .render = render, .problem = problem};
	return portal.view ? 0 : -1;
}

SUPPORT int world_close(void **state)
{
	(void)state;
	view_close(portal.view);
	config_free((struct config *)(uintptr_t)portal.config);
	talloc_free(plans);
	return 0;
}

/* The viewer as the session's statement would fill it. */
SUPPORT struct viewer *viewer_made(void *mem, uint64_t member_id)
{
	struct ledger l = account(member_id);
	struct viewer *v = talloc_zero(mem, struct viewer);

	v->member_id = member_id;
	v->person_id = 1;
	v->member_no = talloc_asprintf(v, "M%07llu", (unsigned long long)member_id);
	v->kind = talloc_strdup(v, "personal");
	v->name = talloc_strdup(v, "<b>陈明");
	v->lang = talloc_strdup(v, lang);
	v->tier = talloc_strdup(v, l.tier);
	v->holder = v->may_spend = true;
	v->available = l.available;
	v->pending = l.pending;
	v->debt = l.debt;
	v->held = l.held;
	v->lifetime = l.lifetime;
	v->tier_since = l.tier_since;
	v->good_through = l.good_through;
	v->pin_until = l.pin_until;
	v->review_notice_on = l.review_notice_on;
	v->last_seq = l.last_seq;
	return v;
}

SUPPORT struct request *get(void *mem, uint64_t member_id, const char *target)
{
	struct request *r = request_new(mem, "GET", target);

	portal.plans = plans;
	r->app = &portal;
	r->viewer = viewer_made(mem, member_id);
	web_handle(&app, r);
	return r;
}

SUPPORT bool says(const struct request *r, const char *part)
{
	return strstr(r->out.data, part) != NULL;
}

/* Fails with the page's status and where it differs. */
SUPPORT void expect(const struct request *r, int status, const char *part)
{
	if (r->status != status || !says(r, part))
		fail_msg("%s: %d, want %d with %s in\n%s", r->target, r->status, status, part,
		         r->out.data);
}

/* The value of the first <data class="… NAME …">, as machines read it. */
SUPPORT const char *figure(void *mem, const struct request *r, const char *name)
{
	const char *at = r->out.data;

	while ((at = strstr(at, "<data class=\"")) != NULL) {
		size_t len = strcspn(at += strlen("<data class=\""), "\"");
		char *classes = talloc_asprintf(mem, " %.*s ", (int)len, at);

		if (strstr(classes, talloc_asprintf(mem, " %s ", name))) {
			at = strstr(at, "value=\"") + strlen("value=\"");
			return talloc_strndup(mem, at, strcspn(at, "\""));
		}
	}
	return "none";
}

/* The href of the link with class NAME, as a browser follows it; NULL. */
SUPPORT char *follow(void *mem, const struct request *r, const char *name)
{
	const char *at = strstr(r->out.data, talloc_asprintf(mem, "<a class=\"%s\"", name));
	char *href, *amp;

	if (!at || !(at = strstr(at, "href=\"")))
		return NULL;
	at += strlen("href=\"");
	href = talloc_strndup(mem, at, strcspn(at, "\""));
	while ((amp = strstr(href, "&amp;")) != NULL)
		memmove(amp + 1, amp + 5, strlen(amp + 5) + 1);
	return href;
}

/* Statements this connection has run. */
SUPPORT int64_t statements(void)
{
	static const struct db_sql counted = {
		"SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.SESSION_STATUS"
		" WHERE VARIABLE_NAME = 'COM_STMT_EXECUTE'", "", "i"};
	int64_t n = 0;

	assert_int_equal(db_one(db(), NULL, &counted, &n), DB_OK);
	return n;
}

#endif
