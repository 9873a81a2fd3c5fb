#include "page/case_parts.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/account.h"
#include "store/form_done.h"
#include "store/statement.h"
#include "view/photo.h"

#define WORD "Lang.Cases."

const char *const case_kinds[] = {"complaint", "question", "suggestion", NULL};
const char *const case_classes[] = {"service", "product", "price", "other", NULL};

const char *case_word(struct request *r, struct view_node *node, const char *list,
                      const char *word)
{
	return view_words(node, talloc_asprintf(r->mem, WORD "%s.%s", list, word));
}

static const char *look_of(const struct case_row *c)
{
	if (strcmp(c->state, "closed") == 0)
		return "quiet";
	return strcmp(c->waiting, "member") == 0 ? "good" : "wait";
}

void case_fill_row(struct request *r, struct view_node *row, const struct case_row *c)
{
	view_str(row, "No", c->case_no);
	view_str(row, "Kind", case_word(r, row, "Kind", c->kind));
	view_str(row, "Class", case_word(r, row, "Class", c->class));
	view_str(row, "State", case_word(r, row, case_is_complaint(c) ? "State" : "Thread", c->state));
	view_str(row, "Look", look_of(c));
	view_str(row, "OrderNo", c->order_no);
	view_day(row, "Opened", day_of(c->opened_at));
}

void case_fill_step(struct request *r, struct view_node *row, const struct case_row *c,
                    const struct case_step *step)
{
	bool own = strcmp(step->author, "member") == 0;
	int64_t points;

	view_flag(row, "Own", own);
	view_str(row, "Word", case_word(r, row, "Step", step->step));
	view_instant(row, "At", step->at);
	if (strcmp(step->step, "goodwill") == 0 && int_parse(step->text, &points))
		view_sentence(row, "Text", WORD "GoodwillText", text_points(r->mem, points), NULL);
	else if (strcmp(step->step, "received") == 0 && strcmp(c->source, "survey") == 0 &&
	         !step->text[0])
		view_str(row, "Text", view_words(row, WORD "FromSurvey"));
	else
		view_str(row, "Text", step->text);
}

/* How far a complaint has come: the index of its state among the six steps. */
static int reached(const char *state)
{
	static const char *const order[] = {"received", "classified", "investigating", "proposed",
	                                    "executed", "closed"};

	if (strcmp(state, "accepted") == 0)
		return 3;
	for (int i = 0; i < 6; i++)
		if (strcmp(state, order[i]) == 0)
			return i;
	return 0;
}

/* The six steps with the day each was last taken. */
static void fill_journey(struct request *r, struct view_node *root, const struct case_row *c,
                         const struct case_step *steps, int n)
{
	static const char *const order[] = {"received", "classified", "investigating", "proposed",
	                                    "executed", "closed"};
	int done = reached(c->state);

	for (int i = 0; i < 6; i++) {
		struct view_node *row = view_row(root, "Journey", i);
		int64_t at = INSTANT_NONE;

		for (int k = 0; k < n; k++)
			if (strcmp(steps[k].step, order[i]) == 0)
				at = steps[k].at;
		view_str(row, "Text", case_word(r, row, "Journey", order[i]));
		view_flag(row, "Done", i <= done);
		if (at != INSTANT_NONE && i <= done) {
			struct civil date = civil_of(day_of(at));

			view_day_text(row, "Date",
			              text_month_day(r->mem, view_lang(row), date.month, date.day),
			              day_of(at));
		}
	}
}

/* What happens next, in one sentence with its day. */
static void fill_next(struct request *r, struct view_node *root, const struct case_row *c)
{
	bool complaint = case_is_complaint(c);
	const char *list = complaint ? "Next" : "NextThread";
	bool late = strcmp(c->waiting, "staff") == 0 && c->due_at < page_now(r);

	view_sentence(root, "Next", talloc_asprintf(r->mem, WORD "%s.%s", list, c->state),
	              text_day(r->mem, view_lang(root), day_of(c->due_at)), NULL);
	view_flag(root, "Late", late);
	view_flag(root, "Priority", c->priority && strcmp(c->waiting, "none") != 0);
}

static void fill_rating(struct request *r, struct view_node *root, const struct case_row *c)
{
	char n[INT_TEXT];

	if (strcmp(c->state, "closed") != 0 && strcmp(c->state, "executed") != 0)
		return;
	view_flag(root, "MayRate", true);
	for (int i = 0; i < 5; i++) {
		struct view_node *row = view_row(root, "Scores", i);

		view_str(row, "Value", int_text(n, 5 - i));
		view_str(row, "Text", case_word(r, row, "Score", n));
	}
	if (c->rating > 0)
		view_str(root, "Rated", case_word(r, root, "Score", int_text(n, c->rating)));
	view_str(root, "RatedText", c->rating_text);
}

void case_fill(struct request *r, const struct case_row *c, const struct case_step *steps, int n,
               const struct case_picture *pictures, int n_pictures)
{
	struct view_node *root = page_root(r);
	const char *proposal = NULL;
	char no[INT_TEXT];

	case_fill_row(r, view_node(root, "One"), c);
	view_flag(root, "Complaint", case_is_complaint(c));
	if (case_is_complaint(c))
		fill_journey(r, root, c, steps, n);
	fill_next(r, root, c);
	for (int i = 0; i < n; i++) {
		case_fill_step(r, view_row(root, "Steps", i), c, &steps[i]);
		if (strcmp(steps[i].step, "proposed") == 0)
			proposal = steps[i].text;
	}
	if (case_may(c, CASE_ACCEPT, true, page_now(r)))
		view_str(root, "Proposal", proposal);
	view_flag(root, "MayReopen", case_may(c, CASE_REOPEN, true, page_now(r)));
	view_flag(root, "MayReply", case_may(c, CASE_REPLY, true, page_now(r)));
	for (int i = 0; i < n_pictures; i++)
		view_str(view_row(root, "Pictures", i), "No", int_text(no, pictures[i].picture_no));
	view_flag(root, "MayAdd", n_pictures < CASE_PICTURES_MAX && strcmp(c->state, "closed") != 0);
	fill_rating(r, root, c);
}

bool case_picture_taken(struct request *r, struct picture_row *out)
{
	static const char *const words[] = {
		[PICTURE_KIND] = "Kind", [PICTURE_BROKEN] = "Broken", [PICTURE_SMALL] = "Small",
		[PICTURE_LARGE] = "Large"};
	enum picture taken;
	struct buf bytes;

	buf_init(&bytes, r->mem);
	out->type = talloc_strdup(r->mem, "image/png");
	if (!r->file.field) {
		page_error(r, "picture", WORD "Picture.None");
		return false;
	}
	taken = photo_take(r->file.data, r->file.len, &bytes, &out->width, &out->height);
	if (taken != PICTURE_OK)
		page_error(r, "picture", talloc_asprintf(r->mem, WORD "Picture.%s", words[taken]));
	out->bytes = (struct blob){bytes.data, bytes.len};
	return taken == PICTURE_OK;
}

int case_picture_show(struct request *r, uint64_t member_id, const char *case_no, const char *no)
{
	struct picture_row picture;
	int64_t number;
	enum db got;

	if (!int_parse(no, &number))
		return 404;
	got = case_picture_read(portal_of(r)->db, r->mem, member_id, case_no, number, &picture);
	if (got != DB_OK)
		return got == DB_NONE ? 404 : account_unavailable(r);
	r->content_type = picture.type;
	respond_header(r, "Cache-Control", "private, no-store");
	buf_add(&r->out, picture.bytes.data, picture.bytes.len);
	return 200;
}

const char *case_prose(struct request *r, const char *name)
{
	char *text = talloc_strdup(r->mem, account_raw(r, name) + strspn(account_raw(r, name), " \n"));
	size_t len = strlen(text);

	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\n'))
		text[--len] = '\0';
	return text;
}

const char *case_text(struct request *r, const char *name, size_t max)
{
	const char *text = case_prose(r, name);

	page_keep(r, name);
	if (text[0] == '\0')
		page_error(r, name, WORD "TextEmpty");
	else if (utf8_length(text) > max)
		page_error(r, name, WORD "TextLong");
	else
		return text;
	return NULL;
}

void case_form_id(struct request *r)
{
	uint8_t bytes[24];
	char id[44];

	secret_random(bytes, sizeof bytes);
	secret_base64url(id, sizeof id, bytes, sizeof bytes);
	view_str(page_root(r), "FormId", id);
}

const char *case_form_sent(struct request *r)
{
	const char *id = account_raw(r, "form_id");
	size_t len = strlen(id);

	if (len < 16 || len >= FORM_ID ||
	    strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != len)
		return "";
	return id;
}

void case_choices(struct request *r, const char *list, const char *one, const char *const *words)
{
	for (int i = 0; words[i]; i++) {
		struct view_node *row = view_row(page_root(r), list, i);

		view_str(row, "Value", words[i]);
		view_str(row, "Text", case_word(r, row, one, words[i]));
	}
}

bool case_order(struct request *r, struct case_new *what)
{
	struct statement_trip *trips;
	int n = 0;
	enum db got;

	if (!what->order_no[0])
		return true;
	got = statement_trip(portal_of(r)->db, r->mem, what->member_id, what->order_no, &trips, &n);
	if (got == DB_OK && n > 0) {
		what->partner = trips[0].order.partner;
		what->category = trips[0].order.category;
		what->branch = trips[0].order.branch;
	}
	return got == DB_OK || got == DB_NONE;
}
