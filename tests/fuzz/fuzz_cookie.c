/* Cookie headers: names and values are plain ASCII without separators. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "web/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pair pairs[32];
	void *mem = talloc_new(NULL);
	int n = parse_cookies(mem, (const char *)data, size, pairs, 32);

	if (n < 0 || n > 32)
		abort();
	for (int i = 0; i < n; i++)
		if (pairs[i].name[0] == '\0' || strpbrk(pairs[i].name, "=; \r\n") != NULL
		    || strpbrk(pairs[i].value, "; \r\n\",\\") != NULL)
			abort();
	talloc_free(mem);
	return 0;
}
