/* The audience: what announcements are aimed by and counted on. The night adds what its day
 * changed and an index finds: new accounts, tiers, trips. The weekly whole looks at every
 * account and writes what differs, likings, addresses, consents and RFM segments too. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "job/rollup.h"
#include "rule/region.h"
#include "store/audience.h"

#define BATCH 500

/* What one transaction writes. */
struct piece {
	const struct audience_row *rows;
	const char *const *places;
	const uint64_t *ended;
	const struct audience_trip *trips;
	const struct audience_segment *segments;
	int n;
};

static enum db put_rows(struct database *db, void *arg)
{
	const struct piece *p = arg;
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < p->n; i++)
		if (p->rows[i].stale || !p->rows[i].is_known
		    || strcmp(p->places[i], p->rows[i].place) != 0)
			got = audience_put(db, &p->rows[i], p->places[i]);
	return got;
}

static enum db drop_ended(struct database *db, void *arg)
{
	const struct piece *p = arg;
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < p->n; i++)
		got = audience_drop(db, p->ended[i]);
	return got;
}

static enum db put_trips(struct database *db, void *arg)
{
	const struct piece *p = arg;
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < p->n; i++)
		got = audience_trip_put(db, &p->trips[i]);
	return got;
}

static enum db put_segments(struct database *db, void *arg)
{
	const struct piece *p = arg;
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < p->n; i++)
		got = audience_segment_put(db, &p->segments[i]);
	return got;
}

/* "广东省 广州市" of an address in parts; "" of one without. */
static const char *place_of(void *mem, const char *address)
{
	struct region at;

	return region_split(mem, address, &at)
	               ? talloc_asprintf(mem, "%s %s", at.province, at.city)
	               : "";
}

static enum db write_piece(struct database *db, db_work work, struct piece *piece)
{
	return piece->n > 0 ? db_transact(db, work, piece) : DB_OK;
}

/* Writes what differs of ROWS. */
static enum db write_rows(struct database *db, void *mem, const struct audience_row *rows, int n)
{
	const char **places = talloc_array(mem, const char *, (unsigned)n);
	struct piece piece = { .rows = rows, .places = places, .n = n };

	for (int i = 0; i < n; i++)
		places[i] = place_of(mem, rows[i].address);
	return write_piece(db, put_rows, &piece);
}

/* The next BATCH accounts behind *AFTER, which becomes the last of them, with their
 * trips. DB_NONE: there are no more. */
static enum db refresh_batch(struct database *db, void *mem, uint64_t *after)
{
	uint64_t before = *after;
	struct audience_row *rows;
	struct audience_trip *found;
	struct piece piece = { 0 };
	int n;
	enum db got = audience_rows(db, mem, *after, BATCH, &rows, &n);

	if (got != DB_OK || n == 0)
		return got == DB_OK ? DB_NONE : got;
	*after = rows[n - 1].member_id;
	got = write_rows(db, mem, rows, n);
	if (got == DB_OK)
		got = audience_trips(db, mem, before, *after, &found, &piece.n);
	if (got != DB_OK)
		return got;
	piece.trips = found;
	return write_piece(db, put_trips, &piece);
}

/* The next accounts behind *AFTER that DAY changed; likewise. */
static enum db changed_batch(struct database *db, void *mem, int32_t day, uint64_t *after)
{
	uint64_t *members;
	int n;
	enum db got = audience_changed(db, mem, day, *after, BATCH, &members, &n);

	if (got == DB_OK && n == 0)
		return DB_NONE;
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct audience_row *row;
		int found;

		*after = members[i];
		got = audience_rows(db, mem, members[i] - 1, 1, &row, &found);
		if (got == DB_OK && found == 1 && row->member_id == members[i])
			got = write_rows(db, mem, row, 1);
	}
	return got;
}

static enum db drop_batch(struct database *db, void *mem, uint64_t *after)
{
	struct piece piece = { 0 };
	uint64_t *ended;
	enum db got = audience_ended(db, mem, *after, BATCH, &ended, &piece.n);

	if (got != DB_OK || piece.n == 0)
		return got == DB_OK ? DB_NONE : got;
	*after = ended[piece.n - 1];
	piece.ended = ended;
	return write_piece(db, drop_ended, &piece);
}

bool rollup_audience_full(struct rollup *rollup)
{
	struct database *db = rollup->job->db;
	uint64_t after = 0, ended = 0;
	enum db got = DB_OK, dropped = DB_OK;

	while (got == DB_OK) {
		void *mem = talloc_new(rollup->job->mem);

		got = refresh_batch(db, mem, &after);
		talloc_free(mem);
	}
	while (got == DB_NONE && dropped == DB_OK) {
		void *mem = talloc_new(rollup->job->mem);

		dropped = drop_batch(db, mem, &ended);
		talloc_free(mem);
	}
	return got == DB_NONE && dropped == DB_NONE;
}

bool rollup_audience_day(struct rollup *rollup, int32_t day)
{
	struct database *db = rollup->job->db;
	void *mem = talloc_new(rollup->job->mem);
	struct audience_trip *trips;
	struct piece piece = { 0 };
	uint64_t after = 0;
	enum db got = DB_OK;

	while (got == DB_OK) {
		void *some = talloc_new(mem);

		got = changed_batch(db, some, day, &after);
		talloc_free(some);
	}
	if (got == DB_NONE)
		got = audience_trips_of_day(db, mem, day, &trips, &piece.n);
	if (got == DB_OK) {
		piece.trips = trips;
		got = write_piece(db, put_trips, &piece);
	}
	talloc_free(mem);
	return got == DB_OK;
}

static int by_member(const void *a, const void *b)
{
	uint64_t x = ((const struct rfm_member *)a)->member_id;
	uint64_t y = ((const struct rfm_member *)b)->member_id;

	return x < y ? -1 : x > y;
}

static const char *segment_of(const struct rfm_member *m)
{
	return rfm_segment_word(rfm_segment_of(m->recency, m->frequency, m->money));
}

bool rollup_audience_segments(struct rollup *rollup, struct rfm_member *members, int n)
{
	struct database *db = rollup->job->db;
	uint64_t after = 0;
	enum db got = DB_OK;
	int at = 0, rows = 1;

	if (n > 0)
		qsort(members, (size_t)n, sizeof *members, by_member);
	while (got == DB_OK && rows > 0) {
		void *mem = talloc_new(rollup->job->mem);
		struct audience_segment *known;
		struct piece piece = { 0 };

		got = audience_segments(db, mem, after, BATCH, &known, &rows);
		for (int i = 0; got == DB_OK && i < rows; i++) {
			const char *is = "";

			after = known[i].member_id;
			while (at < n && members[at].member_id < after)
				at++;
			if (at < n && members[at].member_id == after)
				is = segment_of(&members[at]);
			if (strcmp(is, known[i].segment) != 0)
				known[piece.n++] = (struct audience_segment){ after, is };
		}
		piece.segments = known;
		if (got == DB_OK)
			got = write_piece(db, put_segments, &piece);
		talloc_free(mem);
	}
	return got == DB_OK;
}
