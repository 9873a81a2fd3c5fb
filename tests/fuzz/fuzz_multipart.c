/* Upload forms: the file lies inside the body, text fields are clean UTF-8
 * within their limits, whatever comes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "web/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct field known[] = { { "a", 4, false }, { "b", 20, true },
		                                  { "file", 500, false }, { 0 } };
	static struct pair pairs[WEB_FIELDS_MAX];
	const char *body = (const char *)data;
	void *mem = talloc_new(NULL);
	struct upload file;
	int n = 0;

	if (multipart_parse(mem, "multipart/form-data; boundary=b", body, size, known, true, pairs, &n,
	                    &file) == PARSE_OK) {
		for (int i = 0; i < n; i++)
			if (!utf8_valid(pairs[i].value, strlen(pairs[i].value))
			    || utf8_length(pairs[i].value) > 500)
				abort();
		if (file.field != NULL && (file.data < body || file.len > 500
		                           || file.data + file.len > body + size || strlen(file.name) > 400))
			abort();
	}
	if (n < 0 || n > WEB_FIELDS_MAX)
		abort();
	talloc_free(mem);
	return 0;
}
