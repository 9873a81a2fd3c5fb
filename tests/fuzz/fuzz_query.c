/* Request targets: path and query. A path that is taken has no hidden slash
 * and no control character; what a query keeps is what the table names. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "web/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct field known[] = { { "a", 4, false }, { "b", 20, true }, { 0 } };
	static struct pair pairs[WEB_FIELDS_MAX];
	void *mem = talloc_new(NULL);
	char *target = talloc_strndup(mem, (const char *)data, size);
	const char *path, *query;
	int n = 0;

	if (parse_target(mem, target, &path, &query)) {
		if (path[0] != '/' || strpbrk(path, "\r\n\t") != NULL)
			abort();
		(void)path_is_ours(path);
	}
	if (parse_query(mem, query, strlen(query), known, pairs, &n) == PARSE_OK)
		for (int i = 0; i < n; i++)
			if (strcmp(pairs[i].name, "a") != 0 && strcmp(pairs[i].name, "b") != 0)
				abort();
	(void)parse_query(mem, (const char *)data, size, known, pairs, &n);
	talloc_free(mem);
	return 0;
}
