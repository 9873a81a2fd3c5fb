#include "page/orders.h"

#include <string.h>

#include "base/mem.h"

static const struct field orders_fields[] = {{.name = "before", .max = 20},
                                             {.name = "at", .max = 100},
                                             {0}};

/* The place a page of trips begins behind: before=INSTANT&at=partner:order_no.
 * False: it is none. */
static bool read_place(struct request *r, struct statement_place *place)
{
	const char *before = request_query(r, "before"), *at = request_query(r, "at");
	const char *colon = at ? strchr(at, ':') : NULL;

	*place = (struct statement_place){0};
	if (!before && !at)
		return true;
	if (!before || !at || !int_parse(before, &place->paid_at) || place->paid_at < 0 ||
	    place->paid_at > INT64_C(253402300799) || !colon)
		return false;
	place->partner = talloc_strndup(r->mem, at, (size_t)(colon - at));
	place->order_no = colon + 1;
	return place->order_no[0] != '\0';
}

/* The viewer's figures as they are today, also before the nightly job. */
static bool view_of(struct request *r, struct viewer *v, struct trips_view *view)
{
	struct portal *portal = portal_of(r);

	*v = *viewer_of(r);
	*view = (struct trips_view){v, portal->plans, page_now(r), day_of(page_now(r))};
	return view->today <= v->good_through ||
	       statement_figures(portal->db, v->member_id, view->today, &v->available, &v->pending) ==
	           DB_OK;
}

static int page_orders(struct request *r)
{
	struct view_node *root = page_root(r);
	struct statement_place place;
	struct statement_trip *trips;
	struct trips_view view;
	struct viewer v;
	int n;

	if (!read_place(r, &place))
		return 400;
	if (!view_of(r, &v, &view) ||
	    statement_trips(portal_of(r)->db, r->mem, v.member_id, &place, &trips, &n) != DB_OK)
		return 503;
	view_str(root, "Page.Title", view_words(root, "Lang.Orders.Title"));
	view_flag(root, "Behind", place.order_no != NULL);
	for (int i = 0; i < n && i < STATEMENT_TRIPS; i++)
		trip_fill(view_row(root, "Trips", i), r->mem, &view, &trips[i], NULL, 0);
	if (n > STATEMENT_TRIPS) {
		const struct ledger_order *last = &trips[STATEMENT_TRIPS - 1].order;

		view_str(root, "Older", talloc_asprintf(r->mem, "/orders?before=%lld&at=%s:%s",
		                                        (long long)last->paid_at, last->partner,
		                                        last->order_no));
	}
	return 200;
}

/* Points that paid and would come back with a whole refund. */
static int64_t points_to_come(const struct payment *payments, int n)
{
	int64_t points = 0;

	for (int i = 0; i < n; i++)
		points += payments[i].points - payments[i].returned_points;
	return points;
}

static int page_order(struct request *r)
{
	struct view_node *root = page_root(r);
	struct statement_trip *trips;
	struct trips_view view;
	struct viewer v;
	int64_t available;
	int n;

	if (!view_of(r, &v, &view) ||
	    statement_trip(portal_of(r)->db, r->mem, v.member_id, r->param[0], &trips, &n) != DB_OK)
		return 503;
	if (n == 0)
		return 404;
	view_sentence(root, "Page.Title", "Lang.Orders.OneTitle", trips[0].order.order_no, NULL);
	available = v.available;
	for (int i = 0; i < n; i++) {
		const struct ledger_order *order = &trips[i].order;
		struct view_node *row = view_row(root, "Trips", i);
		struct order_event *events;
		struct payment *payments;
		int n_events, n_payments;

		if (order_event_read(portal_of(r)->db, r->mem, order->partner, order->order_no, &events,
		                     &n_events) != DB_OK ||
		    payment_read(portal_of(r)->db, r->mem, order->partner, order->order_no, &payments,
		                 &n_payments) != DB_OK)
			return 503;
		/* they come back first: less is owed then */
		v.available = available + points_to_come(payments, n_payments);
		trip_fill(row, r->mem, &view, &trips[i], events, n_events);
		trip_fill_payments(row, r->mem, &trips[i], payments, n_payments);
	}
	return 200;
}

const struct route orders_routes[] = {
	{.path = "/orders", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_orders,
	 .template = "orders", .query = orders_fields},
	{.path = "/orders/:no", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_order,
	 .template = "order"},
	{0},
};
