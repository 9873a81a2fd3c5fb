#include "page/routes_survey.h"

#include <stddef.h>

#include "page/survey.h"
#include "page/unsubscribe.h"
#include "page/watch.h"

#define ROUTES_MAX 16

const struct route *routes_survey(int *n)
{
	static const struct route *const families[] = {survey_routes, unsubscribe_routes, watch_routes,
	                                              NULL};
	static struct route table[ROUTES_MAX];
	static int filled;

	if (filled == 0)
		for (int i = 0; families[i]; i++)
			for (const struct route *row = families[i]; row->path && filled < ROUTES_MAX; row++)
				table[filled++] = *row;
	*n = filled;
	return table;
}
