/* The one place where a request is turned away before its page runs. */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "web/serve.h"

/* Finds r->route and fills r->param: 0, or 404, 405 (Allow is set). */
int guard_find(const struct web_app *app, struct request *r);
/* Judges the guards of the route that was found, in order: 413, 415, 400, 401
 * (partner key), 303 to sign-in, 403. Fills r->query, r->form. 0 = the page may
 * run; else the status to answer (Location is set). QUERY is the raw query
 * string. */
int guard_judge(const struct web_app *app, struct request *r, const char *query);

#endif
