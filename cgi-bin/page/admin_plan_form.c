/* The numbers of a draft as fields: read from its text, written back row by row. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_plan.h"
#include "page/desk_form.h"
#include "page/rule_words.h"
#include "rule/plan_text.h"

#define FIELDS_MAX 60
#define NAME_MAX_BYTES 16

enum kind { KIND_NUMBER, KIND_TIMES, KIND_PERCENT, KIND_YUAN, KIND_WORD };

static const char *const stackings[] = {"add", "highest", "multiply", NULL};
static const char *const by_points[] = {"points_lifetime", "points_window", NULL};
static const char *const by_spend[] = {"spend_or_trips", NULL};
static const char *const caps[] = {"none", "share_of_price", "share_of_points", "half_value", NULL};

/* One field of the form: a row of the plan. */
struct item {
	const char *path;
	const char *key;  /* of its words: PLAN_WORD "F.KEY" */
	const char *of;   /* the tier, category or gift it belongs to; "" = none */
	enum kind kind;
	const char *const *words; /* KIND_WORD */
	const char *value; /* in the text; "" where it does not say */
};

struct form {
	struct request *r;
	const struct plan *plan;
	const struct config *tree;
	int n;
	struct item items[FIELDS_MAX];
};

static void add(struct form *f, enum kind kind, const char *path, const char *key, const char *of,
                const char *const *words)
{
	if (f->n == FIELDS_MAX)
		return;
	f->items[f->n++] = (struct item){.path = path, .key = key, .of = of, .kind = kind,
	                                 .words = words, .value = config_get(f->tree, path, "")};
}

static void add_earn(struct form *f)
{
	add(f, KIND_NUMBER, "Earn.PointsPerYuan", "PointsPerYuan", "", NULL);
	add(f, KIND_WORD, "Earn.Stacking", "Stacking", "", stackings);
	add(f, KIND_NUMBER, "Earn.DayCap", "DayCap", "", NULL);
	add(f, KIND_NUMBER, "Earn.ReleaseDays", "ReleaseDays", "", NULL);
	add(f, KIND_NUMBER, "Points.LifeMonths", "LifeMonths", "", NULL);
}

static void add_tiers(struct form *f)
{
	bool spend = f->plan->measure == MEASURE_SPEND_OR_TRIPS;

	add(f, KIND_WORD, "TierMeasure.In", "In", "", spend ? by_spend : by_points);
	add(f, KIND_NUMBER, "TierMeasure.WindowMonths", "WindowMonths", "", NULL);
	add(f, KIND_NUMBER, "TierMeasure.ReviewGraceDays", "ReviewGraceDays", "", NULL);
	for (int i = 0; i < f->plan->n_tiers; i++) {
		const struct plan_tier *tier = &f->plan->tiers[i];
		const char *name = plan_words(page_root(f->r), &tier->name);
		char *base = talloc_asprintf(f->r->mem, "Tiers.%s", tier->code);

		if (i > 0 && spend) {
			add(f, KIND_YUAN, talloc_asprintf(f->r->mem, "%s.SpendFen", base), "SpendFen", name,
			    NULL);
			add(f, KIND_NUMBER, talloc_asprintf(f->r->mem, "%s.Trips", base), "Trips", name, NULL);
		} else if (i > 0) {
			add(f, KIND_NUMBER, talloc_asprintf(f->r->mem, "%s.Points", base), "Points", name, NULL);
		}
		add(f, KIND_TIMES, talloc_asprintf(f->r->mem, "%s.Rate", base), "Rate", name, NULL);
		add(f, KIND_PERCENT, talloc_asprintf(f->r->mem, "%s.PriceDiscount", base), "PriceDiscount",
		    name, NULL);
		add(f, KIND_PERCENT, talloc_asprintf(f->r->mem, "%s.RedeemDiscount", base),
		    "RedeemDiscount", name, NULL);
	}
}

static void add_spend(struct form *f)
{
	add(f, KIND_NUMBER, "Coupon.UnitPoints", "UnitPoints", "", NULL);
	add(f, KIND_YUAN, "Coupon.UnitFen", "UnitFen", "", NULL);
	add(f, KIND_NUMBER, "Coupon.LifeMonths", "CouponMonths", "", NULL);
	add(f, KIND_NUMBER, "Pay.MinPoints", "MinPoints", "", NULL);
	add(f, KIND_NUMBER, "Pay.StepPoints", "StepPoints", "", NULL);
	add(f, KIND_YUAN, "Pay.StepFen", "StepFen", "", NULL);
	add(f, KIND_WORD, "Pay.Cap", "Cap", "", caps);
	add(f, KIND_PERCENT, "Pay.Share", "Share", "", NULL);
	for (int i = 0; i < f->plan->n_categories; i++)
		add(f, KIND_PERCENT,
		    talloc_asprintf(f->r->mem, "Categories.%s.PayShare", f->plan->categories[i].code),
		    "PayShare", plan_words(page_root(f->r), &f->plan->categories[i].name), NULL);
}

static void add_gifts(struct form *f)
{
	static const char *const referral[] = {"ReferrerOnJoining", "ReferrerOnFirstOrder",
	                                       "FriendOnJoining", "FriendOnFirstOrder", "MonthCap"};
	const struct config *gifts = config_node(f->tree, "Birthday");

	add(f, KIND_NUMBER, "Survey.Points", "SurveyPoints", "", NULL);
	for (int i = 0; i < (int)(sizeof referral / sizeof *referral); i++)
		add(f, KIND_NUMBER, talloc_asprintf(f->r->mem, "Referral.%s", referral[i]), referral[i], "",
		    NULL);
	for (const struct config *c = config_child(gifts); c; c = config_next(c)) {
		const char *kind = config_get(c, "Kind", "");
		bool coupon = strcmp(kind, "coupon") == 0;

		if (coupon || strcmp(kind, "points") == 0)
			add(f, coupon ? KIND_YUAN : KIND_NUMBER,
			    talloc_asprintf(f->r->mem, "Birthday.%s.%s", config_name(c),
			                    coupon ? "Fen" : "Points"),
			    coupon ? "BirthdayFen" : "BirthdayPoints", "", NULL);
	}
	add(f, KIND_NUMBER, "Goodwill.MonthPoints", "GoodwillMonth", "", NULL);
	add(f, KIND_NUMBER, "Goodwill.Ceiling", "GoodwillCeiling", "", NULL);
}

/* What the field shows of VALUE: yuan of fen, times and percents of basis points. */
static const char *shown(const struct form *f, const struct item *item)
{
	int64_t value;

	if (item->kind == KIND_WORD || item->kind == KIND_NUMBER || !int_parse(item->value, &value))
		return item->value;
	return text_decimal(f->r->mem, item->kind == KIND_TIMES ? value / 100 : value);
}

static void show_item(struct form *f, int i, bool typed)
{
	struct view_node *root = page_root(f->r), *row = view_row(root, "Fields", i);
	const struct item *item = &f->items[i];
	char *name = talloc_asprintf(f->r->mem, "f_%d", i);
	const char *label = view_words(root, talloc_asprintf(f->r->mem, PLAN_WORD "F.%s", item->key));

	view_str(row, "Name", name);
	view_str(row, "Label", item->of[0] ? talloc_asprintf(f->r->mem, "%s · %s", item->of, label)
	                                   : label);
	if (i > 0 && strcmp(item->of, f->items[i - 1].of) != 0)
		view_str(row, "Head", item->of);
	view_str(row, "Hint", view_words(root, talloc_asprintf(f->r->mem, PLAN_WORD "H.%d",
	                                                       (int)item->kind)));
	for (int w = 0; item->words && item->words[w]; w++) {
		struct view_node *option = view_row(row, "Options", w);

		view_str(option, "Value", item->words[w]);
		view_str(option, "Text", view_words(root, talloc_asprintf(f->r->mem, PLAN_WORD "W.%s",
		                                                          item->words[w])));
	}
	if (!typed)
		view_str(root, talloc_asprintf(f->r->mem, "Form.%s", name), shown(f, item));
}

/* The row's new value of what was typed at field I; NULL: it cannot be, and its
 * error is said. "" leaves the row as it is. */
static const char *typed_value(struct form *f, int i)
{
	const struct item *item = &f->items[i];
	char name[NAME_MAX_BYTES];
	const char *text;
	int64_t value;

	snprintf(name, sizeof name, "f_%d", i);
	page_keep(f->r, name);
	text = desk_typed(f->r, name);
	if (!text[0] || strcmp(text, shown(f, item)) == 0)
		return "";
	if (item->kind == KIND_WORD && text_among(text, item->words))
		return text;
	if (item->kind == KIND_NUMBER)
		value = desk_number(f->r, name, 0, INT64_C(1000000000000), -1);
	else
		value = item->kind == KIND_WORD ? -1 : desk_yuan(f->r, name, INT64_C(100000000000), -1);
	if (value < 0) {
		if (item->kind == KIND_WORD)
			page_error(f->r, name, PLAN_WORD "ErrorBad");
		return NULL;
	}
	return talloc_asprintf(f->r->mem, "%lld",
	                       (long long)(item->kind == KIND_TIMES ? value * 100 : value));
}

/* The draft's text with what was typed. */
static char *changed_text(struct form *f, const char *source)
{
	char *text = talloc_strdup(f->r->mem, source);

	for (int i = 0; i < f->n; i++) {
		const char *value = typed_value(f, i);

		if (value && value[0] && strcmp(value, f->items[i].value) != 0)
			text = plan_text_set(f->r->mem, text, f->items[i].path, value);
	}
	return text;
}

/* The field of the row that WHY speaks of, else none. */
static char *field_of(const struct form *f, const char *why)
{
	size_t len = why ? strcspn(why, ":") : 0;

	for (int i = 0; i < f->n; i++)
		if (strlen(f->items[i].path) == len && strncmp(f->items[i].path, why, len) == 0)
			return talloc_asprintf(f->r->mem, "f_%d", i);
	return NULL;
}

static int save(struct form *f, const struct plan_draft *draft)
{
	struct service_env env = desk_env(f->r);
	struct plan_draft_answer answer;
	char *text = changed_text(f, draft->source);
	int64_t edit;

	if (!plan_keep_edit(f->r, &edit))
		return 400;
	if (page_has_errors(f->r))
		return 422;
	plan_draft_write(&env, desk_of(f->r)->staff_id, draft->draft_id, edit, NULL, text, &answer);
	if (answer.outcome == PLAN_DRAFT_OK)
		return plan_draft_done(f->r, draft->draft_id, "", "plan_saved");
	return plan_draft_refused(f->r, &answer,
	                          answer.outcome == PLAN_DRAFT_BAD ? field_of(f, answer.why) : NULL);
}

static bool fill_part(struct form *f, const char *part)
{
	static const struct {
		const char *part;
		void (*add)(struct form *f);
	} parts[] = {{"earn", add_earn}, {"tiers", add_tiers}, {"spend", add_spend},
	             {"gifts", add_gifts}};
	struct view_node *root = page_root(f->r);

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(parts[i].part, part) == 0) {
			parts[i].add(f);
			view_str(root, "Part", part);
			view_str(root, "Page.Title",
			         view_words(root, talloc_asprintf(f->r->mem, PLAN_WORD "Part.%s", part)));
			return true;
		}
	return false;
}

int page_plan_form(struct request *r)
{
	struct form f = {.r = r};
	struct config *tree;
	struct plan_draft draft;
	int status;

	desk_page(r, PLAN_WORD "Title");
	status = plan_draft_of_url(r, &draft);
	if (status)
		return status;
	f.plan = plan_of_draft(r, &draft);
	tree = config_parse(draft.source);
	f.tree = tree;
	if (!f.plan || !tree || !fill_part(&f, r->param[1])) {
		config_free(tree);
		return page_problem(r, 404);
	}
	status = r->method == METHOD_POST ? save(&f, &draft) : 200;
	if (status == 200 || page_has_errors(r))
		for (int i = 0; i < f.n; i++)
			show_item(&f, i, r->method == METHOD_POST);
	config_free(tree);
	return status;
}
