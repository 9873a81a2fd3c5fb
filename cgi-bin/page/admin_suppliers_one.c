/* One supplier: whom to ask, what it delivers, what is late, how it was judged. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_suppliers.h"
#include "page/desk_form.h"
#include "service/supplier.h"
#include "web/parse.h"

#define WORD "Lang.AdminSuppliers."
#define LATE_ROWS 50
#define CONTACT_MAX 80
#define PHONE_MAX 40
#define EMAIL_MAX 120
#define SCORES 5
#define USUAL_MONTHS 6 /* what the form proposes for the next day */
#define FAR_MONTHS 36

struct seen {
	struct request *r;
	const char *name;
	struct supplier one;
	struct supplier_year year;
	struct supplier_late *late;
	struct supplier_item *items;
	struct supplier_review *reviews;
	int n_late, n_items, n_reviews;
};

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	void *mem = s->r->mem;
	int32_t today = day_of(page_now(s->r));
	enum db got = supplier_read(db, mem, s->name, today, &s->one);

	if (got == DB_OK)
		got = supplier_late(db, mem, s->one.name, today, LATE_ROWS, &s->late, &s->n_late);
	if (got == DB_OK)
		got = supplier_items(db, mem, s->one.name, &s->items, &s->n_items);
	if (got == DB_OK)
		got = supplier_reviews(db, mem, s->one.name, &s->reviews, &s->n_reviews);
	return got == DB_OK ? supplier_year(s->r, db, &s->year) : got;
}

static const char *named(struct view_node *row, const char *zh, const char *en)
{
	return view_lang(row) == LANG_EN && en[0] ? en : zh;
}

static void fill_rows(struct request *r, const struct seen *s)
{
	struct view_node *root = page_root(r), *row;
	int32_t today = day_of(page_now(r));

	for (int i = 0; i < s->n_late; i++) {
		row = view_row(root, "Late", i);
		view_str(row, "No", s->late[i].redemption_no);
		view_str(row, "Name", named(row, s->late[i].name, s->late[i].name_en));
		view_day(row, "Promised", s->late[i].promised_on);
		view_sentence(row, "By", "Lang.AdminFulfil.DaysLate",
		              text_points(r->mem, today - s->late[i].promised_on), NULL);
	}
	for (int i = 0; i < s->n_items; i++) {
		row = view_row(root, "Items", i);
		view_str(row, "Item", s->items[i].item);
		view_str(row, "Name", named(row, s->items[i].name, s->items[i].name_en));
		view_str(row, "State", view_words(root, talloc_asprintf(r->mem, "Lang.AdminCatalogue.State.%s",
		                                                        s->items[i].state)));
		view_sentence(row, "Promised", WORD "PromisedDays",
		              text_points(r->mem, s->items[i].promised_days), NULL);
	}
	for (int i = 0; i < s->n_reviews; i++) {
		row = view_row(root, "Reviews", i);
		view_sentence(row, "Score", WORD "ScoreOf", text_points(r->mem, s->reviews[i].score), NULL);
		view_str(row, "Words", s->reviews[i].words);
		view_str(row, "By", s->reviews[i].staff);
		view_instant(row, "At", s->reviews[i].reviewed_at);
		view_day(row, "Next", s->reviews[i].next_on);
	}
}

/* The forms: what is kept, unless it was typed just now; the usual day. */
static void fill_forms(struct request *r, const struct seen *s, bool contact, bool judge)
{
	struct view_node *root = page_root(r);
	char iso[INSTANT_TEXT];

	if (contact) {
		view_str(root, "Form.contact", s->one.contact);
		view_str(root, "Form.phone", s->one.phone);
		view_str(root, "Form.email", s->one.email);
		view_str(root, "Form.terms", s->one.terms);
	}
	if (judge)
		view_str(root, "Form.next_on",
		         day_iso(iso, day_add_months(day_of(page_now(r)), USUAL_MONTHS)));
	view_str(root, "Version", talloc_asprintf(r->mem, "%" PRId64, s->one.version));
	view_str(root, "N", talloc_asprintf(r->mem, "%" PRId64, s->one.reviews + 1));
	for (int i = 0; i < SCORES; i++) {
		struct view_node *row = view_row(root, "Scores", i);
		char *value = talloc_asprintf(r->mem, "%d", SCORES - i);

		view_str(row, "Value", value);
		view_str(row, "Text", view_words(root, talloc_asprintf(r->mem, WORD "Scale.%s", value)));
	}
}

/* The page of the supplier NAME with STATUS; CONTACT, JUDGE: that form as it opens. */
static int show(struct request *r, const char *name, int status, bool contact, bool judge)
{
	struct view_node *root = page_root(r);
	struct seen s = {.r = r, .name = name ? name : ""};
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	view_str(root, "Page.Title", s.one.name);
	supplier_fill(r, view_node(root, "One"), &s.one, &s.year);
	view_str(root, "Contact", s.one.contact);
	view_str(root, "Phone", s.one.phone);
	view_str(root, "Email", s.one.email);
	view_str(root, "Terms", s.one.terms);
	fill_rows(r, &s);
	fill_forms(r, &s, contact, judge);
	return status;
}

/* Without a name: which one? */
static int choose(struct request *r)
{
	struct view_node *root = page_root(r);
	struct supplier *list;
	int n;

	if (supplier_list(portal_of(r)->db, r->mem, day_of(page_now(r)), &list, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		view_str(view_row(root, "Choices", i), "Name", list[i].name);
	view_flag(root, "Choose", true);
	return 200;
}

int page_supplier(struct request *r)
{
	const char *name = request_query(r, "name");

	desk_page(r, WORD "Title");
	return name && name[0] ? show(r, name, 200, true, true) : choose(r);
}

static int see(struct request *r, const char *name, const char *done)
{
	struct buf path;

	buf_init(&path, r->mem);
	buf_str(&path, "/admin/suppliers/one?name=");
	parse_encode(&path, name);
	buf_str(&path, "&done=");
	buf_str(&path, done);
	return respond_see_other(r, path.data);
}

/* Whether NAME is a supplier's. 0, or a status. */
static int find(struct request *r, const char *name, struct supplier *out)
{
	enum db got = supplier_read(portal_of(r)->db, r->mem, name ? name : "",
	                            day_of(page_now(r)), out);

	if (got == DB_OK)
		return 0;
	return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
}

/* What an outcome means; JUDGE: of which form. */
static int answer(struct request *r, enum supplier_outcome outcome, const char *name, bool judge)
{
	switch (outcome) {
	case SUPPLIER_OK: return see(r, name, judge ? "supplier_judged" : "supplier_set");
	case SUPPLIER_CHANGED:
		page_error(r, NULL, WORD "ErrorChanged");
		return show(r, name, 409, judge, !judge);
	default: return desk_unavailable(r);
	}
}

int page_supplier_save(struct request *r)
{
	static const char *const kept[] = {"contact", "phone", "email", "terms"};
	struct service_env env = desk_env(r);
	const char *name = request_form(r, "name"), *version = request_form(r, "version"), *email;
	struct supplier before, s = {0};
	int status;

	desk_page(r, WORD "Title");
	status = find(r, name, &before);
	if (status)
		return status;
	for (int i = 0; i < 4; i++)
		page_keep(r, kept[i]);
	s.name = before.name;
	s.contact = desk_prose(r, "contact", CONTACT_MAX);
	s.phone = desk_text(r, "phone", PHONE_MAX);
	s.email = email = desk_text(r, "email", EMAIL_MAX);
	s.terms = desk_prose(r, "terms", SUPPLIER_WORDS);
	if (email[0] && !email_clean(r->mem, email))
		page_error(r, "email", WORD "ErrorEmail");
	if (!version || !int_parse(version, &s.version))
		return page_problem(r, 400);
	if (page_has_errors(r))
		return show(r, name, 422, false, true);
	return answer(r, supplier_save(&env, desk_of(r)->staff_id, &s), name, false);
}

int page_supplier_judge(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *name = request_form(r, "name"), *n = request_form(r, "n");
	int32_t today = day_of(page_now(r));
	struct supplier_review v = {0};
	struct supplier before;
	int status;

	desk_page(r, WORD "Title");
	status = find(r, name, &before);
	if (status)
		return status;
	page_keep(r, "score");
	page_keep(r, "words");
	page_keep(r, "next_on");
	if (!n || !int_parse(n, &v.n) || v.n < 1)
		return page_problem(r, 400);
	v.score = desk_number(r, "score", 1, SCORES, 0);
	v.words = talloc_strdup(r->mem, desk_prose(r, "words", SUPPLIER_WORDS));
	v.next_on = desk_day(r, "next_on");
	if (v.score == 0 && !page_has_errors(r))
		page_error(r, "score", WORD "ErrorScore");
	if (!v.words[0])
		page_error(r, "words", WORD "ErrorWords");
	if (v.next_on == DAY_NONE || v.next_on <= today ||
	    v.next_on > day_add_months(today, FAR_MONTHS))
		page_error(r, "next_on", WORD "ErrorNext");
	if (page_has_errors(r))
		return show(r, name, 422, true, false);
	return answer(r, supplier_judge(&env, desk_of(r)->staff_id, before.name, &v), name, true);
}
