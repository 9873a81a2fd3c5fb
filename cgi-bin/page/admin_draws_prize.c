/* A prize of a draft: its form and its picture. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_draws.h"
#include "page/desk_form.h"
#include "page/draw_page.h"
#include "view/photo.h"

#define WORD "Lang.AdminDraws."
#define FEN_MAX INT64_C(10000000000)
#define MONTHS_MAX 120

const struct field draw_prize_fields[] = {
	{"kind", 16, false},        {"name", 400, false},         {"name_en", 400, false},
	{"value", 20, false},       {"count", 20, false},         {"points", 20, false},
	{"coupon", 20, false},      {"coupon_min", 20, false},    {"coupon_months", 20, false},
	{"terms", 2000, false},     {"terms_en", 2000, false},    {"taxable", 8, false},
	{0}};

static void fill_kinds(struct request *r)
{
	struct view_node *root = page_root(r);

	for (int i = PRIZE_GOODS; i <= PRIZE_COUPON; i++) {
		struct view_node *row = view_row(root, "Kinds", i - PRIZE_GOODS);
		const char *word = draw_prize_word((enum draw_prize_kind)i);

		view_str(row, "Value", word);
		view_str(row, "Text", view_words(row, talloc_asprintf(r->mem, WORD "PrizeKind.%s", word)));
	}
}

static void put_number(struct view_node *form, void *mem, const char *name, int64_t value)
{
	if (value > 0)
		view_str(form, name, talloc_asprintf(mem, "%" PRId64, value));
}

static void put_yuan(struct view_node *form, void *mem, const char *name, int64_t fen)
{
	if (fen > 0)
		view_str(form, name, text_decimal(mem, fen));
}

static void fill_form(struct request *r, const struct draw_prize *p)
{
	struct view_node *form = view_node(page_root(r), "Form");

	view_str(form, "kind", draw_prize_word(p->kind));
	view_str(form, "name", p->name);
	view_str(form, "name_en", p->name_en);
	view_str(form, "terms", p->terms);
	view_str(form, "terms_en", p->terms_en);
	put_yuan(form, r->mem, "value", p->value_fen);
	put_yuan(form, r->mem, "coupon", p->coupon_fen);
	put_yuan(form, r->mem, "coupon_min", p->coupon_min_fen);
	put_number(form, r->mem, "count", p->count);
	put_number(form, r->mem, "points", p->points);
	put_number(form, r->mem, "coupon_months", p->coupon_months);
	view_flag(form, "taxable", p->taxable);
}

static void read_form(struct request *r, struct draw_prize *p)
{
	const char *taxable = request_form(r, "taxable");
	enum draw_prize_kind kind = draw_prize_of(desk_typed(r, "kind"));

	for (const struct field *f = draw_prize_fields; f->name; f++)
		page_keep(r, f->name);
	view_flag(page_root(r), "Form.taxable", taxable != NULL);
	if (!kind)
		page_error(r, "kind", WORD "ErrorChoice");
	else
		p->kind = kind;
	p->name = desk_prose(r, "name", 80);
	p->name_en = desk_prose(r, "name_en", 80);
	p->terms = desk_prose(r, "terms", 400);
	p->terms_en = desk_prose(r, "terms_en", 400);
	if (!p->name[0] && utf8_length(desk_typed(r, "name")) == 0)
		page_error(r, "name", WORD "ErrorName");
	p->value_fen = desk_yuan(r, "value", FEN_MAX, 0);
	p->count = desk_number(r, "count", 1, DRAW_COUNT_MAX, 0);
	p->points = desk_number(r, "points", 1, DESK_POINTS_MAX, 0);
	p->coupon_fen = desk_yuan(r, "coupon", FEN_MAX, 0);
	p->coupon_min_fen = desk_yuan(r, "coupon_min", FEN_MAX, 0);
	p->coupon_months = desk_number(r, "coupon_months", 1, MONTHS_MAX, 0);
	p->taxable = taxable != NULL;
}

/* A draw and one of its prizes, or (NEW) none yet. */
struct prizing {
	struct desk_draw d;
	struct draw_prize prize;
	bool new;
};

static int open_prize(struct request *r, struct prizing *p)
{
	int64_t no;
	int status;

	desk_page(r, WORD "PrizeNew");
	status = desk_draw_open(r, &p->d);
	if (status)
		return status;
	p->new = strcmp(r->param[1], "new") == 0;
	p->prize = (struct draw_prize){.draw_id = p->d.draw.draw_id, .kind = PRIZE_GOODS,
	                               .taxable = true};
	if (p->new)
		return 0;
	if (!int_parse(r->param[1], &no) || no < 1 || no > p->d.n)
		return page_problem(r, 404);
	p->prize = p->d.prizes[no - 1];
	return 0;
}

static int show(struct prizing *p, int status)
{
	struct view_node *root = p->d.root;
	struct request *r = p->d.r;
	bool typed = r->method == METHOD_POST && request_form(r, "kind");

	fill_kinds(r);
	view_flag(root, "New", p->new);
	view_flag(root, "Draft", p->d.draw.state == DRAW_DRAFT);
	if (!p->new)
		view_sentence(root, "Page.Title", WORD "PrizeTitle",
		              talloc_asprintf(r->mem, "%" PRId64, p->prize.prize_no), NULL);
	draw_put_art(root, p->new ? NULL : &p->prize);
	if (!typed)
		fill_form(r, &p->prize);
	return status;
}

static int answer(struct prizing *p, enum draw_staff_outcome outcome, const char *done,
                  const char *field)
{
	struct request *r = p->d.r;

	if (outcome == DRAW_STAFF_OK || outcome == DRAW_STAFF_UNKNOWN)
		return desk_draw_answer(&p->d, outcome, done, NULL);
	if (outcome == DRAW_STAFF_TRY_AGAIN || outcome == DRAW_STAFF_FAILED)
		return desk_unavailable(r);
	page_error(r, field, desk_draw_error(outcome));
	return show(p, outcome == DRAW_STAFF_CHANGED ? 409 : 422);
}

int page_desk_prize(struct request *r)
{
	struct service_env env = desk_env(r);
	struct prizing p;
	int status = open_prize(r, &p);

	if (status)
		return status;
	if (r->method == METHOD_GET)
		return show(&p, 200);
	read_form(r, &p.prize);
	if (page_has_errors(r))
		return show(&p, 422);
	return answer(&p, draw_prize_save(&env, desk_of(r)->staff_id, &p.prize), "prize_saved", NULL);
}

int page_desk_prize_remove(struct request *r)
{
	struct service_env env = desk_env(r);
	struct prizing p;
	int status = open_prize(r, &p);

	if (status || p.new)
		return status ? status : page_problem(r, 404);
	return answer(&p, draw_prize_remove(&env, desk_of(r)->staff_id, p.d.draw.draw_id,
	                                    p.prize.prize_no), "prize_gone", NULL);
}

static const char *picture_error(enum picture outcome)
{
	switch (outcome) {
	case PICTURE_KIND: return WORD "ErrorPictureKind";
	case PICTURE_BROKEN: return "Lang.AdminCatalogue.ErrorPictureBroken";
	case PICTURE_SMALL: return "Lang.AdminCatalogue.ErrorPictureSmall";
	default: return WORD "ErrorPictureLarge";
	}
}

/* Back to the prize, whose page shows the picture. */
static int set_picture(struct prizing *p, const struct picture_row *picture)
{
	struct request *r = p->d.r;
	struct service_env env = desk_env(r);
	enum draw_staff_outcome outcome =
		draw_prize_picture(&env, desk_of(r)->staff_id, p->d.draw.draw_id, p->prize.prize_no,
		                   picture);

	if (outcome != DRAW_STAFF_OK)
		return answer(p, outcome, "prize_picture", "picture");
	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/draws/%" PRIu64 "/prizes/%" PRId64
	                                            "?done=prize_picture", p->d.draw.draw_id,
	                                            p->prize.prize_no));
}

int page_desk_prize_picture(struct request *r)
{
	struct picture_row picture = {.type = talloc_strdup(r->mem, "image/png")};
	struct prizing p;
	struct buf out;
	enum picture taken = PICTURE_KIND;
	int status = open_prize(r, &p);

	if (status || p.new)
		return status ? status : page_problem(r, 404);
	buf_init(&out, r->mem);
	if (r->file.field)
		taken = photo_take(r->file.data, r->file.len, &out, &picture.width, &picture.height);
	if (taken != PICTURE_OK) {
		page_error(r, "picture", r->file.field ? picture_error(taken) : WORD "ErrorFile");
		return show(&p, 422);
	}
	picture.bytes = (struct blob){out.data, out.len};
	return set_picture(&p, &picture);
}

int page_desk_prize_picture_drop(struct request *r)
{
	const struct picture_row nothing = {0};
	struct prizing p;
	int status = open_prize(r, &p);

	if (status || p.new)
		return status ? status : page_problem(r, 404);
	return set_picture(&p, &nothing);
}

int page_desk_prize_picture_show(struct request *r)
{
	struct picture_row picture;
	struct prizing p;
	int status = open_prize(r, &p);
	enum db got;

	if (status)
		return status;
	if (p.new || !p.prize.has_picture)
		return page_problem(r, 404);
	got = picture_read(portal_of(r)->db, r->mem, (struct blob){p.prize.picture_hash, SHA256_BYTES},
	                   &picture);
	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	r->content_type = picture.type;
	buf_add(&r->out, picture.bytes.data, picture.bytes.len);
	return 200;
}
