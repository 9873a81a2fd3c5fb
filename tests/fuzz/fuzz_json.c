/* JSON bodies: what is taken is read without harm and written back whole. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "web/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_back(void *mem, const struct json *object)
{
	const char *text = NULL, *why = NULL, *list[4];
	int64_t number = 0;
	bool flag = false;
	int n = 0;
	struct json_out w;
	struct buf buf;

	buf_init(&buf, mem);
	json_begin(&w, &buf);
	if (json_text(object, "t", 80, &text) == JSON_OK)
		json_add_text(&w, "t", text);
	if (json_int(object, "n", &number) == JSON_OK)
		json_add_int(&w, "n", number);
	if (json_bool(object, "b", &flag) == JSON_OK)
		json_add_bool(&w, "b", flag);
	json_open_array(&w, "l");
	if (json_texts(object, "l", 9, list, 4, &n) == JSON_OK)
		for (int i = 0; i < n; i++)
			json_add_text(&w, NULL, list[i]);
	json_close_array(&w);
	json_end(&w);
	if (json_parse(mem, buf.data, buf.len, &why) == NULL)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const known[] = { "t", "n", "b", "l", NULL };
	const char *why = NULL;
	void *mem = talloc_new(NULL);
	struct json *object = json_parse(mem, (const char *)data, size, &why);

	if (object == NULL && why == NULL)
		abort();
	if (object != NULL) {
		(void)json_unknown(object, known);
		write_back(mem, object);
	}
	talloc_free(mem);
	return 0;
}
