/* What the points that members hold will cost: by month of issue and of expiry. */
#include "page/report_frame.h"
#include "store/liability.h"

static enum db fill(struct request *r, struct report *out)
{
	struct report_table *table = report_table(out, "issue");
	struct liability_lot *lots;
	int64_t points = 0;
	int n;
	enum db got = liability_lots(portal_of(r)->db, out->mem, &lots, &n);

	if (got != DB_OK)
		return got;
	report_column(out, table, "month", UNIT_MONTH);
	report_column(out, table, "lots", UNIT_COUNT);
	report_column(out, table, "points", UNIT_POINTS);
	table->drawing = DRAW_BARS;
	table->up = 2;
	for (int i = 0; i < n; i++) {
		struct report_value *row = report_row(out, table);

		row[0] = report_number(lots[i].issued);
		row[1] = report_number(lots[i].lots);
		row[2] = report_number(lots[i].points);
		points += lots[i].points;
	}
	report_figure(out, "open", UNIT_POINTS, report_number(points), report_none());
	return DB_OK;
}

const struct report_kind report_liability = {
	.code = "liability",
	.name = "Liability",
	.dated = false,
	.fill = fill,
};
