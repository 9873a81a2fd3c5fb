/* The desk's pages on a real database: members with points, items, and staff of
 * each role signed in by their session's row. */
#ifndef TESTS_PAGE_DESK_WORLD_H
#define TESTS_PAGE_DESK_WORLD_H

#include "service/redeem_support.h"

#include "base/secret.h"
#include "page/browser.h"
#include "page/desk.h"
#include "page/routes_admin.h"

static struct portal desk_portal = {.staff = true};

BROWSER void desk_render(struct request *r, int status)
{
	(void)status;
	assert_true(view_render(desk_portal.view, r->route->template, page_root(r), &r->out));
}

BROWSER void desk_problem(struct request *r, int status)
{
	page_problem(r, status);
}

static struct web_app desk_app = {.program = "admin",
                                  .app = &desk_portal,
                                  .csrf_key = desk_portal.csrf_key,
                                  .csrf_key_len = sizeof desk_portal.csrf_key,
                                  .load_viewer = desk_load,
                                  .csrf = desk_csrf,
                                  .check_staff = desk_check,
                                  .render = desk_render,
                                  .problem = desk_problem};

BROWSER int desk_setup(void **state)
{
	const char *pages[400];
	char text[1024], key[600];
	FILE *file;
	int n = 0;

	ledger_setup(state);
	snprintf(key, sizeof key, "%s/token.key", harness.dir);
	file = fopen(key, "w");
	fputs("0123456789abcdef0123456789abcdef\n", file);
	fclose(file);
	chmod(key, 0600);
	snprintf(text, sizeof text, "Keys.Token = %s\nBase.Url = http://portal.test\n", key);
	desk_portal.config = config_parse(text);
	desk_portal.db = db();
	desk_portal.plans = plans;
	desk_app.routes = routes_admin(&desk_app.n);
	for (int i = 0; i < desk_app.n; i++)
		if (desk_app.routes[i].template)
			pages[n++] = desk_app.routes[i].template;
	pages[n++] = "admin/error";
	desk_portal.view = view_open_frame("templates", "admin/", pages, n);
	return desk_portal.view ? 0 : -1;
}

/* Opens B as a member of staff with ROLE; their id. */
BROWSER uint64_t desk_open(struct browser *b, const char *role)
{
	static int made;
	char email[64], token[STAFF_TOKEN_TEXT], csrf[44], cookie[80];
	uint8_t hash[STAFF_HASH];
	struct staff s = {.email = email, .name = talloc_strdup(test_mem(), "Li Na"),
	                  .role = talloc_strdup(test_mem(), role),
	                  .password_hash = talloc_strdup(test_mem(), "none"),
	                  .created_at = clock_now()};
	uint64_t id;

	snprintf(email, sizeof email, "%s%d@example.com", role, ++made);
	snprintf(token, sizeof token, "%043d", made);
	snprintf(csrf, sizeof csrf, "c%042d", made);
	secret_sha256(hash, token, strlen(token));
	assert_int_equal(staff_insert(db(), &s, &id), DB_OK);
	assert_int_equal(staff_put_lang(db(), id, "en"), DB_OK);
	assert_int_equal(staff_session_add(db(), hash, id, csrf, true, clock_now()), DB_OK);
	browser_open(b, &desk_app, "192.0.2.9");
	snprintf(cookie, sizeof cookie, DESK_COOKIE "=%s; Path=/", token);
	browser_cookie(b, cookie);
	snprintf(b->csrf, sizeof b->csrf, "%s", csrf);
	return id;
}

/* Posts a file of LEN bytes in FIELD. */
BROWSER int desk_upload(struct browser *b, const char *target, const char *field,
                        const char *file_name, const void *data, size_t len)
{
	void *mem = talloc_new(b->mem);
	struct request *r = request_new(mem, "POST", target);
	struct buf body;
	const char *location;

	buf_init(&body, mem);
	buf_printf(&body, "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n--x\r\n"
	           "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n", b->csrf, field,
	           file_name);
	buf_add(&body, data, len);
	buf_str(&body, "\r\n--x--\r\n");
	request_set_header(r, "Cookie", talloc_asprintf(mem, "%s=%s", b->names[0], b->values[0]));
	request_set_body(r, "multipart/form-data; boundary=x", body.data, body.len);
	r->client = b->client;
	web_handle(b->app, r);
	b->status = r->status;
	location = answer_header(r, "Location");
	snprintf(b->location, sizeof b->location, "%s", location ? location : "");
	talloc_free(b->body);
	b->body = talloc_strdup(b->mem, r->out.data ? r->out.data : "");
	talloc_free(mem);
	return b->status;
}

/* How often the staff log has ACTION of STAFF_ID about MEMBER_ID (0 = none). */
BROWSER int64_t desk_logged(uint64_t staff_id, const char *action, uint64_t member_id)
{
	static const struct db_sql count = {
		"SELECT COUNT(*) FROM staff_action WHERE staff_id = ? AND action = ?"
		" AND COALESCE(member_id, 0) = ?", "isi", "i"
	};
	int64_t n = -1;

	assert_int_equal(db_one(db(), NULL, &count, (int64_t)staff_id, action, (int64_t)member_id, &n),
	                 DB_OK);
	return n;
}

#define assert_shows(b, text) assert_non_null(strstr((b)->body, text))
#define assert_hides(b, text) assert_null(strstr((b)->body, text))

#endif
