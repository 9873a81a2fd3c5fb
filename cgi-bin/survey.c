/* survey: the pages behind links in mails. Nobody signs in here; its database
 * account reaches one invitation, its answers and the reward. The door: opens
 * the rooms and serves. */
#include <string.h>

#include "page/open.h"
#include "page/routes_survey.h"
#include "web/serve.h"

static void
begin(struct request *r)
{
	const struct portal *portal = portal_of(r);

	/* Behind a proxy that ends TLS, or on localhost, the settings say so. */
	r->secure = r->secure || strcmp(config_get(portal->config, "Base.Secure", "0"), "1") == 0;
}

/* Nobody; but the plans are kept up to date here. */
static bool
load_viewer(struct request *r)
{
	return portal_plans(portal_of(r));
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
		.program = "survey", .begin = begin, .load_viewer = load_viewer, .render = render,
		.problem = problem,
	};
	struct portal *portal;
	int code;

	app.routes = routes_survey(&app.n);
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
