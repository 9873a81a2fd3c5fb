#include "page/masked.h"

#include "base/mem.h"

char *masked_name(void *mem, const char *name)
{
	size_t len = 1;

	while (name[0] && ((unsigned char)name[len] & 0xC0) == 0x80)
		len++;
	return talloc_asprintf(mem, "%.*s**", name[0] ? (int)len : 0, name);
}
