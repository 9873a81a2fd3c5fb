/* Opens the rooms of a FastCGI program: settings, secrets, clock, database,
 * plans, templates. Used by the doors only. */
#ifndef PAGE_OPEN_H
#define PAGE_OPEN_H

#include "page/portal.h"
#include "web/serve.h"

/* Opens what PROGRAM needs; ARGV may name the settings (--config FILE). WITH_VIEW:
 * parses the templates named in ROUTES (N rows) and those of EXTRA (ends with
 * NULL; error pages). NULL with the logged reason: the program must not start.
 * A database that is down is no reason (RULINGS 27). */
struct portal *portal_open(const char *program, int argc, char **argv, bool with_view,
                           const struct route *routes, int n, const char *const *extra);
/* Lets APP count and time what it answers: Metrics.File, Log.SlowMs. */
void portal_watch(struct portal *portal, struct web_app *app);
void portal_close(struct portal *portal);
/* The plans, read again from the database when that was last done more than a
 * few seconds ago; called at the start of each request. False: none could be
 * read yet (database down). */
bool portal_plans(struct portal *portal);

#endif
