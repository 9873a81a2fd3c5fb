#include "view/picture.h"

#include <assert.h>
#include <png.h>
#include <string.h>

#include "base/mem.h"

#define PIXEL PICTURE_PIXEL
#define KEPT_MAX 1048576 /* bytes of what is kept */

static const uint8_t signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

/* The mean of the pixels of SRC (W across) in the box X0..X1, Y0..Y1 (ends
 * outside) into TO. */
static void mean(const uint8_t *src, size_t w, size_t x0, size_t x1, size_t y0, size_t y1,
                 uint8_t to[PIXEL])
{
	uint64_t sum[PIXEL] = { 0 }, n = (x1 - x0) * (y1 - y0);

	assert(n > 0); /* a shrunken pixel covers at least one of the source */
	for (size_t y = y0; y < y1; y++)
		for (size_t x = x0; x < x1; x++)
			for (size_t c = 0; c < PIXEL; c++)
				sum[c] += src[(y * w + x) * PIXEL + c];
	for (size_t c = 0; c < PIXEL; c++)
		to[c] = (uint8_t)((sum[c] + n / 2) / n);
}

/* SRC of W x H as TW x TH, each at most W and H, on MEM. */
static uint8_t *shrink(void *mem, const uint8_t *src, size_t w, size_t h, size_t tw, size_t th)
{
	uint8_t *out = talloc_array(mem, uint8_t, tw * th * PIXEL);

	for (size_t y = 0; out && y < th; y++)
		for (size_t x = 0; x < tw; x++)
			mean(src, w, x * w / tw, (x + 1) * w / tw, y * h / th, (y + 1) * h / th,
			     out + (y * tw + x) * PIXEL);
	return out;
}

static enum picture write_anew(const uint8_t *pixels, size_t w, size_t h, struct buf *out)
{
	png_image image = { .version = PNG_IMAGE_VERSION, .width = (png_uint_32)w,
		.height = (png_uint_32)h, .format = PNG_FORMAT_RGB };
	png_alloc_size_t bytes = 0;
	enum picture result = PICTURE_LARGE;
	void *mem = talloc_new(NULL);
	uint8_t *data;

	if (png_image_write_get_memory_size(image, bytes, 0, pixels, 0, NULL) && bytes <= KEPT_MAX &&
	    (data = talloc_array(mem, uint8_t, bytes)) != NULL &&
	    png_image_write_to_memory(&image, data, &bytes, 0, pixels, 0, NULL)) {
		buf_add(out, data, bytes);
		result = PICTURE_OK;
	}
	png_image_free(&image);
	talloc_free(mem);
	return result;
}

enum picture picture_keep(void *mem, const uint8_t *pixels, size_t w, size_t h, size_t most,
                          struct buf *out, int64_t *width, int64_t *height)
{
	size_t tw = w, th = h;

	if (w > most) {
		tw = most;
		th = h * tw / w > 0 ? h * tw / w : 1;
		pixels = shrink(mem, pixels, w, h, tw, th);
	}
	*width = (int64_t)tw;
	*height = (int64_t)th;
	return pixels ? write_anew(pixels, tw, th, out) : PICTURE_LARGE;
}

/* Reads IMAGE, whose header was read, and writes it anew. */
static enum picture convert(void *mem, png_image *image, struct buf *out, int64_t *width,
                            int64_t *height)
{
	static const png_color white = { 255, 255, 255 };
	size_t w = image->width, h = image->height;
	uint8_t *pixels = talloc_array(mem, uint8_t, w * h * PIXEL);

	if (!pixels || !png_image_finish_read(image, &white, pixels, 0, NULL))
		return PICTURE_BROKEN;
	return picture_keep(mem, pixels, w, h, PICTURE_WIDTH, out, width, height);
}

enum picture picture_take(const void *data, size_t len, struct buf *out, int64_t *width,
                          int64_t *height)
{
	png_image image = { .version = PNG_IMAGE_VERSION };
	enum picture result;
	void *mem;

	if (len < sizeof signature || memcmp(data, signature, sizeof signature) != 0)
		return PICTURE_KIND;
	if (!png_image_begin_read_from_memory(&image, data, len))
		return PICTURE_BROKEN;
	mem = talloc_new(NULL);
	image.format = PNG_FORMAT_RGB;
	if (image.width > PICTURE_SIDE_MAX || image.height > PICTURE_SIDE_MAX)
		result = PICTURE_LARGE;
	else if (image.width < PICTURE_SIDE_MIN || image.height < PICTURE_SIDE_MIN)
		result = PICTURE_SMALL;
	else
		result = convert(mem, &image, out, width, height);
	png_image_free(&image);
	talloc_free(mem);
	return result;
}
