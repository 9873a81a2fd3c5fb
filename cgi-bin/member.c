/* member: the portal's pages for members. The door: opens the rooms and serves. */
#include <string.h>

#include "page/open.h"
#include "page/routes_member.h"
#include "page/view_as.h"
#include "page/viewer.h"
#include "web/serve.h"

static void
begin(struct request *r)
{
	const struct portal *portal = portal_of(r);

	/* Behind a proxy that ends TLS, or on localhost, the settings say so. */
	r->secure = r->secure || strcmp(config_get(portal->config, "Base.Secure", "0"), "1") == 0;
}

static bool
load_viewer(struct request *r)
{
	return portal_plans(portal_of(r)) && viewer_load(r);
}

static const char *
csrf(const struct request *r)
{
	return viewer_of(r)->csrf;
}

static bool
is_holder(const struct request *r)
{
	return viewer_of(r)->holder;
}

static void
render(struct request *r, int status)
{
	(void)status;
	if (!view_render(portal_of(r)->view, r->route->template, page_root(r), &r->out)) {
		r->out.len = 0;
		r->status = 500;
	}
}

static void
problem(struct request *r, int status)
{
	page_problem(r, status);
}

int
main(int argc, char **argv)
{
	static const char *const extra[] = { "error", NULL };
	struct web_app app = {
		.program = "member", .begin = begin, .load_viewer = load_viewer, .csrf = csrf,
		.is_holder = is_holder, .render = render, .problem = problem, .view_as = view_as,
	};
	struct portal *portal;
	int code;

	app.routes = routes_member(&app.n);
	portal = portal_open(app.program, argc, argv, true, app.routes, app.n, extra);
	if (portal == NULL)
		return 3;
	app.app = portal;
	portal_watch(portal, &app);
	app.csrf_key = portal->csrf_key;
	app.csrf_key_len = sizeof(portal->csrf_key);
	code = web_main(argc, argv, &app);
	portal_close(portal);
	return code;
}
