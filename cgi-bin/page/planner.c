#include "page/planner.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/account.h"
#include "page/stops.h"
#include "store/statement.h"

#define EVENTS 24   /* days in the calendar file */
#define LINE 74     /* bytes of a line of it, before it is folded */
#define UID_BYTES 12

/* The viewer as of TODAY, also before the nightly job. */
static bool viewer_today(struct request *r, struct viewer *v, int32_t today)
{
	*v = *viewer_of(r);
	return today <= v->good_through ||
	       statement_figures(portal_of(r)->db, v->member_id, today, &v->available, &v->pending) ==
	           DB_OK;
}

static int page_planner(struct request *r)
{
	struct portal *portal = portal_of(r);
	int64_t now = page_now(r);
	int32_t today = day_of(now);
	const struct plan *plan = plan_on(portal->plans, today);
	struct item_page items, gifts;
	struct item_filter filter = {.afford = true, .sort = ITEM_BY_POPULAR, .now = now,
	                             .limit = ITEM_PAGE_MAX};
	struct spent_day *days;
	struct stop *stops;
	struct viewer v;
	int n, n_stops;

	if (!viewer_today(r, &v, today) || !stops_look(r, &stops, &n_stops) ||
	    spent_days(portal->db, r->mem, v.member_id, today, &days, &n) != DB_OK)
		return account_unavailable(r);
	filter.afford_points = v.available;
	filter.tier = v.tier;
	if (item_list(portal->db, r->mem, plan, &filter, &items) != DB_OK)
		return account_unavailable(r);
	/* Where there is more than one page, gifts may be on a later one. */
	if (items.next[0]) {
		filter.category = ITEM_DONATION;
		if (item_list(portal->db, r->mem, plan, &filter, &gifts) != DB_OK)
			return account_unavailable(r);
		items.items = talloc_realloc(r->mem, items.items, struct item,
		                             (unsigned)(items.n + gifts.n));
		memcpy(items.items + items.n, gifts.items, (size_t)gifts.n * sizeof *gifts.items);
		items.n += gifts.n;
	}
	planner_fill(page_root(r), r->mem, &(struct planner_view){&v, plan, days, n, items.items,
	                                                          items.n, stops, n_stops,
	                                                          now, today});
	return 200;
}

/* One line of a calendar file: commas, semicolons and backslashes escaped in
 * TEXT, folded between characters. */
static void ics_line(struct buf *out, void *mem, const char *name, const char *text)
{
	struct buf line;
	size_t at = 0;

	buf_init(&line, mem);
	buf_printf(&line, "%s:", name);
	for (const char *p = text; *p; p++) {
		if (strchr("\\;,", *p))
			buf_str(&line, "\\");
		buf_add(&line, p, 1);
	}
	while (line.len - at > LINE) {
		size_t len = LINE;

		while (((unsigned char)line.data[at + len] & 0xC0) == 0x80)
			len--;
		buf_add(out, line.data + at, len);
		buf_str(out, "\r\n ");
		at += len;
	}
	buf_add(out, line.data + at, line.len - at);
	buf_str(out, "\r\n");
}

static void ics_date(char out[INSTANT_TEXT], int32_t day)
{
	struct civil date = civil_of(day);

	snprintf(out, INSTANT_TEXT, "%04d%02d%02d", date.year, date.month, date.day);
}

/* The same day of the same member has the same UID: an import again renews it. */
static char *ics_uid(void *mem, const char *member_no, int32_t day)
{
	uint8_t hash[SHA256_BYTES];
	char *text = talloc_asprintf(mem, "%s/%d", member_no, day);
	char hex[2 * UID_BYTES + 1];

	secret_sha256(hash, text, strlen(text));
	secret_hex(hex, hash, UID_BYTES);
	return talloc_asprintf(mem, "%s@jifen", hex);
}

static void ics_alarm(struct buf *out, void *mem, const char *trigger, const char *summary)
{
	ics_line(out, mem, "BEGIN", "VALARM");
	ics_line(out, mem, "ACTION", "DISPLAY");
	ics_line(out, mem, "TRIGGER", trigger);
	ics_line(out, mem, "DESCRIPTION", summary);
	ics_line(out, mem, "END", "VALARM");
}

static void ics_event(struct request *r, const struct spent_day *day, const char *stamp)
{
	struct view_node *root = page_root(r);
	const char *url = talloc_asprintf(r->mem, "%s/planner",
	                                  config_get(portal_of(r)->config, "Base.Url", ""));
	char *summary = text_sentence(r->mem, root, "Lang.Planner.IcsSummary",
	                              text_points(r->mem, day->points), NULL);
	char date[INSTANT_TEXT];

	ics_line(&r->out, r->mem, "BEGIN", "VEVENT");
	ics_line(&r->out, r->mem, "UID", ics_uid(r->mem, viewer_of(r)->member_no, day->expires_on));
	ics_line(&r->out, r->mem, "DTSTAMP", stamp);
	ics_date(date, day->expires_on);
	ics_line(&r->out, r->mem, "DTSTART;VALUE=DATE", date);
	ics_date(date, day->expires_on + 1);
	ics_line(&r->out, r->mem, "DTEND;VALUE=DATE", date);
	ics_line(&r->out, r->mem, "SUMMARY", summary);
	ics_line(&r->out, r->mem, "DESCRIPTION",
	         text_sentence(r->mem, root, "Lang.Planner.IcsText", url, NULL));
	if (url[0] != '/')
		buf_printf(&r->out, "URL:%s\r\n", url);
	ics_line(&r->out, r->mem, "TRANSP", "TRANSPARENT");
	ics_alarm(&r->out, r->mem, "-P14D", summary);
	ics_alarm(&r->out, r->mem, "-P3D", summary);
	ics_line(&r->out, r->mem, "END", "VEVENT");
}

/* A reminder two weeks and three days before points end, for any calendar. */
static int page_planner_ics(struct request *r)
{
	struct view_node *root = page_root(r);
	int32_t today = day_of(page_now(r));
	char stamp[INSTANT_TEXT], *to = stamp;
	struct spent_day *days;
	int n, written = 0;

	if (spent_days(portal_of(r)->db, r->mem, viewer_of(r)->member_id, today, &days, &n) != DB_OK)
		return account_unavailable(r);
	instant_utc(stamp, page_now(r));
	for (const char *p = stamp; *p; p++)
		if (*p != '-' && *p != ':')
			*to++ = *p;
	*to = '\0';
	ics_line(&r->out, r->mem, "BEGIN", "VCALENDAR");
	ics_line(&r->out, r->mem, "VERSION", "2.0");
	ics_line(&r->out, r->mem, "PRODID", "-//jifen//planner//EN");
	ics_line(&r->out, r->mem, "CALSCALE", "GREGORIAN");
	ics_line(&r->out, r->mem, "X-WR-CALNAME", view_words(root, "Lang.Planner.IcsName"));
	for (int i = 0; i < n && written < EVENTS; i++)
		if (days[i].expires_on != DAY_NEVER) {
			ics_event(r, &days[i], stamp);
			written++;
		}
	ics_line(&r->out, r->mem, "END", "VCALENDAR");
	r->content_type = "text/calendar; charset=utf-8";
	respond_header(r, "Content-Disposition", "attachment; filename=\"points.ics\"");
	return 200;
}

const struct route planner_routes[] = {
	{.path = "/planner", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_planner,
	 .template = "planner"},
	{.path = "/planner.ics", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_planner_ics},
	{0},
};
