#include "page/watch.h"

#include <string.h>

#include "page/open.h"
#include "store/partner.h"
#include "store/watch.h"
#include "web/metrics.h"

#define PLAIN "text/plain; charset=utf-8"
#define PROMETHEUS "text/plain; version=0.0.4; charset=utf-8"

/* Whether the path names this program, or none. */
static bool is_ours(const struct request *r)
{
	return !r->param[0] || strcmp(r->param[0], portal_of(r)->program) == 0;
}

static int say(struct request *r, int status, const char *text)
{
	r->content_type = PLAIN;
	buf_str(&r->out, text);
	buf_str(&r->out, "\n");
	return status;
}

/* The worker runs and answers; nothing else is asked. */
static int page_healthz(struct request *r)
{
	return is_ours(r) ? say(r, 200, "ok") : 404;
}

/* What members' requests need is there: database, schema, a plan. */
static int page_readyz(struct request *r)
{
	struct portal *portal = portal_of(r);
	int64_t version = 0;

	if (!is_ours(r))
		return 404;
	if (partner_schema_version(portal->db, &version) != DB_OK)
		return say(r, 503, "failing: database");
	if (version < SCHEMA_VERSION)
		return say(r, 503, "failing: schema (pointsctl schema migrate)");
	if (!portal_plans(portal))
		return say(r, 503, "failing: plan (pointsctl plan load)");
	return say(r, 200, "ok");
}

static void gauge(struct buf *out, const char *name, const char *help, int64_t value)
{
	metrics_family(out, name, "gauge", help);
	buf_printf(out, "%s %lld\n", name, (long long)value);
}

static int64_t age(int64_t now, int64_t since)
{
	return since == INSTANT_NONE || since > now ? 0 : now - since;
}

/* What waits to be done, from the tables: told once, by the staff's program. */
static enum db write_queues(struct request *r)
{
	struct watch_queues q;
	int64_t now = page_now(r);
	enum db got = watch_queues(portal_of(r)->db, now, &q);

	if (got != DB_OK)
		return got;
	gauge(&r->out, "jifen_outbox_waiting", "Messages that are due to be sent.", q.mails);
	gauge(&r->out, "jifen_outbox_oldest_seconds", "Age of the oldest message that is due.",
	      age(now, q.oldest_mail));
	gauge(&r->out, "jifen_outbox_dead", "Messages given up; they stand on /admin/messages.",
	      q.dead_mails);
	gauge(&r->out, "jifen_effects_waiting", "Effects on another member not yet booked.",
	      q.effects);
	gauge(&r->out, "jifen_effects_oldest_seconds", "Age of the oldest of them.",
	      age(now, q.oldest_effect));
	if (q.nightly_on != DAY_NONE)
		gauge(&r->out, "jifen_nightly_done_timestamp_seconds",
		      "Start of the last programme day that the nightly run has finished.",
		      day_start(q.nightly_on));
	return DB_OK;
}

static int page_metrics(struct request *r)
{
	struct portal *portal = portal_of(r);
	int64_t version = 0;
	bool up;

	if (!is_ours(r))
		return 404;
	r->content_type = PROMETHEUS;
	if (portal->metrics)
		metrics_write(portal->metrics, &r->out);
	up = partner_schema_version(portal->db, &version) == DB_OK &&
	     (!portal->staff || write_queues(r) == DB_OK);
	metrics_family(&r->out, "jifen_database_up", "gauge",
	               "1 while the database answers this program, else 0.");
	buf_printf(&r->out, "jifen_database_up{program=\"%s\"} %d\n", portal->program, up);
	return 200;
}

#define ROW(at, run) {.path = at, .methods = METHOD_GET, .guards = GUARD_WATCH, .page = run}
const struct route watch_routes[] = {
	ROW("/healthz", page_healthz), ROW("/healthz/:program", page_healthz),
	ROW("/readyz", page_readyz),   ROW("/readyz/:program", page_readyz),
	ROW("/metrics", page_metrics), ROW("/metrics/:program", page_metrics),
	{0},
};
