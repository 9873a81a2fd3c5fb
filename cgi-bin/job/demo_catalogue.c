#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "job/catalogue_row.h"
#include "job/coupon_item.h"
#include "job/survey_trip.h"
#include "job/demo_shop.h"
#include "rule/code.h"

#define DAY_S 86400
#define CODE_CHANCE 11 /* characters of a made-up partner's code, check character apart */

/* One item with all that belongs to it, made in one transaction. */
struct piece {
	struct item item;
	int64_t stock, codes, now;
	const char *departures; /* "9:12 16:12": in so many days, so many places */
};

static enum db add_departures(struct database *db, const struct piece *p)
{
	int32_t today = day_of(p->now);
	enum db got = DB_OK;
	char *end;

	for (const char *at = p->departures; got == DB_OK && *at; at = end + strspn(end, " ")) {
		int32_t in = (int32_t)strtol(at, &end, 10);

		if (*end != ':')
			break;
		got = item_departure_put(db, p->item.item, today + in, strtol(end + 1, &end, 10));
	}
	return got;
}

static enum db add_codes(struct database *db, const struct piece *p)
{
	enum db got = DB_OK;

	for (int64_t i = 0; got == DB_OK && i < p->codes; i++) {
		uint8_t chance[CODE_CHANCE];
		char code[CODE_TEXT];

		secret_random(chance, sizeof chance);
		code_make(chance, sizeof chance, code);
		got = item_code_add(db, p->item.item, code, p->now);
	}
	return got == DB_OK && p->codes > 0 ? item_codes_stock(db, p->item.item) : got;
}

static enum db add_piece(struct database *db, void *arg)
{
	const struct piece *p = arg;
	int64_t left;
	enum db got = item_add(db, &p->item, p->stock);

	if (got == DB_OK)
		got = item_stock_lock(db, p->item.item, &left);
	if (got == DB_OK)
		got = add_departures(db, p);
	return got == DB_OK ? add_codes(db, p) : got;
}

/* What of the item is relative to today; false when the row is wrong. */
static bool add_more(const struct csv_table *t, const struct csv_row *row, struct piece *p)
{
	struct item *item = &p->item;
	int32_t today = day_of(p->now);
	int64_t made, opens, ends, from, until;

	if (!demo_number(t, row, "made_days_ago", 180, &made) ||
	    !demo_number(t, row, "opens_in", INSTANT_NONE, &opens) ||
	    !demo_number(t, row, "early_hours", 0, &item->early_hours) ||
	    !demo_number(t, row, "ends_in", INSTANT_NONE, &ends) ||
	    !demo_number(t, row, "cut_points", -1, &item->cut_points) ||
	    !demo_number(t, row, "cut_from_in", 0, &from) ||
	    !demo_number(t, row, "cut_until_in", 0, &until) ||
	    !demo_number(t, row, "codes", 0, &p->codes))
		return false;
	item->early_tier = demo_text(t, row, "early_tier");
	p->departures = demo_text(t, row, "departures");
	item->created_at = p->now - made * DAY_S;
	if (opens != INSTANT_NONE)
		item->open_from = day_start(today + (int32_t)opens);
	if (ends != INSTANT_NONE)
		item->open_until = day_start(today + (int32_t)ends + 1);
	if (item->cut_points >= 0) {
		item->cut_from = today + (int32_t)from;
		item->cut_until = today + (int32_t)until;
	}
	return true;
}

static bool add_item(struct job *job, const struct csv_table *items, int i,
                     const struct csv_table *more, int64_t now)
{
	struct piece p = { .now = now, .departures = "" };
	const char *wrong = catalogue_row(job->mem, items, &items->rows[i],
	                                  plan_on(job->plans, day_of(now)), now, &p.item, &p.stock);
	enum db got;

	if (wrong)
		return job_say(JOB_FAILED, "catalogue.csv: row %d: %s", i + 2, wrong), false;
	p.item.sort_no = (i + 1) * 10;
	p.item.created_at = now - (200 - i * 3) * DAY_S;
	for (int k = 0; k < more->n_rows; k++)
		if (strcmp(demo_text(more, &more->rows[k], "code"), p.item.item) == 0 &&
		    !add_more(more, &more->rows[k], &p))
			return job_say(JOB_FAILED, "catalogue_more.csv: row %d is wrong", k + 2), false;
	got = db_transact(job->db, add_piece, &p);
	if (got != DB_OK && got != DB_DUP)
		return job_say(JOB_FAILED, "the item %s could not be made", p.item.item), false;
	return true;
}

bool demo_catalogue(struct job *job, const char *dir, int64_t now)
{
	static const char *const more_columns[] = { "code", "made_days_ago", "opens_in", "early_hours",
		"early_tier", "ends_in", "cut_points", "cut_from_in", "cut_until_in", "departures", "codes",
		NULL };
	struct csv_table *more = demo_table(job, dir, "catalogue_more.csv", more_columns), *items;
	char error[160];
	char *path = talloc_asprintf(job->mem, "%s/catalogue.csv", dir);

	items = csv_read(job->mem, path, error);
	if (!items || !csv_header(items, catalogue_columns, catalogue_optional, error))
		return job_say(JOB_FAILED, "%s: %s", path, error), false;
	if (!more)
		return false;
	if (coupon_item_add(job->db) != DB_OK || survey_trip_add(job->db) != DB_OK)
		return job_say(JOB_FAILED, "the plan's coupon could not be put into the catalogue"), false;
	for (int i = 0; i < items->n_rows; i++)
		if (!add_item(job, items, i, more, now))
			return false;
	return true;
}
