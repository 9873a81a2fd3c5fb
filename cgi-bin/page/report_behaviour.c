/* How members behave: how often and how much they buy, what they buy together and at which
 * tier, what they say they like. */
#include <string.h>

#include "base/mem.h"
#include "page/report_frame.h"
#include "rule/behaviour.h"
#include "rule/redeem.h"
#include "store/rollup_behaviour.h"

struct seen {
	struct request *r;
	struct report *out;
	const struct plan *plan;
	const struct behaviour_figure *rows;
	int n;
	const char **categories; /* codes, most bought first */
	int n_categories;
};

static const char *const likings[][6] = {
	{ "transport", "plane", "train", "car", NULL },
	{ "lodging", "hotel", "inn", "apartment", NULL },
};
static const char *const liking_keys[][4] = {
	{ "TransportPlane", "TransportTrain", "TransportCar", NULL },
	{ "LodgingHotel", "LodgingInn", "LodgingApartment", NULL },
};

static const char *said(struct request *r, const char *branch, const char *key)
{
	return view_words(page_root(r),
	                  talloc_asprintf(r->mem, "Lang.Reports.Behaviour.%s.%s", branch, key));
}

static const char *in_lang(struct request *r, const struct words *words)
{
	return view_lang(page_root(r)) == LANG_EN ? words->en : words->zh;
}

/* The figure of that name; nobody where there is none. */
static struct behaviour_figure figure_of(const struct seen *s, const char *family,
                                         const char *part, const char *other)
{
	for (int i = 0; i < s->n; i++)
		if (strcmp(s->rows[i].family, family) == 0 && strcmp(s->rows[i].part, part) == 0 &&
		    strcmp(s->rows[i].other, other) == 0)
			return s->rows[i];
	return (struct behaviour_figure){ .family = family, .part = part, .other = other };
}

/* A category's name in the plan; one that the plan does not have shows by its code. */
static const char *category_name(const struct seen *s, const char *code)
{
	for (int i = 0; i < s->plan->n_categories; i++)
		if (strcmp(s->plan->categories[i].code, code) == 0)
			return in_lang(s->r, &s->plan->categories[i].name);
	return code;
}

/* Sorts the categories by how many bought of them, most first. */
static void find_categories(struct seen *s)
{
	s->categories = talloc_array(s->r->mem, const char *, (unsigned)s->n + 1);
	for (int i = 0; i < s->n; i++) {
		const struct behaviour_figure *f = &s->rows[i];
		int at = s->n_categories;

		if (strcmp(f->family, "pair") != 0 || strcmp(f->part, f->other) != 0)
			continue;
		for (; at > 0; at--) {
			const char *less = s->categories[at - 1];

			if (figure_of(s, "pair", less, less).members >= f->members)
				break;
			s->categories[at] = less;
		}
		s->categories[at] = f->part;
		s->n_categories++;
	}
}

static void bands(struct seen *s, const char *family, const char *branch,
                  const char *(*word)(int i), int64_t members)
{
	struct report_table *t = report_table(s->out, family);

	report_column(s->out, t, family, UNIT_TEXT);
	report_column(s->out, t, "members", UNIT_COUNT);
	report_column(s->out, t, "share", UNIT_RATE);
	report_column(s->out, t, "orders", UNIT_COUNT);
	report_column(s->out, t, "net", UNIT_FEN);
	for (int i = 0; i < BEHAVIOUR_BANDS; i++) {
		struct behaviour_figure f = figure_of(s, family, word(i), "");
		struct report_value *cell = report_row(s->out, t);

		cell[0] = report_text(said(s->r, branch, word(i)));
		cell[1] = report_number(f.members);
		cell[2] = report_rate(f.members, members);
		cell[2].of = 0; /* stated above */
		cell[3] = report_number(f.orders);
		cell[4] = report_number(f.net_fen);
	}
	t->drawing = DRAW_RANK;
	t->up = 1;
}

/* Who bought of both, category by category. */
static void pairs(struct seen *s)
{
	struct report_table *t = report_table(s->out, "pairs");

	report_column(s->out, t, "category", UNIT_TEXT);
	for (int k = 0; k < s->n_categories; k++) {
		struct report_column *column = report_column(s->out, t, "both", UNIT_COUNT);

		column->head = category_name(s, s->categories[k]);
		column->intensity = true;
	}
	for (int i = 0; i < s->n_categories; i++) {
		struct report_value *cell = report_row(s->out, t);

		cell[0] = report_text(category_name(s, s->categories[i]));
		for (int k = 0; k < s->n_categories; k++)
			cell[k + 1] = report_number(
				figure_of(s, "pair", s->categories[i], s->categories[k]).members);
	}
}

static void tier_columns(struct seen *s, struct report_table *t)
{
	for (int i = 0; i < s->plan->n_tiers; i++) {
		struct report_column *column = report_column(s->out, t, "tier", UNIT_COUNT);

		column->head = in_lang(s->r, &s->plan->tiers[i].name);
		column->intensity = true;
	}
}

static void tier_row(struct seen *s, struct report_table *t, const char *name, const char *family,
                     const char *part)
{
	struct report_value *cell = report_row(s->out, t);

	cell[0] = report_text(name);
	for (int i = 0; i < s->plan->n_tiers; i++)
		cell[i + 1] = report_number(
			figure_of(s, family, part, s->plan->tiers[i].code).members);
}

/* What members of each tier bought. */
static void bought(struct seen *s)
{
	struct report_table *t = report_table(s->out, "tiers");

	report_column(s->out, t, "category", UNIT_TEXT);
	tier_columns(s, t);
	for (int i = 0; i < s->n_categories; i++)
		tier_row(s, t, category_name(s, s->categories[i]), "tier", s->categories[i]);
}

/* What members of each tier say they like. */
static void liked(struct seen *s)
{
	struct report_table *t = report_table(s->out, "likes");
	struct view_node *root = page_root(s->r);

	report_column(s->out, t, "liking", UNIT_TEXT);
	tier_columns(s, t);
	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++) {
		const char *word = item_category_word((enum item_category)i);

		tier_row(s, t,
		         view_words(root, talloc_asprintf(s->r->mem, "Lang.Catalogue.Category.%s",
		                                          word)),
		         "interest", word);
	}
	for (int family = 0; family < 2; family++)
		for (int i = 0; liking_keys[family][i]; i++)
			tier_row(s, t,
			         view_words(root, talloc_asprintf(s->r->mem, "Lang.Preferences.%s",
			                                          liking_keys[family][i])),
			         likings[family][0], likings[family][i + 1]);
}

static enum db fill(struct request *r, struct report *out)
{
	struct seen s = { .r = r, .out = out,
		          .plan = plan_on(portal_of(r)->plans, day_of(page_now(r))) };
	struct behaviour_figure *rows;
	int64_t members = 0, orders = 0, buyers;
	int32_t as_of;
	enum db got = rollup_behaviour(portal_of(r)->db, r->mem, &as_of, &rows, &s.n);

	if (got != DB_OK)
		return got;
	s.rows = rows;
	if (as_of != DAY_NONE)
		out->as_of = day_start(as_of + 1) - 1;
	for (int i = 0; i < BEHAVIOUR_BANDS; i++) {
		struct behaviour_figure f = figure_of(&s, "frequency", behaviour_frequency_word(i), "");

		members += f.members;
		orders += f.orders;
	}
	buyers = members - figure_of(&s, "frequency", behaviour_frequency_word(0), "").members;
	find_categories(&s);
	report_figure(out, "members", UNIT_COUNT, report_number(members), report_none());
	report_figure(out, "buyers", UNIT_RATE, report_rate(buyers, members), report_none());
	report_figure(out, "orders", UNIT_COUNT, report_number(orders), report_none());
	report_figure(out, "cross", UNIT_RATE,
	              report_rate(figure_of(&s, "cross", "", "").members, buyers), report_none());
	bands(&s, "frequency", "Frequency", behaviour_frequency_word, members);
	bands(&s, "spend", "Spend", behaviour_spend_word, members);
	pairs(&s);
	bought(&s);
	liked(&s);
	return DB_OK;
}

const struct report_kind report_behaviour = {
	.code = "behaviour", .name = "Behaviour", .dated = false, .fill = fill };
