#include "web/once.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

/* Whoever owns the settings could read everything anyway; nobody else may look
 * through a member's eyes. */
static bool
owns_portal(const char *config)
{
	struct stat st;

	return config != NULL && stat(config, &st) == 0 && st.st_uid == geteuid();
}

static int
answer(const struct web_app *app, struct request *r)
{
	struct buf out;

	web_handle(app, r);
	buf_init(&out, r->mem);
	web_answer(r, &out);
	if (fwrite(out.data, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
		return 3;
	return r->status < 400 ? 0 : 1;
}

int
once_run(const struct web_app *app, const char *config, const char *method, const char *target,
         const char *as)
{
	void *mem = talloc_new(NULL);
	struct request *r = request_new(mem, method, target);
	int code = 2;

	if (strcmp(method, "GET") != 0) {
		fprintf(stderr, "%s: --once answers GET only\n", app->program);
	} else if (!owns_portal(config)) {
		fprintf(stderr, "%s: --once is for the owner of the settings file\n", app->program);
	} else {
		log_event(LOG_INFO, "once", "uid=%d as_member=%d", (int)geteuid(), as != NULL);
		r->id = "once";
		r->app = app->app;
		if (as != NULL && !app->view_as(r, as))
			fprintf(stderr, "%s: no such member\n", app->program);
		else
			code = answer(app, r);
	}
	talloc_free(mem);
	return code;
}
