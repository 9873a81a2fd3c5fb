/* admin: the staff's pages. The door: opens the rooms and serves. */
#include <string.h>

#include "page/desk.h"
#include "page/open.h"
#include "page/routes_admin.h"
#include "web/serve.h"

static void begin(struct request *r)
{
	const struct portal *portal = portal_of(r);

	r->secure = r->secure || strcmp(config_get(portal->config, "Base.Secure", "0"), "1") == 0;
}

static bool load_viewer(struct request *r)
{
	return portal_plans(portal_of(r)) && desk_load(r);
}

static void render(struct request *r, int status)
{
	(void)status;
	if (!view_render(portal_of(r)->view, r->route->template, page_root(r), &r->out)) {
		r->out.len = 0;
		r->status = 500;
	}
}

static void problem(struct request *r, int status)
{
	page_problem(r, status);
}

int main(int argc, char **argv)
{
	static const char *const extra[] = {"admin/error", NULL};
	struct web_app app = {
		.program = "admin",  .begin = begin,   .load_viewer = load_viewer, .csrf = desk_csrf,
		.render = render,    .problem = problem, .check_staff = desk_check,
	};
	struct portal *portal;
	int code;

	app.routes = routes_admin(&app.n);
	portal = portal_open(app.program, argc, argv, true, app.routes, app.n, extra);
	if (!portal)
		return 3;
	app.app = portal;
	portal_watch(portal, &app);
	app.csrf_key = portal->csrf_key;
	app.csrf_key_len = sizeof portal->csrf_key;
	code = web_main(argc, argv, &app);
	portal_close(portal);
	return code;
}
