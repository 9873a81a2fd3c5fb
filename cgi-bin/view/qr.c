#include "view/qr.h"

#include <png.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"

#define QUIET 4 /* modules of white around, as the standard asks */
#define SIDE_MAX (177 + 2 * QUIET)

static QRcode *encode(const char *text)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

	if (!code)
		log_event(LOG_WARN, "qr_refused", "bytes=%zu", strlen(text));
	return code;
}

static bool is_black(const QRcode *code, int x, int y)
{
	if (x < 0 || y < 0 || x >= code->width || y >= code->width)
		return false;
	return code->data[y * code->width + x] & 1;
}

/* Runs of black modules as rectangles: "M4 4h7v1h-7z". */
static void draw_row(struct buf *path, const QRcode *code, int y)
{
	for (int x = 0; x < code->width; x++) {
		int run = 0;

		while (is_black(code, x + run, y))
			run++;
		if (run) {
			buf_printf(path, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, run, run);
			x += run;
		}
	}
}

void view_qr(struct view_node *node, const char *name, const char *text)
{
	QRcode *code = encode(text);
	void *mem = talloc_new(NULL);
	struct view_node *qr;
	struct buf path;

	if (code) {
		qr = view_node(node, name);
		buf_init(&path, mem);
		for (int y = 0; y < code->width; y++)
			draw_row(&path, code, y);
		view_str(qr, "Path", path.data);
		view_str(qr, "Box", talloc_asprintf(mem, "0 0 %d %d", code->width + 2 * QUIET,
		                                    code->width + 2 * QUIET));
		QRcode_free(code);
	}
	talloc_free(mem);
}

static void write_bytes(png_structp png, png_bytep bytes, png_size_t len)
{
	buf_add(png_get_io_ptr(png), bytes, len);
}

static void flush_nothing(png_structp png)
{
	(void)png;
}

static void write_rows(png_structp png, const QRcode *code, int scale)
{
	uint8_t row[(SIDE_MAX * 16 + 7) / 8];
	int side = (code->width + 2 * QUIET) * scale;

	for (int y = 0; y < side; y++) {
		memset(row, 0xff, sizeof row);
		for (int x = 0; x < side; x++)
			if (is_black(code, x / scale - QUIET, y / scale - QUIET))
				row[x / 8] &= (uint8_t)~(0x80 >> (x % 8));
		png_write_row(png, row);
	}
}

static bool write_png(const QRcode *code, int scale, struct buf *out)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	png_uint_32 side = (png_uint_32)((code->width + 2 * QUIET) * scale);

	if (!info || setjmp(png_jmpbuf(png))) {
		png_destroy_write_struct(&png, &info);
		log_event(LOG_ERROR, "png_failed", "side=%u", side);
		return false;
	}
	png_set_write_fn(png, out, write_bytes, flush_nothing);
	png_set_IHDR(png, info, side, side, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
	             PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	write_rows(png, code, scale);
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	return true;
}

bool qr_png(const char *text, int scale, struct buf *out)
{
	QRcode *code;
	bool good;

	if (scale < 1 || scale > 16)
		return false;
	code = encode(text);
	if (!code)
		return false;
	good = write_png(code, scale, out);
	QRcode_free(code);
	return good;
}
