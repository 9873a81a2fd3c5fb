#include "page/routes_member.h"

#include <stddef.h>

#include "base/log.h"

#define ROUTES_MAX 160

/* One line a family: page/NAME.h says `extern const struct route NAME_routes[]`,
 * ended by {0}. Order matters only where two patterns fit one path. */
static const struct route *const families[] = {
	NULL,
};

const struct route *
routes_member(int *n)
{
	static struct route table[ROUTES_MAX];
	static int filled;

	for (int i = 0; filled == 0 && families[i] != NULL; i++)
		for (const struct route *row = families[i]; row->path != NULL; row++) {
			if (filled == ROUTES_MAX) {
				log_event(LOG_ERROR, "routes_full", "max=%d", ROUTES_MAX);
				break;
			}
			table[filled++] = *row;
		}
	*n = filled;
	return table;
}
