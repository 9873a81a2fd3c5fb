#include "page/open.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "service/chain.h"
#include "store/plan.h"

#define PLANS_AGE_US 5000000 /* how old the known plans may be */
#define PAGES_MAX 128
#define SLOW_MS 500 /* Log.SlowMs */

/* The value of --config on the command line; NULL: as config_open() finds it. */
static const char *
config_path(int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], "--config") == 0)
			return argv[i + 1];
	return NULL;
}

/* The key of forms before sign-in is derived, so that the token key itself
 * stays where links are made. */
static bool
derive_csrf_key(struct portal *portal)
{
	char token[256];
	static const char purpose[] = "csrf-pre";

	if (!secret_file(config_get(portal->config, "Keys.Token", ""), token, sizeof(token)))
		return false;
	secret_hmac(portal->csrf_key, token, strlen(token), purpose, sizeof(purpose) - 1);
	secret_wipe(token, sizeof(token));
	return true;
}

static int
add_page(const char **pages, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(pages[i], name) == 0)
			return n;
	if (n < PAGES_MAX)
		pages[n++] = name;
	return n;
}

static struct view *
open_view(const struct portal *portal, const struct route *routes, int n,
          const char *const *extra)
{
	const char *pages[PAGES_MAX];
	int n_pages = 0;

	for (int i = 0; i < n; i++)
		if (routes[i].template != NULL)
			n_pages = add_page(pages, n_pages, routes[i].template);
	for (; extra != NULL && *extra != NULL; extra++)
		n_pages = add_page(pages, n_pages, *extra);
	return view_open_frame(config_get(portal->config, "Templates", "templates"),
	                       portal->staff ? "admin/" : "", pages, n_pages);
}

struct portal *
portal_open(const char *program, int argc, char **argv, bool with_view,
            const struct route *routes, int n, const char *const *extra)
{
	struct portal *portal = talloc_zero(NULL, struct portal);

	portal->program = program;
	portal->staff = strcmp(program, "admin") == 0;
	log_open(program, LOG_INFO);
	portal->config = config_open(config_path(argc, argv));
	if (portal->config == NULL || !secret_open()
	    || !clock_open(config_get(portal->config, "Var", "var"))
	    || !derive_csrf_key(portal) || !chain_open(portal->config))
		goto refuse;
	portal->db = db_open(portal->config);
	if (portal->db == NULL || !db_check(portal->db))
		goto refuse;
	if (with_view) {
		portal->view = open_view(portal, routes, n, extra);
		if (portal->view == NULL)
			goto refuse;
		portal_constants(portal);
		view_settle(portal->view);
	}
	portal_plans(portal);
	return portal;
refuse:
	log_event(LOG_ERROR, "start_refused", "do=%s", "see_the_line_above");
	portal_close(portal);
	return NULL;
}

static void
spent(const void *app, int64_t *statements, int64_t *us)
{
	struct db_spent spent = db_spent(((const struct portal *)app)->db);

	*statements = spent.statements;
	*us = spent.us;
}

void
portal_watch(struct portal *portal, struct web_app *app)
{
	int64_t slow_ms;

	if (!config_int(portal->config, "Log.SlowMs", SLOW_MS, &slow_ms) || slow_ms < 0)
		slow_ms = SLOW_MS;
	app->slow_us = slow_ms * 1000;
	app->spent = spent;
	app->metrics = metrics_open(config_get(portal->config, "Metrics.File", NULL), app->program,
	                            app->routes, app->n);
	portal->metrics = app->metrics;
}

void
portal_close(struct portal *portal)
{
	if (portal->view != NULL)
		view_close(portal->view);
	db_close(portal->db);
	config_free((struct config *)portal->config);
	talloc_free(portal);
}

bool
portal_plans(struct portal *portal)
{
	static int64_t read_at;
	int64_t now = clock_ticks_us();

	if (portal->plans == NULL || portal->plans->n == 0 || now - read_at > PLANS_AGE_US) {
		if (plan_book_refresh(portal->db, portal, &portal->plans) == DB_OK)
			read_at = now;
	}
	return portal->plans != NULL && portal->plans->n > 0;
}
