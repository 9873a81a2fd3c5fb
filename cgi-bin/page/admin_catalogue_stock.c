/* An item's stock, departures, codes and picture. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "page/admin_catalogue.h"
#include "view/picture.h"

#define WORD "Lang.AdminCatalogue."
#define COUNT_MAX 1000000
#define MAKE_MAX 5000
#define CODE_LONGEST 64
#define CODE_SHORTEST 4

static const char *typed(struct request *r, const char *name)
{
	const char *text = request_form(r, name);

	return text_clean(r->mem, text ? text : "");
}

/* A whole number from MIN to MAX in NAME; false with its page_error. */
static bool count_typed(struct request *r, const char *name, int64_t min, int64_t max,
                        int64_t *out)
{
	page_keep(r, name);
	if (int_parse(typed(r, name), out) && *out >= min && *out <= max)
		return true;
	page_error(r, name, WORD "ErrorNumber");
	return false;
}

int page_item_stock(struct request *r)
{
	struct service_env env = desk_env(r);
	struct item item;
	int64_t left = -1;
	int status = item_of_url(r, &item);

	if (status)
		return status;
	if (item.category == ITEM_TRIP)
		return item_answer(r, &item, CATALOGUE_FEW, NULL, "stock");
	if (typed(r, "stock")[0] && !count_typed(r, "stock", 0, COUNT_MAX, &left))
		return item_show(r, &item, 422);
	return item_answer(r, &item, catalogue_stock(&env, desk_of(r)->staff_id, item.item, left),
	                   "item_stock", "stock");
}

int page_item_departure(struct request *r)
{
	struct service_env env = desk_env(r);
	struct item item;
	int64_t places = 0;
	int32_t day = DAY_NONE;
	int status = item_of_url(r, &item);

	if (status)
		return status;
	if (item.category != ITEM_TRIP)
		return 400;
	page_keep(r, "departs_on");
	if (!day_parse(typed(r, "departs_on"), &day))
		page_error(r, "departs_on", WORD "ErrorDay");
	if (!count_typed(r, "places", 0, 10000, &places) || day == DAY_NONE)
		return item_show(r, &item, 422);
	return item_answer(r, &item,
	                   catalogue_departure(&env, desk_of(r)->staff_id, item.item, day, places),
	                   "item_departure", "places");
}

/* One line's code: blanks and quotes around it and what stands behind a comma
 * aside. NULL: it cannot be one; "" an empty line. */
static const char *code_of_line(void *mem, const char *line, size_t len)
{
	char *code = talloc_strndup(mem, line, len);
	size_t from = strspn(code, " \t\"");

	code[strcspn(code, ",;\r")] = '\0';
	for (size_t n = strlen(code); n > from && strchr(" \t\"", code[n - 1]); n--)
		code[n - 1] = '\0';
	code += from;
	len = strlen(code);
	if (len == 0)
		return code;
	for (size_t i = 0; i < len; i++)
		if (code[i] <= ' ' || code[i] >= 0x7f)
			return NULL;
	return len >= CODE_SHORTEST && len <= CODE_LONGEST ? code : NULL;
}

/* The codes of the file, one a line; NULL: line *BAD is none, or there are too
 * many (*BAD 0). A first line "code" is a header. */
static const char **read_codes(void *mem, const struct upload *file, int *n, int *bad)
{
	const char **codes = talloc_array(mem, const char *, CATALOGUE_CODES_MAX);
	const char *at = file->data, *end = at + file->len;
	int line = 0;

	*n = *bad = 0;
	if (file->len >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	for (; at < end; at++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		const char *code;

		if (!stop)
			stop = end;
		code = code_of_line(codes, at, (size_t)(stop - at));
		line++;
		at = stop;
		if (!code)
			*bad = line;
		if (!code || *n == CATALOGUE_CODES_MAX)
			return NULL;
		if (code[0] && !(line == 1 && strcasecmp(code, "code") == 0))
			codes[(*n)++] = code;
	}
	return codes;
}

/* An item that hands out codes; 400 for others. */
static int coded_item(struct request *r, struct item *item)
{
	int status = item_of_url(r, item);

	if (status)
		return status;
	return item->category == ITEM_VOUCHER || item->category == ITEM_VIRTUAL ? 0 : 400;
}

int page_item_codes(struct request *r)
{
	struct service_env env = desk_env(r);
	struct item item;
	const char **codes;
	enum catalogue_outcome outcome;
	int n = 0, bad, added, status = coded_item(r, &item);

	if (status)
		return status;
	if (!r->file.field) {
		page_error(r, "codes", WORD "ErrorFile");
		return item_show(r, &item, 422);
	}
	codes = read_codes(r->mem, &r->file, &n, &bad);
	if (!codes || n == 0) {
		page_error(r, "codes", bad ? WORD "ErrorCodes" : n ? WORD "ErrorManyCodes" : WORD "ErrorFile");
		if (bad)
			view_sentence(page_root(r), "Error.codes", WORD "ErrorCodesLine",
			              talloc_asprintf(r->mem, "%d", bad), NULL);
		return item_show(r, &item, 422);
	}
	outcome = catalogue_codes(&env, desk_of(r)->staff_id, item.item, codes, n, &added);
	return item_answer(r, &item, outcome, added == n ? "item_codes" : "item_codes_some", "codes");
}

int page_item_codes_make(struct request *r)
{
	struct service_env env = desk_env(r);
	struct item item;
	int64_t n = 0;
	int status = coded_item(r, &item);

	if (status)
		return status;
	if (!count_typed(r, "make", 1, MAKE_MAX, &n))
		return item_show(r, &item, 422);
	return item_answer(r, &item,
	                   catalogue_codes_make(&env, desk_of(r)->staff_id, item.item, (int)n),
	                   "item_codes", "make");
}

static const char *picture_error(enum picture outcome)
{
	switch (outcome) {
	case PICTURE_KIND:
		return WORD "ErrorPictureKind";
	case PICTURE_BROKEN:
		return WORD "ErrorPictureBroken";
	case PICTURE_SMALL:
		return WORD "ErrorPictureSmall";
	default:
		return WORD "ErrorPictureLarge";
	}
}

int page_item_picture(struct request *r)
{
	struct service_env env = desk_env(r);
	struct picture_row picture = {.type = talloc_strdup(r->mem, "image/png")};
	struct item item;
	struct buf out;
	enum picture taken = PICTURE_KIND;
	int status = item_of_url(r, &item);

	if (status)
		return status;
	buf_init(&out, r->mem);
	if (r->file.field)
		taken = picture_take(r->file.data, r->file.len, &out, &picture.width, &picture.height);
	if (taken != PICTURE_OK) {
		page_error(r, "picture", r->file.field ? picture_error(taken) : WORD "ErrorFile");
		return item_show(r, &item, 422);
	}
	picture.bytes = (struct blob){out.data, out.len};
	return item_answer(r, &item, catalogue_picture(&env, desk_of(r)->staff_id, &item, &picture),
	                   "item_picture", "picture");
}

int page_item_picture_drop(struct request *r)
{
	const struct picture_row nothing = {0};
	struct service_env env = desk_env(r);
	struct item item;
	int status = item_of_url(r, &item);

	if (status)
		return status;
	return item_answer(r, &item, catalogue_picture(&env, desk_of(r)->staff_id, &item, &nothing),
	                   "item_picture", "picture");
}

int page_item_picture_show(struct request *r)
{
	struct picture_row picture;
	struct item item;
	int status = item_of_url(r, &item);
	enum db got;

	if (status)
		return status;
	if (!item.picture_hash.data)
		return 404;
	got = picture_read(portal_of(r)->db, r->mem, item.picture_hash, &picture);
	if (got != DB_OK)
		return got == DB_NONE ? 404 : 503;
	r->content_type = picture.type;
	buf_add(&r->out, picture.bytes.data, picture.bytes.len);
	return 200;
}
