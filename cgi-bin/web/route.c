#include "web/route.h"

#include <string.h>

#include "base/mem.h"

/* Whether PATH fits PATTERN. Segments behind ':' are noted as start and length. */
static bool
fits(const char *pattern, const char *path, const char *start[WEB_PARAMS],
     size_t len[WEB_PARAMS], int *n)
{
	*n = 0;
	for (;;) {
		if (*pattern == ':') {
			size_t taken = strcspn(path, "/");

			if (taken == 0 || *n >= WEB_PARAMS)
				return false;
			start[*n] = path;
			len[(*n)++] = taken;
			path += taken;
			pattern += strcspn(pattern, "/");
		}
		if (*pattern != *path)
			return false;
		if (*pattern == '\0')
			return true;
		pattern++;
		path++;
	}
}

const struct route *
route_match(void *mem, const struct route *routes, int n, const char *path, unsigned method,
            const char *param[WEB_PARAMS])
{
	const char *start[WEB_PARAMS];
	size_t len[WEB_PARAMS];
	int taken;

	for (int i = 0; i < WEB_PARAMS; i++)
		param[i] = NULL;
	for (int i = 0; i < n; i++) {
		if (method != 0 && (routes[i].methods & method) == 0)
			continue;
		if (!fits(routes[i].path, path, start, len, &taken))
			continue;
		for (int k = 0; k < taken; k++)
			param[k] = talloc_strndup(mem, start[k], len[k]);
		return &routes[i];
	}
	return NULL;
}

unsigned
route_methods(const struct route *routes, int n, const char *path)
{
	const char *start[WEB_PARAMS];
	size_t len[WEB_PARAMS];
	unsigned methods = 0;
	int taken;

	for (int i = 0; i < n; i++)
		if (fits(routes[i].path, path, start, len, &taken))
			methods |= routes[i].methods;
	return methods;
}

const char *
route_allow(unsigned methods)
{
	if (methods == METHOD_POST)
		return "POST";
	return (methods & METHOD_POST) != 0 ? "GET, HEAD, POST" : "GET, HEAD";
}
