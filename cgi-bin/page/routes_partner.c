#include "page/routes_partner.h"

#include <stddef.h>

#include "base/log.h"
#include "page/api_coupon.h"
#include "page/api_health.h"
#include "page/api_member.h"
#include "page/api_order.h"
#include "page/api_quote.h"
#include "page/api_refund.h"
#include "page/api_wechat.h"
#include "page/watch.h"

#define ROUTES_MAX 32

static const struct route *const families[] = {
	api_order_routes, api_order_read_routes, api_refund_routes, api_member_routes,
	api_quote_routes, api_coupon_routes, api_wechat_routes, api_health_routes,
	watch_routes, NULL,
};

static int
collect(struct route table[ROUTES_MAX])
{
	int n = 0;

	for (int i = 0; families[i] != NULL; i++)
		for (const struct route *row = families[i]; row->path != NULL; row++) {
			if (n == ROUTES_MAX) {
				log_event(LOG_ERROR, "routes_full", "max=%d", ROUTES_MAX);
				return n;
			}
			table[n++] = *row;
		}
	return n;
}

const struct route *
routes_partner(int *n)
{
	static struct route table[ROUTES_MAX];
	static int filled;

	if (filled == 0)
		filled = collect(table);
	*n = filled;
	return table;
}
