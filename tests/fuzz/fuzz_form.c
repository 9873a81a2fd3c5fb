/* Form bodies: whatever comes, values are clean UTF-8 within their limits. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "web/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct field known[] = { { "a", 4, false }, { "b", 20, true }, { "q_*", 9, false },
		                                  { 0 } };
	static struct pair pairs[WEB_FIELDS_MAX];
	void *mem = talloc_new(NULL);
	int n = 0;

	if (parse_form(mem, (const char *)data, size, known, true, pairs, &n) == PARSE_OK)
		for (int i = 0; i < n; i++)
			if (!utf8_valid(pairs[i].value, strlen(pairs[i].value))
			    || utf8_length(pairs[i].value) > 64)
				abort();
	if (n < 0 || n > WEB_FIELDS_MAX)
		abort();
	talloc_free(mem);
	return 0;
}
