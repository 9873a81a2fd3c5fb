#include "page/portal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "page/desk.h"
#include "web/csrf.h"

#define ERROR_PAGE "error"
#define ERROR_PAGE_STAFF "admin/error"
#define UNREAD_MOST 99 /* more notices than that are "99+" */

/* What a request's page has gathered; hangs on the request's memory. */
struct page_state {
	struct view *view;
	struct view_node *root;
	int64_t now;
	int n_errors;
	const char *speaks; /* page_speak() */
};

static const char *const themes[] = {"auto", "light", "dark", NULL};
static const char *const sizes[] = {"normal", "large", NULL};

struct portal *portal_of(const struct request *r)
{
	return r->app;
}

struct viewer *viewer_of(const struct request *r)
{
	const struct portal *portal = portal_of(r);

	return portal && portal->staff ? NULL : r->viewer;
}

static int end_state(struct page_state *state)
{
	if (state->root)
		view_end(state->view, state->root);
	return 0;
}

static struct page_state *state_of(struct request *r)
{
	struct page_state *state = r->page;

	if (!state) {
		state = talloc_zero(r->mem, struct page_state);
		state->now = INSTANT_NONE;
		talloc_set_destructor(state, end_state);
		r->page = state;
	}
	return state;
}

/* q of the language range at TEXT, in thousandths: "en;q=0.8" is 800. */
static int quality(const char *text)
{
	const char *end = strchr(text, ','), *q = strstr(text, "q=");
	int value = 0, unit = 1000;

	if (!q || (end && q > end))
		return 1000;
	for (q += 2; (*q >= '0' && *q <= '9') || *q == '.'; q++)
		if (*q != '.') {
			value += (*q - '0') * unit;
			unit /= 10;
		}
	return value;
}

/* The first visit: whichever of the two languages the browser ranks higher. */
static enum lang accepted(const struct request *r)
{
	const char *at = request_header(r, "Accept-Language");
	int zh = 0, en = 0;

	while (at && *at) {
		at += strspn(at, " ,");
		if (strncmp(at, "zh", 2) == 0 && zh == 0)
			zh = quality(at);
		else if (strncmp(at, "en", 2) == 0 && en == 0)
			en = quality(at);
		at = strchr(at, ',');
	}
	return en > zh ? LANG_EN : LANG_ZH;
}

static enum lang language(const struct request *r)
{
	const struct viewer *viewer = viewer_of(r);
	const struct desk *desk = portal_of(r)->staff ? r->viewer : NULL;
	const char *code = request_cookie(r, "lang");

	/* What was chosen in this browser, also before signing in; another browser
	 * begins with the stored choice. */
	if (!code || (strcmp(code, "en") != 0 && strcmp(code, "zh-CN") != 0))
		code = viewer ? viewer->lang : desk ? desk->lang : NULL;
	if (!code)
		code = r->page ? ((const struct page_state *)r->page)->speaks : NULL;
	if (!code)
		return accepted(r);
	return strcmp(code, "en") == 0 ? LANG_EN : LANG_ZH;
}

static const char *choice(const struct request *r, const char *cookie, const char *const *among)
{
	const char *value = request_cookie(r, cookie);

	return value && text_among(value, among) ? value : among[0];
}

/* Names of the built static files; read again when a new build has changed
 * them, so that pages never name a file that is gone. */
static void fill_static(struct view *view, const struct config *config)
{
	static struct timespec read_at;
	struct config *names;
	struct stat now;
	char path[1024];

	snprintf(path, sizeof path, "%s/manifest.hdf", config_get(config, "Static", "build/static"));
	if (stat(path, &now) != 0 || (now.st_mtim.tv_sec == read_at.tv_sec &&
	                              now.st_mtim.tv_nsec == read_at.tv_nsec))
		return;
	if ((names = config_read(path)) == NULL)
		return;
	view_constant(view, "Static.Css", config_get(names, "Static.Css", "/static/app.css"));
	view_constant(view, "Static.Js", config_get(names, "Static.Js", "/static/app.js"));
	view_constant(view, "Static.Icons", config_get(names, "Static.Icons", "/static/icons.svg"));
	view_constant(view, "Static.Art", config_get(names, "Static.Art", "/static/art.svg"));
	view_constant(view, "Static.Mark", config_get(names, "Static.Mark", "/static/mark.svg"));
	view_constant(view, "Static.Card", config_get(names, "Static.Card", "/static/card.png"));
	config_free(names);
	read_at = now.st_mtim;
}

/* TEXT's characters among KEEP, on MEM: what a tel: link or an address needs. */
static char *only(void *mem, const char *text, const char *keep)
{
	char *out = talloc_zero_array(mem, char, strlen(text) + 1);
	size_t n = 0;

	for (; *text; text++)
		if (strchr(keep, *text))
			out[n++] = *text;
	return out;
}

/* Who runs the portal and how to reach them: settings, so told once. */
static void fill_company(struct view *view, const struct config *config)
{
	static const struct view *filled;
	const char *phone = config_get(config, "Contact.Phone", "400-820-0000");
	const char *police = config_get(config, "Filing.Police", "");
	void *mem;

	if (filled == view)
		return;
	mem = talloc_new(NULL);
	view_constant(view, "Contact.Phone", phone);
	view_constant(view, "Contact.PhoneLink", only(mem, phone, "+0123456789"));
	view_constant(view, "Contact.Email", config_get(config, "Contact.Email", "help@demo.test"));
	if (config_get(config, "Company.Name", NULL))
		view_constant(view, "Company.Name", config_get(config, "Company.Name", ""));
	view_constant(view, "Filing.Icp", config_get(config, "Filing.Icp", ""));
	view_constant(view, "Filing.Police", police);
	view_constant(view, "Filing.PoliceLink",
	              talloc_asprintf(mem, "https://beian.mps.gov.cn/#/query/webSearch?code=%s",
	                              only(mem, police, "0123456789")));
	talloc_free(mem);
	filled = view;
}

void portal_constants(const struct portal *portal)
{
	fill_static(portal->view, portal->config);
	fill_company(portal->view, portal->config);
}

/* The bell's figure: nothing where there is nothing new. */
static void fill_unread(struct view_node *root, int64_t unread)
{
	char figure[INT_TEXT];

	if (unread > 0)
		view_str(root, "Unread", unread > UNREAD_MOST ? "99+" : int_text(figure, unread));
}

/* Browsers built into other apps: most keep no downloaded file. */
static bool in_app(const struct request *r)
{
	static const char *const apps[] = {"MicroMessenger", "AlipayClient", "DingTalk", "Weibo",
	                                   " QQ/"};
	const char *agent = request_header(r, "User-Agent");

	for (size_t i = 0; agent && i < sizeof apps / sizeof apps[0]; i++)
		if (strstr(agent, apps[i]))
			return true;
	return false;
}

/* The card by which a chat shows an address: of pages that say the same to everybody,
 * and of a task's link, which is there to be shared. A link that is somebody's key has
 * none. */
static void fill_card(const struct request *r, struct view_node *root)
{
	const char *path = r->route ? r->route->path : NULL;

	if (path && (!strstr(path, ":token") || strcmp(path, "/share/:token") == 0))
		view_str(root, "Share", config_get(portal_of(r)->config, "Base.Url", ""));
}

struct view_node *page_root(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct page_state *state = state_of(r);
	struct viewer *viewer = viewer_of(r);
	struct view_node *root;

	if (state->root)
		return state->root;
	portal_constants(portal);
	state->view = portal->view;
	state->root = root = view_begin(portal->view, language(r));
	if (!config_get(portal->config, "Company.Name", NULL))
		view_str(root, "Company.Name", view_words(root, "Lang.Common.Company"));
	view_str(root, "Theme", choice(r, "theme", themes));
	view_str(root, "Size", choice(r, "size", sizes));
	view_str(root, "Back", r->method == METHOD_GET && r->target ? r->target : r->path);
	if (in_app(r))
		view_flag(root, "InApp", true);
	if (portal->staff && r->viewer) {
		desk_fill(r, root);
	} else if (viewer) {
		view_flag(root, "SignedIn", true);
		view_str(root, "Viewer.Name", viewer->name);
		view_str(root, "Viewer.MemberNo", viewer->member_no);
		view_str(root, "Csrf", viewer->csrf);
		fill_unread(root, viewer->unread);
	} else {
		/* Every page has the language's form: a stranger's value hangs on a cookie
		 * of the stranger's own, so it is kept by that browser only. */
		view_str(root, "Csrf", csrf_pre(r, portal->csrf_key, sizeof portal->csrf_key));
		if (!portal->staff)
			fill_card(r, root);
	}
	return root;
}

void page_speak(struct request *r, const char *code)
{
	state_of(r)->speaks = code;
}

int64_t page_now(struct request *r)
{
	struct page_state *state = state_of(r);

	if (state->now == INSTANT_NONE)
		state->now = clock_now();
	return state->now;
}

void page_error(struct request *r, const char *field, const char *key)
{
	struct page_state *state = state_of(r);
	struct view_node *root = page_root(r), *row;
	char marked[96];

	row = view_row(root, "Errors", state->n_errors++);
	view_str(row, "Text", view_words(root, key));
	view_str(row, "Field", field);
	if (!field)
		return;
	snprintf(marked, sizeof marked, "Error.%s", field);
	view_str(root, marked, view_words(root, key));
}

bool page_has_errors(const struct request *r)
{
	const struct page_state *state = r->page;

	return state && state->n_errors > 0;
}

void page_keep(struct request *r, const char *name)
{
	char path[96];

	snprintf(path, sizeof path, "Form.%s", name);
	view_str(page_root(r), path, request_form(r, name));
}

/* Problems with words of their own; others read as the nearest. */
static int nearest(int status)
{
	static const int known[] = {400, 403, 404, 405, 413, 429, 500, 503};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (known[i] == status)
			return status;
	return status < 500 ? 400 : 500;
}

int page_problem(struct request *r, int status)
{
	struct portal *portal = portal_of(r);
	struct view_node *root;
	char key[48];

	if (!portal || !portal->view)
		return status;
	root = page_root(r);
	snprintf(key, sizeof key, "Lang.Problem.S%d.Title", nearest(status));
	view_str(root, "Page.Title", view_words(root, key));
	snprintf(key, sizeof key, "Lang.Problem.S%d.Text", nearest(status));
	view_str(root, "Problem.Text", view_words(root, key));
	view_flag(root, "Problem.Lost", status == 404 || status == 405);
	view_flag(root, "Problem.Ours", status >= 500);
	if (status >= 500 && r->id && *r->id)
		view_sentence(root, "Problem.Number", "Lang.Problem.Number", r->id, NULL);
	r->out.len = 0;
	if (!view_render(portal->view, portal->staff ? ERROR_PAGE_STAFF : ERROR_PAGE, root, &r->out))
		r->out.len = 0; /* the door says it in plain words */
	return status;
}
