/* /orders: my trips, what each earned and what cancelling it would cost now. */
#ifndef PAGE_ORDERS_H
#define PAGE_ORDERS_H

#include "page/portal.h"
#include "store/order.h"
#include "store/payment.h"
#include "store/statement.h"

extern const struct route orders_routes[];

/* Who looks, and when: what every trip is told by. */
struct trips_view {
	const struct viewer *viewer;
	const struct plan_book *book;
	int64_t now;
	int32_t today;
};

/* What cancelling a trip whole would take now, by the pure engine. */
struct trip_cost {
	bool possible;         /* false: it is cancelled already */
	int64_t taken;         /* points taken back in all */
	int64_t other;         /* of them from other trips' points */
	int64_t debt;          /* of them spent already: would be owed */
};
struct trip_cost trip_cost_now(void *mem, const struct trips_view *view,
                               const struct statement_trip *trip);
/* Fills ROW for one trip (orders_trip.c). EVENTS may be NULL. */
void trip_fill(struct view_node *row, void *mem, const struct trips_view *view,
               const struct statement_trip *trip, const struct order_event *events, int n_events);

/* Fills ROW with what of the trip's price was not paid in money (orders_paid.c):
 * Price, With.N.Text, and what comes back with a whole refund. */
void trip_fill_payments(struct view_node *row, void *mem, const struct statement_trip *trip,
                        const struct payment *payments, int n);

#endif
