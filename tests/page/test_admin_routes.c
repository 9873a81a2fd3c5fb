/* Every row of the admin program's table against every role: made from the
 * table itself, so that a new row is judged the day it is added. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "page/desk.h"
#include "page/nginx_map.h"
#include "page/routes_admin.h"
#include "web/route.h"
#include "web/serve.h"

#define ROWS_MAX 400
#define FORM "application/x-www-form-urlencoded"
#define PARTS "multipart/form-data; boundary=edge"
#define ANY_STAFF (GUARD_STAFF | GUARD_CLERK | GUARD_MANAGER)

enum who { STRANGER, HALF, FRESH, CLERK, AUDITOR, MANAGER, MERCHANT, WHO__MAX };
static const char *const names[WHO__MAX] = {"a stranger", "one without the second factor",
                                            "one whose password is not their own", "a clerk",
                                            "an auditor", "a manager",
                                            "a merchant"};

/* What stands before or beside the desk, and therefore has no role's guard. */
static const char *const open_rows[] = {"/admin/sign-in", "/admin/sign-in/code",
                                        "/admin/sign-in/enrol", "/admin/language", NULL};
/* What an auditor may post: the own things. */
static const char *const own_rows[] = {"/admin/sign-out", "/admin/password", NULL};
/* Forms that only look something up: what is typed does not stand in an address. */
static const char *const looking_rows[] = {"/admin/coupons", "/admin/members", NULL};
/* All that a merchant opens. */
static const char *const merchants_rows[] = {"/admin/sign-out", "/admin/password",
                                             "/admin/verify", NULL};
/* What only managers change, wherever below. */
static const char *const managers_rooms[] = {"/admin/catalogue", "/admin/partners", "/admin/staff",
                                             NULL};

static struct route table[ROWS_MAX];
static int ran;
static enum who who;
static struct portal portal = {.staff = true};
static const uint8_t key[32] = "a key of thirty-two bytes length";

static int note_that_it_ran(struct request *r)
{
	ran++;
	buf_str(&r->out, "ran");
	return 200;
}

static bool load_viewer(struct request *r)
{
	struct desk *desk;

	if (who == STRANGER)
		return true;
	r->viewer = desk = talloc_zero(r->mem, struct desk);
	desk->name = talloc_strdup(r->mem, "Li");
	desk->email = talloc_strdup(r->mem, "li@example.com");
	desk->lang = talloc_strdup(r->mem, "en");
	desk->role = talloc_strdup(r->mem, who == CLERK      ? "clerk"
	                                   : who == AUDITOR  ? "auditor"
	                                   : who == MERCHANT ? "merchant"
	                                                     : "manager");
	desk->passed = who != HALF;
	desk->enrolled = true;
	desk->must_change = who == FRESH;
	strcpy(desk->csrf, "right");
	return true;
}

static struct web_app app = {.program = "test",        .routes = table,
                             .app = &portal,           .csrf_key = key,
                             .csrf_key_len = sizeof key, .load_viewer = load_viewer,
                             .csrf = desk_csrf,        .check_staff = desk_check};

/* The row's path with something in place of its parameters. */
static char *example(void *mem, const char *path)
{
	struct buf out;

	buf_init(&out, mem);
	for (const char *p = path; *p != '\0'; p++) {
		buf_add(&out, *p == ':' ? "7" : p, 1);
		if (*p == ':')
			p += strcspn(p, "/") - 1;
	}
	return out.data;
}

/* The form FIELDS ("a=b&c=d") as ROW takes forms: as it is, or in parts. */
static void set_form(struct request *r, const struct route *row, const char *fields)
{
	char *copy = talloc_strdup(r->mem, fields), *body = talloc_strdup(r->mem, ""), *rest = NULL;

	if (!(row->guards & GUARD_UPLOAD)) {
		request_set_body(r, FORM, fields, strlen(fields));
		return;
	}
	for (char *one = strtok_r(copy, "&", &rest); one; one = strtok_r(NULL, "&", &rest)) {
		char *value = strchr(one, '=');

		*value++ = '\0';
		body = talloc_asprintf_append(
			body, "--edge\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", one,
			value);
	}
	body = talloc_strdup_append(body, "--edge--\r\n");
	request_set_body(r, PARTS, body, strlen(body));
}

/* Sends METHOD to the row as WHO; the answer's status, LOCATION where it leads. */
static int send_to(const struct route *row, const char *method, const char *body,
                   char location[200])
{
	void *mem = talloc_new(NULL);
	struct request *r = request_new(mem, method, example(mem, row->path));
	int status;

	if (body)
		set_form(r, row, body);
	ran = 0;
	web_handle(&app, r);
	status = r->status;
	location[0] = '\0';
	if (r->location)
		strncat(location, r->location, 199);
	talloc_free(mem);
	return status;
}

/* Where ROW sends WHO instead of letting them in; NULL: it does not. */
static const char *sent_to(const struct route *row)
{
	if (!(row->guards & ANY_STAFF))
		return NULL;
	if (who == STRANGER)
		return "/admin/sign-in";
	if (who == HALF)
		return "/admin/sign-in/code";
	if (who == FRESH && !text_among(row->path, own_rows))
		return "/admin/password";
	if (who == MERCHANT && strcmp(row->path, "/admin/") == 0)
		return "/admin/verify";
	return NULL;
}

/* Whether WHO, signed in, is refused ROW by METHOD: said here a second time and
 * in other words than page/desk.c does. */
static bool is_refused(const struct route *row, bool post)
{
	if (who == MERCHANT)
		return (row->guards & ANY_STAFF) != 0 && !text_among(row->path, merchants_rows);
	if (who == CLERK)
		return (row->guards & GUARD_MANAGER) != 0;
	if (who == AUDITOR && post)
		return (row->guards & ANY_STAFF) != 0 && !text_among(row->path, own_rows) &&
		       !text_among(row->path, looking_rows);
	return false;
}

static void judge(const struct route *row, bool post)
{
	char location[200];
	const char *elsewhere = sent_to(row), *method = post ? "POST" : "GET";
	bool knows_csrf = who != STRANGER;
	int status = send_to(row, method, post ? "csrf=right" : NULL, location);

	if (elsewhere) {
		if (status != 303 || ran || strncmp(location, elsewhere, strlen(elsewhere)) != 0)
			fail_msg("%s %s: %s got %d %s", method, row->path, names[who], status, location);
	} else if (is_refused(row, post) || (post && !knows_csrf)) {
		if (status != 403 || ran)
			fail_msg("%s %s: %s was not refused (%d)", method, row->path, names[who], status);
	} else if (status != 200 || !ran) {
		fail_msg("%s %s: %s was refused (%d)", method, row->path, names[who], status);
	}
}

static void each_role_gets_what_is_its_own(void **state)
{
	int judged = 0;

	(void)state;
	for (int i = 0; i < WHO__MAX; i++)
		for (int row = 0; row < app.n; row++) {
			who = (enum who)i;
			if (table[row].methods & METHOD_GET)
				judge(&table[row], false), judged++;
			if (table[row].methods & METHOD_POST)
				judge(&table[row], true), judged++;
		}
	assert_true(judged > 7 * 10);
}

static void each_row_has_its_guards(void **state)
{
	(void)state;
	for (int i = 0; i < app.n; i++) {
		const struct route *row = &table[i];
		bool post = (row->methods & METHOD_POST) != 0;

		/* What watches the program is let through by the web server alone. */
		if (row->guards == GUARD_WATCH && row->methods == METHOD_GET)
			continue;
		if (strncmp(row->path, "/admin/", 7) != 0)
			fail_msg("%s does not lie below /admin/", row->path);
		if (row->guards & (GUARD_MEMBER | GUARD_HOLDER | GUARD_KEY | GUARD_PUBLIC))
			fail_msg("%s has a guard of another program", row->path);
		if (!(row->guards & ANY_STAFF) && !text_among(row->path, open_rows))
			fail_msg("%s has no role's guard", row->path);
		if ((row->guards & GUARD_MERCHANT) && !text_among(row->path, merchants_rows))
			fail_msg("%s is open to merchants", row->path);
		if (!post)
			continue;
		if (!(row->guards & GUARD_CSRF) || row->form == NULL)
			fail_msg("%s takes a form without csrf or a table of its fields", row->path);
		if (!(row->guards & (GUARD_CLERK | GUARD_MANAGER)) && !text_among(row->path, own_rows) &&
		    !text_among(row->path, open_rows) && !text_among(row->path, looking_rows))
			fail_msg("POST %s is open to auditors", row->path);
		for (int room = 0; managers_rooms[room] != NULL; room++)
			if (strncmp(row->path, managers_rooms[room], strlen(managers_rooms[room])) == 0 &&
			    !(row->guards & GUARD_MANAGER))
				fail_msg("POST %s is for managers", row->path);
	}
}

static void forged_forms_are_refused(void **state)
{
	char location[200];

	(void)state;
	who = MANAGER;
	for (int i = 0; i < app.n; i++) {
		const struct route *row = &table[i];

		if (!(row->methods & METHOD_POST))
			continue;
		if (send_to(row, "POST", "csrf=wrong", location) != 403 || ran)
			fail_msg("POST %s with a wrong csrf", row->path);
		if (!(row->guards & GUARD_UPLOAD) && (send_to(row, "POST", "", location) != 403 || ran))
			fail_msg("POST %s without csrf", row->path);
		if (send_to(row, "POST", "csrf=right&nobody_knows_this=1", location) != 400 || ran)
			fail_msg("POST %s takes unknown fields", row->path);
	}
}

static void no_row_hides_another(void **state)
{
	void *mem = talloc_new(NULL);
	const char *param[WEB_PARAMS];

	(void)state;
	for (int i = 0; i < app.n; i++)
		for (unsigned method = METHOD_GET; method <= METHOD_POST; method <<= 1)
			if ((table[i].methods & method) &&
			    route_match(mem, table, app.n, example(mem, table[i].path), method, param) !=
			        &table[i])
				fail_msg("%s is hidden by a row before it", table[i].path);
	talloc_free(mem);
}

/* The web server's log names each room of the desk. */
static void the_log_names_each_room(void **state)
{
	void *mem = talloc_new(NULL);

	(void)state;
	assert_false(nginx_names("/admin/nowhere")); /* the control */
	for (int i = 0; i < app.n; i++)
		if (!nginx_names(example(mem, table[i].path)))
			fail_msg("deploy/nginx/shared.conf has no room for %s", table[i].path);
	talloc_free(mem);
}

static int set_up(void **state)
{
	int n;
	const struct route *rows = routes_admin(&n);

	(void)state;
	if (n < 1 || n > ROWS_MAX)
		return -1;
	for (app.n = 0; app.n < n; app.n++) {
		table[app.n] = rows[app.n];
		table[app.n].page = note_that_it_ran;
	}
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_has_its_guards),
		cmocka_unit_test(each_role_gets_what_is_its_own),
		cmocka_unit_test(forged_forms_are_refused),
		cmocka_unit_test(no_row_hides_another),
		cmocka_unit_test(the_log_names_each_room),
	};

	log_open("test", LOG_ERROR + 1);
	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, set_up, NULL);
}
