#include "page/routes_member.h"

#include <stddef.h>

#include "base/log.h"
#include "page/addresses.h"
#include "page/announcements.h"
#include "page/balance.h"
#include "page/campaigns.h"
#include "page/claim.h"
#include "page/cases.h"
#include "page/custom.h"
#include "page/catalogue.h"
#include "page/consents.h"
#include "page/coupons.h"
#include "page/donations.h"
#include "page/events.h"
#include "page/delete.h"
#include "page/draws.h"
#include "page/forgot.h"
#include "page/gallery.h"
#include "page/former.h"
#include "page/help.h"
#include "page/history.h"
#include "page/history_csv.h"
#include "page/invite.h"
#include "page/landing.h"
#include "page/language.h"
#include "page/messages.h"
#include "page/my_data.h"
#include "page/newsletter.h"
#include "page/notices.h"
#include "page/orders.h"
#include "page/paper.h"
#include "page/password.h"
#include "page/pay.h"
#include "page/people.h"
#include "page/planner.h"
#include "page/preferences.h"
#include "page/profile.h"
#include "page/programme.h"
#include "page/receipt.h"
#include "page/redemptions.h"
#include "page/share.h"
#include "page/sign_in.h"
#include "page/sign_up.h"
#include "page/surveys.h"
#include "page/tasks.h"
#include "page/verify.h"
#include "page/watch.h"
#include "page/wechat.h"
#include "page/wishes.h"

#define ROUTES_MAX 320

/* One line a family: page/NAME.h says `extern const struct route NAME_routes[]`,
 * ended by {0}. Order matters only where two patterns fit one path. */
static const struct route *const families[] = {
	landing_routes,
	language_routes,
	sign_in_routes,
	sign_up_routes,
	forgot_routes,
	former_routes,
	verify_routes,
	balance_routes,
	history_routes,
	claim_routes,
	orders_routes,
	coupons_routes,
	redemptions_routes,
	planner_routes,
	addresses_routes,
	donations_routes,
	events_routes,
	gallery_routes,
	campaigns_routes,
	draws_routes,
	profile_routes,
	pay_routes,
	people_routes,
	programme_routes,
	help_routes,
	consents_routes,
	history_csv_routes,
	paper_routes,
	password_routes,
	receipt_routes,
	catalogue_routes,
	wishes_routes,
	preferences_routes,
	messages_routes,
	wechat_routes,
	notices_routes,
	invite_routes,
	tasks_routes,
	share_routes,
	newsletter_routes,
	announcements_routes,
	surveys_routes,
	cases_routes,
	custom_routes,
	my_data_routes,
	delete_routes,
	watch_routes,
	NULL,
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
routes_member(int *n)
{
	static struct route table[ROUTES_MAX];
	static int filled;

	if (filled == 0)
		filled = collect(table);
	*n = filled;
	return table;
}
