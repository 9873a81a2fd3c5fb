#include "web/csv_out.h"

#include <string.h>

#include "base/mem.h"

#define BOM "\xef\xbb\xbf"

/* Whether the next cell is the first of its row: behind the BOM or a line. */
static void
separate(struct request *r)
{
	const struct buf *out = &r->out;
	bool first = out->len <= strlen(BOM) || out->data[out->len - 1] == '\n';

	if (!first)
		buf_str(&r->out, ",");
}

void
csv_begin(struct request *r, const char *filename)
{
	r->content_type = "text/csv; charset=utf-8";
	respond_header(r, "Content-Disposition",
	               talloc_asprintf(r->mem, "attachment; filename=\"%s\"", filename));
	buf_str(&r->out, BOM);
}

/* Spreadsheets run cells that begin so, some also with full-width signs. */
static bool
looks_like_formula(const char *text)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (text_starts(text, wide[i]))
			return true;
	return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

void
csv_text(struct request *r, const char *text)
{
	separate(r);
	if (text == NULL)
		text = "";
	/* Quoted always: an empty first cell still separates the next one. */
	buf_str(&r->out, "\"");
	if (looks_like_formula(text + strspn(text, " ")))
		buf_str(&r->out, "'");
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"')
			buf_str(&r->out, "\"");
		buf_add(&r->out, p, 1);
	}
	buf_str(&r->out, "\"");
}

void
csv_int(struct request *r, int64_t value)
{
	separate(r);
	buf_printf(&r->out, "%lld", (long long)value);
}

void
csv_hundredths(struct request *r, int64_t value)
{
	uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	separate(r);
	buf_printf(&r->out, "%s%llu.%02d", value < 0 ? "-" : "", (unsigned long long)(size / 100),
	           (int)(size % 100));
}

void
csv_row(struct request *r)
{
	buf_str(&r->out, "\r\n");
}
