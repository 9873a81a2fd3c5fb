#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "job/demo_draw.h"
#include "job/demo_shop.h"

#define HISTORY_ORDERS 520 /* each is an earning and a release */
#define HISTORY_DAYS 720
#define HISTORY_EVENTS 40 /* the latest of them are told one by one, with their destinations */

void demo_add(struct demo_story *story, struct demo_event event)
{
	if (story->n == story->cap) {
		story->cap = story->cap ? story->cap * 2 : 256;
		story->events = talloc_realloc(story->mem, story->events, struct demo_event,
		                               (unsigned)story->cap);
		if (!story->events)
			abort();
	}
	story->events[story->n++] = event;
}

bool demo_number(const struct csv_table *t, const struct csv_row *row, const char *name,
                 int64_t fallback, int64_t *out)
{
	const char *text = csv_field(row, csv_column(t, name));

	*out = fallback;
	return !*text || int_parse(text, out);
}

const char *demo_text(const struct csv_table *t, const struct csv_row *row, const char *name)
{
	return csv_field(row, csv_column(t, name));
}

int64_t demo_moment(int32_t day, int hour, int i)
{
	return day_start(day) + hour * 3600 + i * 137 % 3600;
}

static bool add_order(struct demo_story *story, const struct job *job, const struct csv_table *t,
                      int i, int64_t now)
{
	const struct csv_row *row = &t->rows[i];
	int64_t n, fen, ago, end, completed, back, back_ago, ends;
	int32_t today = day_of(now), paid_on, end_on;
	struct demo_event e = { .kind = DEMO_PAID, .name = demo_text(t, row, "order_no"),
		.category = demo_text(t, row, "category"), .destination = demo_text(t, row, "destination"),
		.guide = demo_text(t, row, "guide") };

	if (!demo_number(t, row, "n", 0, &n) || !demo_number(t, row, "paid_fen", 0, &fen) ||
	    !demo_number(t, row, "paid_days_ago", 0, &ago) || !demo_number(t, row, "end_in_days", 0, &end) ||
	    !demo_number(t, row, "completed", 0, &completed) || !demo_number(t, row, "refunded_fen", -1, &back) ||
	    !demo_number(t, row, "refunded_days_ago", 0, &back_ago) ||
	    !demo_number(t, row, "points_end_in", -1, &ends) || n < 1 || n > DEMO_MEMBERS)
		return false;
	paid_on = today - (int32_t)ago;
	end_on = today + (int32_t)end;
	if (ends >= 0) {
		/* Taken so long ago that its points end in so many days. */
		const struct plan *plan = plan_on(job->plans, today);
		int months = plan->life_months > 0 ? (int)plan->life_months : 24;

		end_on = day_add_months(today + (int32_t)ends, -months);
		paid_on = end_on - 9;
	}
	e.n = (int)n;
	e.amount = fen;
	e.at = demo_moment(paid_on, 10, i);
	e.travel_end = end_on;
	demo_add(story, e);
	e.kind = DEMO_COMPLETED;
	e.at = demo_moment(end_on, 18, i);
	if (completed)
		demo_add(story, e);
	e.kind = DEMO_REFUNDED;
	e.amount = back;
	e.at = demo_moment(today - (int32_t)back_ago, 15, i);
	if (back >= 0)
		demo_add(story, e);
	return true;
}

/* A company whose people travel all the time: two years of small orders. */
static void add_history(struct demo_story *story, int64_t now)
{
	static const struct {
		const char *category, *destination;
	} legs[] = { { "transport", "北京—上海" }, { "hotel", "上海虹桥" }, { "transport", "深圳—成都" },
		{ "hotel", "成都天府" }, { "ticket", "苏州园林" }, { "transport", "广州—武汉" },
		{ "hotel", "武汉光谷" }, { "domestic", "团建·莫干山" } };
	int32_t today = day_of(now);

	story->history = talloc_zero_array(story->mem, struct order_row, HISTORY_ORDERS);
	for (int i = 0; story->history && i < HISTORY_ORDERS; i++) {
		int leg = i % (int)(sizeof legs / sizeof *legs);
		int32_t day = today - HISTORY_DAYS + i * (HISTORY_DAYS - 4) / HISTORY_ORDERS;
		struct demo_event e = { .kind = DEMO_PAID, .n = DEMO_MEMBERS, .at = demo_moment(day, 9, i),
			.name = talloc_asprintf(story->mem, "D10-%03d", i + 1), .category = legs[leg].category,
			.destination = legs[leg].destination, .guide = "", .travel_end = day + 2,
			.amount = 4000 + i * 7919 % 36000 };

		if (i < HISTORY_ORDERS - HISTORY_EVENTS) {
			story->history[story->n_history++] = (struct order_row){ .order_no = e.name,
				.category = e.category, .paid_fen = e.amount, .paid_at = e.at,
				.travel_end = e.travel_end, .completed_at = demo_moment(day + 2, 20, i),
				.refunded_at = INSTANT_NONE };
			continue;
		}
		demo_add(story, e);
		e.kind = DEMO_COMPLETED;
		e.at = demo_moment(day + 2, 20, i);
		demo_add(story, e);
	}
}

static int by_time(const void *a, const void *b)
{
	const struct demo_event *x = a, *y = b;

	if (x->at != y->at)
		return x->at > y->at ? 1 : -1;
	return (int)x->kind - (int)y->kind;
}

struct csv_table *demo_table(struct job *job, const char *dir, const char *name,
                             const char *const *columns)
{
	char error[160];
	char *path = talloc_asprintf(job->mem, "%s/%s", dir, name);
	struct csv_table *t = csv_read(job->mem, path, error);

	if (t && csv_header(t, columns, NULL, error))
		return t;
	job_say(JOB_FAILED, "%s: %s", path, error);
	return NULL;
}

bool demo_story(struct job *job, const char *dir, int64_t now, struct demo_story *story)
{
	static const char *const order_columns[] = { "n", "order_no", "category", "destination", "guide",
		"paid_fen", "paid_days_ago", "end_in_days", "completed", "refunded_fen", "refunded_days_ago",
		"points_end_in", NULL };
	struct csv_table *orders = demo_table(job, dir, "orders.csv", order_columns);

	*story = (struct demo_story){ .mem = job->mem };
	if (!orders)
		return false;
	for (int i = 0; i < orders->n_rows; i++)
		if (!add_order(story, job, orders, i, now))
			return job_say(JOB_FAILED, "orders.csv: row %d is wrong", i + 2), false;
	if (!demo_redemptions(job, dir, now, story))
		return false;
	add_history(story, now);
	demo_draws(story, now);
	qsort(story->events, (size_t)story->n, sizeof *story->events, by_time);
	return true;
}
