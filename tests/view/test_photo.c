/* Photos of members: JPEG as telephones make it, turned upright and written anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jpeglib.h>
#include <png.h>

#include "base/mem.h"
#include "view/photo.h"

static const uint8_t red[] = {254, 0, 0}, white[] = {255, 255, 255};

/* Exif that tells orientation TURNED, big-endian, and where the photo was taken. */
static void tell(struct jpeg_compress_struct *jpeg, int turned)
{
	uint8_t exif[64] = "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1";

	exif[24] = 0;
	exif[25] = (uint8_t)turned;
	memcpy(exif + 34, "GPS 31.2,121.4", 14);
	jpeg_write_marker(jpeg, JPEG_APP0 + 1, exif, sizeof exif);
}

/* A JPEG of W x H whose upper left quarter is red; TURNED 0: without Exif. */
static uint8_t *shot(void *mem, unsigned w, unsigned h, int turned, bool progressive, size_t *len)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	unsigned char *bytes = NULL;
	unsigned long n = 0;
	uint8_t *line = talloc_array(mem, uint8_t, (size_t)w * 3), *out;

	jpeg.err = jpeg_std_error(&errors);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &n);
	jpeg.image_width = w;
	jpeg.image_height = h;
	jpeg.input_components = 3;
	jpeg.in_color_space = JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, 95, TRUE);
	if (progressive)
		jpeg_simple_progression(&jpeg);
	jpeg_start_compress(&jpeg, TRUE);
	if (turned)
		tell(&jpeg, turned);
	for (unsigned y = 0; y < h; y++) {
		JSAMPROW row = line;

		for (unsigned x = 0; x < w; x++)
			memcpy(line + (size_t)x * 3, x < w / 2 && y < h / 2 ? red : white, 3);
		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	out = talloc_memdup(mem, bytes, n);
	free(bytes);
	*len = n;
	return out;
}

/* Whether the pixel at (X, Y) of the PNG in OUT is red; checks its size. */
static bool red_at(void *mem, const struct buf *out, unsigned w, unsigned h, unsigned x, unsigned y)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	uint8_t *pixels = talloc_array(mem, uint8_t, (size_t)w * h * 3), *at;

	assert_true(png_image_begin_read_from_memory(&image, out->data, out->len));
	assert_int_equal(image.width, w);
	assert_int_equal(image.height, h);
	image.format = PNG_FORMAT_RGB;
	assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));
	at = pixels + ((size_t)y * w + x) * 3;
	return at[0] > 200 && at[1] < 60;
}

static enum picture take(void *mem, const void *data, size_t len, struct buf *out, int64_t *w,
                         int64_t *h)
{
	buf_init(out, mem);
	return photo_take(data, len, out, w, h);
}

static void a_photo_becomes_small_and_forgets(void **state)
{
	void *mem = talloc_new(NULL);
	struct buf out;
	int64_t w, h;
	size_t len;

	(void)state;
	for (int progressive = 0; progressive < 2; progressive++) {
		const uint8_t *jpeg = shot(mem, 4000, 3000, 1, progressive, &len);

		assert_non_null(memmem(jpeg, len, "GPS", 3));
		assert_int_equal(take(mem, jpeg, len, &out, &w, &h), PICTURE_OK);
		assert_int_equal(w, 640);
		assert_int_equal(h, 480);
		assert_true(red_at(mem, &out, 640, 480, 100, 100));
		assert_false(red_at(mem, &out, 640, 480, 500, 400));
		assert_null(memmem(out.data, out.len, "GPS", 3));
	}
	talloc_free(mem);
}

/* Where the red quarter stands after each way of holding the camera. */
static void each_orientation_is_turned_upright(void **state)
{
	static const struct {
		int turned;
		bool right, low, tall;
	} ways[] = {{0, false, false, false}, {1, false, false, false}, {2, true, false, false},
	            {3, true, true, false},   {4, false, true, false},  {5, false, false, true},
	            {6, true, false, true},   {7, true, true, true},    {8, false, true, true},
	            {9, false, false, false}};
	void *mem = talloc_new(NULL);
	struct buf out;
	int64_t w, h;
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		const uint8_t *jpeg = shot(mem, 400, 300, ways[i].turned, false, &len);
		unsigned ww = ways[i].tall ? 300 : 400, hh = ways[i].tall ? 400 : 300;

		assert_int_equal(take(mem, jpeg, len, &out, &w, &h), PICTURE_OK);
		for (unsigned corner = 0; corner < 4; corner++) {
			bool right = corner & 1, low = corner & 2;

			assert_int_equal(red_at(mem, &out, ww, hh, right ? ww - 20 : 20,
			                        low ? hh - 20 : 20),
			                 right == ways[i].right && low == ways[i].low);
		}
	}
	talloc_free(mem);
}

static void what_is_no_whole_photo_is_refused(void **state)
{
	void *mem = talloc_new(NULL);
	struct buf out;
	int64_t w, h;
	size_t len;
	uint8_t *jpeg = shot(mem, 400, 300, 6, false, &len);

	(void)state;
	for (size_t cut = 3; cut < len; cut += cut < 700 ? 1 : 97)
		assert_int_equal(take(mem, jpeg, cut, &out, &w, &h), PICTURE_BROKEN);
	assert_int_equal(out.len, 0);
	assert_int_equal(take(mem, "\xff\xd8", 2, &out, &w, &h), PICTURE_KIND);
	assert_int_equal(take(mem, "<svg/>", 6, &out, &w, &h), PICTURE_KIND);
	assert_int_equal(take(mem, "", 0, &out, &w, &h), PICTURE_KIND);
	jpeg = shot(mem, 400, 199, 1, false, &len);
	assert_int_equal(take(mem, jpeg, len, &out, &w, &h), PICTURE_SMALL);
	jpeg = shot(mem, PHOTO_SIDE_MAX + 1, 200, 1, false, &len);
	assert_int_equal(take(mem, jpeg, len, &out, &w, &h), PICTURE_LARGE);
	talloc_free(mem);
}

/* Any byte of the header may be anything: nothing is read beyond the end. */
static void altered_bytes_do_no_harm(void **state)
{
	void *mem = talloc_new(NULL);
	struct buf out;
	int64_t w, h;
	size_t len;
	uint8_t *jpeg = shot(mem, 220, 220, 6, true, &len);
	int kept = 0;

	(void)state;
	for (size_t i = 3; i < len && i < 400; i++) {
		uint8_t was = jpeg[i];

		jpeg[i] = (uint8_t)(was ^ 0xff);
		kept += take(mem, jpeg, len, &out, &w, &h) == PICTURE_OK;
		jpeg[i] = was;
	}
	assert_true(kept > 0); /* the Exif block's unused bytes change nothing */
	assert_int_equal(take(mem, jpeg, len, &out, &w, &h), PICTURE_OK);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_photo_becomes_small_and_forgets),
		cmocka_unit_test(each_orientation_is_turned_upright),
		cmocka_unit_test(what_is_no_whole_photo_is_refused),
		cmocka_unit_test(altered_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
