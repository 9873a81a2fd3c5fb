/* partner: the API of booking systems and merchants. The door: opens the rooms
 * and serves. */
#include "page/api.h"
#include "page/api_coupon.h"
#include "page/api_health.h"
#include "page/api_key.h"
#include "page/api_member.h"
#include "page/api_order.h"
#include "page/api_quote.h"
#include "page/api_refund.h"
#include "page/open.h"
#include "page/watch.h"
#include "web/serve.h"

#define ROUTES_MAX 32

static int
collect(struct route table[ROUTES_MAX])
{
	const struct route *const families[] = { api_order_routes, api_order_read_routes,
		                                     api_refund_routes, api_member_routes,
		                                     api_quote_routes, api_coupon_routes,
	                                     api_health_routes, watch_routes };
	int n = 0;

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		for (const struct route *row = families[i]; row->path != NULL && n < ROUTES_MAX; row++)
			table[n++] = *row;
	return n;
}

int
main(int argc, char **argv)
{
	static struct route table[ROUTES_MAX];
	struct web_app app = {
		.program = "partner", .routes = table, .json = true, .check_key = api_key_check,
		.problem = api_problem,
	};
	struct portal *portal;
	int code;

	app.n = collect(table);
	portal = portal_open(app.program, argc, argv, false, app.routes, app.n, NULL);
	if (portal == NULL)
		return 3;
	app.app = portal;
	portal_watch(portal, &app);
	code = web_main(argc, argv, &app);
	portal_close(portal);
	return code;
}
