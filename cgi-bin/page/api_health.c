#include "page/api_health.h"

#include "page/api.h"
#include "page/open.h"
#include "store/partner.h"

static int
failing(struct request *r, const char *part)
{
	struct json_out w;

	api_begin(r, &w);
	json_add_text(&w, "status", "failing");
	json_add_text(&w, "failing", part);
	json_end(&w);
	return 503;
}

static int
page_health(struct request *r)
{
	struct portal *portal = portal_of(r);
	int64_t version = 0;
	struct json_out w;

	if (partner_schema_version(portal->db, &version) != DB_OK)
		return failing(r, "database");
	if (version < SCHEMA_VERSION)
		return failing(r, "schema");
	if (!portal_plans(portal))
		return failing(r, "plan");
	api_begin(r, &w);
	json_add_text(&w, "status", "ok");
	json_add_int(&w, "schema", version);
	json_end(&w);
	return 200;
}

const struct route api_health_routes[] = {
	{ API_ROOT "/health", METHOD_GET, 0, page_health, NULL, NULL, NULL, 0 },
	{ 0 }
};
