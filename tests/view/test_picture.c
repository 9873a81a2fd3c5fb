/* Pictures of staff: PNG is written anew, everything else refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include <png.h>

#include "base/mem.h"
#include "view/picture.h"

/* A PNG of W x H with a channel of transparency: the left half red, the right
 * half nothing. */
static uint8_t *drawn(void *mem, unsigned w, unsigned h, size_t *len)
{
	png_image image = {.version = PNG_IMAGE_VERSION, .width = w, .height = h,
	                   .format = PNG_FORMAT_RGBA};
	uint8_t *pixels = talloc_zero_array(mem, uint8_t, (size_t)w * h * 4), *out;
	png_alloc_size_t bytes = (size_t)w * h * 5 + 4096;

	for (unsigned y = 0; y < h; y++)
		for (unsigned x = 0; x < w / 2; x++) {
			pixels[((size_t)y * w + x) * 4] = 255;
			pixels[((size_t)y * w + x) * 4 + 3] = 255;
		}
	out = talloc_size(mem, bytes);
	assert_true(png_image_write_to_memory(&image, out, &bytes, 0, pixels, 0, NULL));
	*len = bytes;
	return out;
}

static uint8_t *read_back(void *mem, const struct buf *out, unsigned w, unsigned h)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	uint8_t *pixels = talloc_array(mem, uint8_t, (size_t)w * h * 3);

	assert_true(png_image_begin_read_from_memory(&image, out->data, out->len));
	assert_int_equal(image.width, w);
	assert_int_equal(image.height, h);
	assert_int_equal(image.format & PNG_FORMAT_FLAG_ALPHA, 0);
	image.format = PNG_FORMAT_RGB;
	assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));
	return pixels;
}

static void test_large_becomes_small(void **state)
{
	static const uint8_t red[] = {255, 0, 0}, white[] = {255, 255, 255};
	void *mem = talloc_new(NULL);
	int64_t width = 0, height = 0;
	struct buf out;
	size_t len;
	const uint8_t *png = drawn(mem, 1280, 960, &len), *pixels;

	(void)state;
	buf_init(&out, mem);
	assert_int_equal(picture_take(png, len, &out, &width, &height), PICTURE_OK);
	assert_int_equal(width, 640);
	assert_int_equal(height, 480);
	pixels = read_back(mem, &out, 640, 480);
	assert_memory_equal(pixels, red, 3);
	assert_memory_equal(pixels + (size_t)3 * 639, white, 3);
	talloc_free(mem);
}

static void test_what_rides_along_is_dropped(void **state)
{
	void *mem = talloc_new(NULL);
	int64_t width, height;
	struct buf out;
	size_t len;
	uint8_t *png = drawn(mem, 300, 200, &len);
	static const char tail[] = "<script>alert(1)</script>";
	uint8_t *longer = talloc_size(mem, len + sizeof tail);

	(void)state;
	memcpy(longer, png, len);
	memcpy(longer + len, tail, sizeof tail);
	buf_init(&out, mem);
	assert_int_equal(picture_take(longer, len + sizeof tail, &out, &width, &height), PICTURE_OK);
	assert_int_equal(width, 300);
	assert_null(memmem(out.data, out.len, "script", 6));
	read_back(mem, &out, 300, 200);
	talloc_free(mem);
}

static void test_refused(void **state)
{
	static const uint8_t jpeg[] = {0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0};
	void *mem = talloc_new(NULL);
	int64_t width, height;
	struct buf out;
	size_t len;
	uint8_t *png = drawn(mem, 300, 200, &len);

	(void)state;
	buf_init(&out, mem);
	assert_int_equal(picture_take(jpeg, sizeof jpeg, &out, &width, &height), PICTURE_KIND);
	assert_int_equal(picture_take("", 0, &out, &width, &height), PICTURE_KIND);
	assert_int_equal(picture_take(png, len / 2, &out, &width, &height), PICTURE_BROKEN);
	assert_int_equal(picture_take(png, 20, &out, &width, &height), PICTURE_BROKEN);
	png[len / 2] ^= 0x55;
	assert_int_equal(picture_take(png, len, &out, &width, &height), PICTURE_BROKEN);
	/* a header that promises more than may be read */
	png[16] = 0x7f;
	assert_int_not_equal(picture_take(png, len, &out, &width, &height), PICTURE_OK);
	png = drawn(mem, 199, 400, &len);
	assert_int_equal(picture_take(png, len, &out, &width, &height), PICTURE_SMALL);
	png = drawn(mem, 5001, 200, &len);
	assert_int_equal(picture_take(png, len, &out, &width, &height), PICTURE_LARGE);
	assert_int_equal(out.len, 0);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_large_becomes_small),
		cmocka_unit_test(test_what_rides_along_is_dropped),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
