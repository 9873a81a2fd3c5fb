/* partner: the API of booking systems and merchants. The door: opens the rooms
 * and serves. */
#include "page/api.h"
#include "page/api_key.h"
#include "page/open.h"
#include "page/routes_partner.h"
#include "web/serve.h"

int
main(int argc, char **argv)
{
	struct web_app app = {
		.program = "partner", .json = true, .check_key = api_key_check, .problem = api_problem,
	};
	struct portal *portal;
	int code;

	app.routes = routes_partner(&app.n);
	portal = portal_open(app.program, argc, argv, false, app.routes, app.n, NULL);
	if (portal == NULL)
		return 3;
	app.app = portal;
	portal_watch(portal, &app);
	code = web_main(argc, argv, &app);
	portal_close(portal);
	return code;
}
