/* One request from the shell: `member --once GET /balance --as M0000001`. */
#ifndef WEB_ONCE_H
#define WEB_ONCE_H

#include "web/serve.h"

/* Answers METHOD TARGET (GET only) on standard output as CGI text. AS (NULL:
 * nobody) is looked at as if signed in; allowed only to the owner of the
 * settings file CONFIG, and logged. Exit code: 0 below 400, 1 an answer of 400
 * or more, 2 usage, 3 failed. */
int once_run(const struct web_app *app, const char *config, const char *method,
             const char *target, const char *as);

#endif
