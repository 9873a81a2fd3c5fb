#include "page/routes_admin.h"

#include <stddef.h>

#include "base/log.h"
#include "page/admin_announcements.h"
#include "page/admin_audit.h"
#include "page/admin_cases.h"
#include "page/admin_custom.h"
#include "page/admin_early.h"
#include "page/admin_campaigns.h"
#include "page/admin_catalogue.h"
#include "page/admin_claims.h"
#include "page/admin_counter.h"
#include "page/admin_coupons.h"
#include "page/admin_draws.h"
#include "page/admin_events.h"
#include "page/admin_faq.h"
#include "page/admin_fulfil.h"
#include "page/admin_gallery.h"
#include "page/admin_help.h"
#include "page/admin_home.h"
#include "page/admin_members.h"
#include "page/admin_messages.h"
#include "page/admin_mine.h"
#include "page/admin_newsletters.h"
#include "page/admin_order_new.h"
#include "page/admin_orders.h"
#include "page/admin_partners.h"
#include "page/admin_plan.h"
#include "page/admin_redemptions.h"
#include "page/admin_review.h"
#include "page/admin_sign_in.h"
#include "page/admin_staff.h"
#include "page/admin_stops.h"
#include "page/admin_suppliers.h"
#include "page/admin_surveys.h"
#include "page/admin_today.h"
#include "page/admin_tasks.h"
#include "page/admin_verify.h"
#include "page/report_points.h"
#include "page/reports.h"
#include "page/watch.h"

#define ROUTES_MAX 320

/* One line a family: page/NAME.h says `extern const struct route NAME_routes[]`,
 * ended by {0}. Order matters only where two patterns fit one path. */
static const struct route *const families[] = {
	admin_sign_in_routes,
	admin_home_routes,
	admin_today_routes,
	admin_staff_routes,
	admin_audit_routes,
	admin_catalogue_routes,
	admin_redemptions_routes,
	admin_fulfil_routes,
	admin_suppliers_routes,
	admin_partners_routes,
	admin_plan_routes,
	admin_order_new_routes, /* before /admin/orders/:no */
	admin_orders_routes,
	admin_coupons_routes,
	admin_verify_routes,
	admin_counter_routes,
	admin_draws_routes,
	admin_claims_routes,
	admin_review_routes,
	admin_tasks_routes,
	admin_campaigns_routes,
	admin_events_routes,
	admin_gallery_routes,
	admin_announcements_routes,
	admin_newsletters_routes,
	admin_faq_routes,
	admin_help_routes,
	admin_surveys_routes,
	admin_cases_routes,
	admin_custom_routes,
	admin_early_routes,
	admin_members_routes,
	admin_messages_routes,
	admin_mine_routes,
	admin_stops_routes,
	report_points_routes,
	reports_routes,
	watch_routes,
	NULL,
};

static int collect(struct route table[ROUTES_MAX])
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

const struct route *routes_admin(int *n)
{
	static struct route table[ROUTES_MAX];
	static int filled;

	if (filled == 0)
		filled = collect(table);
	*n = filled;
	return table;
}
