#include "page/desk.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "page/routes_admin.h"
#include "web/parse.h"
#include "web/route.h"

#define NEXT_MAX 512
#define SEEN_S 60 /* seen_at is written at most this often */

/* The groups of the desk's navigation, in their order. */
enum group { TODAY, SERVICE, REWARDS, COMEBACK, LETTERS, FIGURES, CONTROL, N_GROUPS };
static const char *const group_words[N_GROUPS] = {
	[TODAY] = "Lang.Desk.Group.Today",       [SERVICE] = "Lang.Desk.Group.Service",
	[REWARDS] = "Lang.Desk.Group.Rewards",   [COMEBACK] = "Lang.Desk.Group.Comeback",
	[LETTERS] = "Lang.Desk.Group.Letters",   [FIGURES] = "Lang.Desk.Group.Figures",
	[CONTROL] = "Lang.Desk.Group.Control",
};

/* The sections of the desk: the group they lie in, in the order of their links.
 * A section shows when its page is there and the role may open it; a group of
 * one section is a plain link to it. */
static const struct {
	const char *path, *words;
	enum group group;
} sections[] = {
	{"/admin/", "Lang.Desk.Nav.Home", TODAY},
	{"/admin/members", "Lang.Desk.Nav.Members", SERVICE},
	{"/admin/mine", "Lang.Desk.Nav.Mine", SERVICE},
	{"/admin/cases", "Lang.Desk.Nav.Cases", SERVICE},
	{"/admin/custom", "Lang.Desk.Nav.Custom", SERVICE},
	{"/admin/claims", "Lang.Desk.Nav.Claims", SERVICE},
	{"/admin/review", "Lang.Desk.Nav.Review", SERVICE},
	{"/admin/orders", "Lang.Desk.Nav.Orders", SERVICE},
	{"/admin/redemptions", "Lang.Desk.Nav.Redemptions", REWARDS},
	{"/admin/fulfilment", "Lang.AdminFulfil.Title", REWARDS},
	{"/admin/suppliers", "Lang.AdminSuppliers.Title", REWARDS},
	{"/admin/coupons", "Lang.Desk.Nav.Coupons", REWARDS},
	{"/admin/counter", "Lang.Desk.Nav.Counter", REWARDS},
	{"/admin/verify", "Lang.Desk.Nav.Verify", REWARDS},
	{"/admin/catalogue", "Lang.Desk.Nav.Catalogue", REWARDS},
	{"/admin/early", "Lang.AdminEarly.Title", REWARDS},
	{"/admin/draws", "Lang.Desk.Nav.Draws", COMEBACK},
	{"/admin/campaigns", "Lang.Desk.Nav.Campaigns", COMEBACK},
	{"/admin/events", "Lang.Desk.Nav.Events", COMEBACK},
	{"/admin/gallery", "Lang.AdminGallery.Title", COMEBACK},
	{"/admin/tasks", "Lang.Desk.Nav.Tasks", COMEBACK},
	{"/admin/surveys", "Lang.Desk.Nav.Surveys", LETTERS},
	{"/admin/announcements", "Lang.Desk.Nav.Announcements", LETTERS},
	{"/admin/newsletters", "Lang.Desk.Nav.Newsletters", LETTERS},
	{"/admin/faq", "Lang.Desk.Nav.Faq", LETTERS},
	{"/admin/messages", "Lang.Desk.Nav.Messages", LETTERS},
	{"/admin/reports", "Lang.Desk.Nav.Reports", FIGURES},
	{"/admin/plan", "Lang.Desk.Nav.Plan", CONTROL},
	{"/admin/stops", "Lang.Desk.Nav.Stops", CONTROL},
	{"/admin/partners", "Lang.Desk.Nav.Partners", CONTROL},
	{"/admin/staff", "Lang.Desk.Nav.Staff", CONTROL},
	{"/admin/audit", "Lang.Desk.Nav.Audit", CONTROL},
	{"/admin/help", "Lang.Desk.Nav.Help", CONTROL},
};

#define N_SECTIONS ((int)(sizeof sections / sizeof sections[0]))

const struct field desk_done[] = {{"done", 32, false}, {0}};

struct desk *desk_half(const struct request *r)
{
	return r->viewer;
}

struct desk *desk_of(const struct request *r)
{
	struct desk *desk = r->viewer;

	return desk && desk->passed ? desk : NULL;
}

struct staff_session desk_session(const struct desk *desk)
{
	struct staff_session session = {.staff_id = desk->staff_id,
	                                .email = desk->email,
	                                .name = desk->name,
	                                .role = desk->role,
	                                .lang = desk->lang,
	                                .passed = desk->passed,
	                                .must_change = desk->must_change,
	                                .enrolled = desk->enrolled};

	memcpy(session.token_hash, desk->token_hash, sizeof session.token_hash);
	return session;
}

struct service_env desk_env(struct request *r)
{
	const struct portal *portal = portal_of(r);

	return (struct service_env){.db = portal->db,
	                            .config = portal->config,
	                            .mem = r->mem,
	                            .now = page_now(r),
	                            .client = r->client};
}

bool desk_looked(struct request *r, const char *action, uint64_t member_id, const char *subject)
{
	const struct desk *desk = desk_of(r);

	return desk && staff_log(portal_of(r)->db, desk->staff_id, action, member_id, subject, "") ==
	                   DB_OK;
}

/* Whether ROLE passes a route's GUARDS by METHOD (see web/request.h). */
static bool role_may(const char *role, unsigned guards, enum method method)
{
	if (strcmp(role, "manager") == 0)
		return true;
	if (strcmp(role, "clerk") == 0)
		return (guards & GUARD_MANAGER) == 0;
	if (strcmp(role, "auditor") == 0)
		return method == METHOD_GET || (guards & (GUARD_CLERK | GUARD_MANAGER)) == 0;
	return strcmp(role, "merchant") == 0 && (guards & GUARD_MERCHANT) != 0;
}

bool desk_may(const struct request *r, bool clerk)
{
	const struct desk *desk = desk_of(r);

	return desk && role_may(desk->role, clerk ? GUARD_CLERK : GUARD_MANAGER, METHOD_POST);
}

struct view_node *desk_page(struct request *r, const char *key)
{
	struct view_node *root = page_root(r);
	const char *done = request_query(r, "done"), *words;
	char path[80];

	view_str(root, "Page.Title", view_words(root, key));
	if (done && strlen(done) <= 32) {
		snprintf(path, sizeof path, "Lang.Desk.Done.%s", done);
		words = view_words(root, path);
		if (strcmp(words, path) != 0)
			view_str(root, "Notice.Text", words);
	}
	return root;
}

int desk_unavailable(struct request *r)
{
	respond_header(r, "Retry-After", "10");
	return page_problem(r, 503);
}

/* The guards of the page at PATH, or 0 when there is none. */
static unsigned guards_at(void *mem, const char *path)
{
	int n;
	const struct route *routes = routes_admin(&n);
	const char *param[WEB_PARAMS];
	const struct route *found = route_match(mem, routes, n, path, METHOD_GET, param);

	return found ? found->guards : 0;
}

bool desk_has(const struct request *r, const char *path)
{
	const struct desk *desk = desk_of(r);
	char bare[128];
	unsigned guards;

	snprintf(bare, sizeof bare, "%.*s", (int)strcspn(path, "?"), path);
	guards = guards_at(r->mem, bare);
	return desk && guards != 0 && role_may(desk->role, guards, METHOD_GET);
}

/* Whether PATH lies in the section at BASE. */
static bool lies_in(const char *path, const char *base)
{
	size_t len = strlen(base);

	if (strcmp(base, "/admin/") == 0)
		return strcmp(path, base) == 0;
	return strncmp(path, base, len) == 0 && (path[len] == '\0' || path[len] == '/' ||
	                                         path[len] == '.');
}

bool desk_lets(const struct request *r, const struct route *row, enum method method)
{
	const struct desk *desk = desk_of(r);

	return desk && (row->methods & method) != 0 && role_may(desk->role, row->guards, method);
}

int desk_section(const char *path)
{
	for (int i = 0; i < N_SECTIONS; i++)
		if (lies_in(path, sections[i].path))
			return i;
	return -1;
}

bool desk_section_words(int i, const char **group, const char **name)
{
	if (i < 0 || i >= N_SECTIONS)
		return false;
	*group = group_words[sections[i].group];
	*name = sections[i].words;
	return true;
}

/* Whether the desk may open section I. */
static bool shows(struct request *r, const struct desk *desk, int i)
{
	unsigned guards = guards_at(r->mem, sections[i].path);

	return guards != 0 && role_may(desk->role, guards, METHOD_GET);
}

/* Row N of the navigation: the sections of GROUP. False: none shows. */
static bool fill_group(struct request *r, struct view_node *root, enum group group, int n)
{
	struct view_node *row = NULL;
	int links = 0;

	for (int i = 0; i < N_SECTIONS; i++) {
		bool current = lies_in(r->path, sections[i].path);
		struct view_node *link;

		if (sections[i].group != group || !shows(r, desk_of(r), i))
			continue;
		if (!row)
			row = view_row(root, "Nav", n);
		link = view_row(row, "Link", links++);
		view_str(link, "Url", sections[i].path);
		view_str(link, "Text", view_words(root, sections[i].words));
		view_flag(link, "Current", current);
		if (current)
			view_flag(row, "Current", true);
	}
	if (!row)
		return false;
	view_str(row, "Text", view_words(root, group_words[group]));
	view_flag(row, "Menu", links > 1);
	return true;
}

static void fill_nav(struct request *r, struct view_node *root)
{
	int n = 0;

	for (enum group group = 0; group < N_GROUPS; group++)
		if (fill_group(r, root, group, n))
			n++;
}

void desk_fill(struct request *r, struct view_node *root)
{
	const struct desk *desk = r->viewer;
	char key[40];

	view_str(root, "Csrf", desk->csrf);
	if (!desk->passed)
		return;
	view_flag(root, "SignedIn", true);
	view_str(root, "Desk.Name", desk->name);
	snprintf(key, sizeof key, "Lang.Desk.Role.%s", desk->role);
	view_str(root, "Desk.Role", view_words(root, key));
	view_flag(root, "Desk.Clerk", desk_may(r, true));
	view_flag(root, "Desk.Manager", desk_may(r, false));
	fill_nav(r, root);
}

static struct desk *make(struct request *r, const struct staff_session *s)
{
	struct desk *desk = talloc_zero(r->mem, struct desk);

	assert(desk != NULL);
	desk->staff_id = s->staff_id;
	desk->email = s->email;
	desk->name = s->name;
	desk->role = s->role;
	desk->lang = s->lang;
	memcpy(desk->token_hash, s->token_hash, sizeof desk->token_hash);
	snprintf(desk->csrf, sizeof desk->csrf, "%s", s->csrf);
	desk->passed = s->passed;
	desk->enrolled = s->enrolled;
	desk->must_change = s->must_change;
	return desk;
}

bool desk_load(struct request *r)
{
	struct database *db = portal_of(r)->db;
	const char *token = request_cookie(r, DESK_COOKIE);
	uint8_t hash[STAFF_HASH];
	struct staff_session found;
	int64_t now = page_now(r), age;
	enum db got;

	r->viewer = NULL;
	if (!token || strlen(token) != STAFF_TOKEN_TEXT - 1)
		return true;
	secret_sha256(hash, token, strlen(token));
	got = staff_session_get(db, r->mem, hash, now - STAFF_IDLE, now - STAFF_LIFE, &found);
	if (got != DB_OK)
		return got == DB_NONE;
	r->viewer = make(r, &found);
	age = now - found.seen_at;
	if (age < 0 || age >= SEEN_S)
		if (staff_session_seen(db, hash, now) != DB_OK)
			log_event(LOG_WARN, "session_not_noted", "down=%d", db_is_down(db));
	return true;
}

/* 303 to PATH, which leads back to the page that was asked for. */
static int send_to_sign_in(struct request *r, const char *path)
{
	struct buf to;

	buf_init(&to, r->mem);
	buf_str(&to, path);
	if (r->method == METHOD_GET && strlen(r->target) <= NEXT_MAX && path_is_ours(r->target)) {
		buf_str(&to, "?next=");
		parse_encode(&to, r->target);
	}
	return respond_see_other(r, to.data);
}

/* A password that somebody else has set is changed before anything else. */
static bool must_change_first(const struct request *r, const struct desk *desk)
{
	return desk->must_change && strcmp(r->path, "/admin/password") != 0 &&
	       strcmp(r->path, "/admin/sign-out") != 0;
}

/* A merchant's first page is their only one; what the morning page was to say
 * (?done=) is said there. */
static int send_to_counter(struct request *r)
{
	const char *query = strchr(r->target, '?');

	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/verify%s", query ? query : ""));
}

int desk_check(struct request *r)
{
	const struct desk *desk = r->viewer;

	if (!desk)
		return send_to_sign_in(r, "/admin/sign-in");
	if (!desk->passed)
		return send_to_sign_in(r, desk->enrolled ? "/admin/sign-in/code" : "/admin/sign-in/enrol");
	if (must_change_first(r, desk))
		return respond_see_other(r, "/admin/password");
	if (strcmp(desk->role, "merchant") == 0 && strcmp(r->path, "/admin/") == 0)
		return send_to_counter(r);
	if (!role_may(desk->role, r->route->guards, r->method))
		return 403;
	return 0;
}

const char *desk_csrf(const struct request *r)
{
	const struct desk *desk = r->viewer;

	return desk->csrf;
}
