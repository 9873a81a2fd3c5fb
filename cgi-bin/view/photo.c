#include "view/photo.h"

#include <assert.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include "base/mem.h"

#define SCANS_MOST 64  /* of a progressive JPEG: more are made to keep a reader busy */
#define SIDE_READ 1600 /* pixels: larger ones are read at a half, a quarter or an eighth */
#define NARROWEST 240

/* One reading; libjpeg's errors end it by a jump. */
struct reading {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf out;
	void *mem;
	uint8_t *pixels;
	size_t w, h;
	int turned; /* orientation 1 to 8, as Exif counts */
	enum picture result;
};

static void give_up(j_common_ptr jpeg)
{
	struct reading *r = jpeg->client_data;

	longjmp(r->out, 1);
}

static void say_nothing(j_common_ptr jpeg)
{
	(void)jpeg;
}

static void count_warning(j_common_ptr jpeg, int level)
{
	if (level < 0)
		jpeg->err->num_warnings++;
}

static void watch(j_common_ptr jpeg)
{
	struct reading *r = jpeg->client_data;

	if (r->jpeg.input_scan_number > SCANS_MOST)
		give_up(jpeg);
}

/* A number of BYTES bytes in the order that LITTLE says. */
static unsigned number(const uint8_t *at, int bytes, bool little)
{
	unsigned value = 0;

	for (int i = 0; i < bytes; i++)
		value = value << 8 | at[little ? bytes - 1 - i : i];
	return value;
}

/* The orientation that an Exif block of LEN bytes tells; 1 where it tells none. */
static int orientation(const uint8_t *exif, size_t len)
{
	static const uint8_t head[6] = {'E', 'x', 'i', 'f', 0, 0};
	const uint8_t *tiff = exif + sizeof head;
	size_t room, at;
	bool little;
	unsigned n;

	if (len < sizeof head + 8 || memcmp(exif, head, sizeof head) != 0)
		return 1;
	room = len - sizeof head;
	little = tiff[0] == 'I';
	at = number(tiff + 4, 4, little);
	if (at > room - 2)
		return 1;
	n = number(tiff + at, 2, little);
	at += 2;
	for (unsigned i = 0; i < n && at + 12 <= room; i++, at += 12)
		if (number(tiff + at, 2, little) == 0x0112) {
			unsigned value = number(tiff + at + 8, 2, little);

			return value >= 1 && value <= 8 ? (int)value : 1;
		}
	return 1;
}

/* Judges the header, which was read, and chooses the fraction to read at. */
static bool acceptable(struct reading *r)
{
	size_t w = r->jpeg.image_width, h = r->jpeg.image_height, longer = w > h ? w : h;

	r->result = PICTURE_LARGE;
	if (longer > PHOTO_SIDE_MAX)
		return false;
	r->result = PICTURE_SMALL;
	if (w < PICTURE_SIDE_MIN || h < PICTURE_SIDE_MIN)
		return false;
	r->jpeg.out_color_space = JCS_RGB;
	r->jpeg.scale_num = 1;
	r->jpeg.scale_denom = 1;
	while (longer / r->jpeg.scale_denom > SIDE_READ && r->jpeg.scale_denom < 8)
		r->jpeg.scale_denom *= 2;
	for (jpeg_saved_marker_ptr m = r->jpeg.marker_list; m; m = m->next)
		r->turned = orientation(m->data, m->data_length);
	return true;
}

static void read_lines(struct reading *r)
{
	r->result = PICTURE_BROKEN;
	jpeg_start_decompress(&r->jpeg);
	r->w = r->jpeg.output_width;
	r->h = r->jpeg.output_height;
	r->pixels = talloc_array(r->mem, uint8_t, r->w * r->h * PICTURE_PIXEL);
	if (!r->pixels || r->jpeg.output_components != PICTURE_PIXEL)
		return;
	while (r->jpeg.output_scanline < r->jpeg.output_height) {
		JSAMPROW row = r->pixels + (size_t)r->jpeg.output_scanline * r->w * PICTURE_PIXEL;

		jpeg_read_scanlines(&r->jpeg, &row, 1);
	}
	jpeg_finish_decompress(&r->jpeg);
	if (r->errors.num_warnings == 0) /* a file cut off only warns */
		r->result = PICTURE_OK;
}

static void read_jpeg(struct reading *r, const void *data, size_t len)
{
	r->jpeg.err = jpeg_std_error(&r->errors);
	r->errors.error_exit = give_up;
	r->errors.output_message = say_nothing;
	r->errors.emit_message = count_warning;
	r->progress.progress_monitor = watch;
	r->jpeg.client_data = r;
	r->result = PICTURE_BROKEN;
	if (setjmp(r->out) == 0) {
		jpeg_create_decompress(&r->jpeg);
		r->jpeg.client_data = r;
		r->jpeg.progress = &r->progress;
		jpeg_mem_src(&r->jpeg, data, (unsigned long)len);
		jpeg_save_markers(&r->jpeg, JPEG_APP0 + 1, 0xffff);
		jpeg_read_header(&r->jpeg, TRUE);
		if (acceptable(r))
			read_lines(r);
	} else {
		r->result = PICTURE_BROKEN;
	}
	jpeg_destroy_decompress(&r->jpeg);
}

/* The pixels as the camera was held: rows and columns change places from
 * orientation 5 on. */
static void turn(struct reading *r)
{
	bool swap = r->turned >= 5;
	bool right = r->turned == 2 || r->turned == 3 || r->turned == 7 || r->turned == 8;
	bool down = r->turned == 3 || r->turned == 4 || r->turned == 6 || r->turned == 7;
	size_t w = swap ? r->h : r->w, h = swap ? r->w : r->h;
	uint8_t *out;

	if (r->turned == 1)
		return;
	out = talloc_array(r->mem, uint8_t, w * h * PICTURE_PIXEL);
	assert(out != NULL);
	for (size_t y = 0; y < h; y++)
		for (size_t x = 0; x < w; x++) {
			size_t from_x = swap ? y : x, from_y = swap ? x : y;

			from_x = right ? r->w - 1 - from_x : from_x;
			from_y = down ? r->h - 1 - from_y : from_y;
			memcpy(out + (y * w + x) * PICTURE_PIXEL,
			       r->pixels + (from_y * r->w + from_x) * PICTURE_PIXEL, PICTURE_PIXEL);
		}
	r->pixels = out;
	r->w = w;
	r->h = h;
}

enum picture photo_take(const void *data, size_t len, struct buf *out, int64_t *width,
                        int64_t *height)
{
	static const uint8_t start[3] = {0xff, 0xd8, 0xff};
	struct reading *r;
	enum picture result;

	if (len < sizeof start || memcmp(data, start, sizeof start) != 0)
		return picture_take(data, len, out, width, height);
	r = talloc_zero(NULL, struct reading);
	assert(r != NULL);
	r->mem = r;
	r->turned = 1;
	read_jpeg(r, data, len);
	result = r->result;
	if (result == PICTURE_OK) {
		turn(r);
		result = PICTURE_LARGE;
		for (size_t most = PICTURE_WIDTH; result == PICTURE_LARGE && most >= NARROWEST;
		     most = most * 3 / 4)
			result = picture_keep(r->mem, r->pixels, r->w, r->h, most, out, width, height);
	}
	talloc_free(r);
	return result;
}
