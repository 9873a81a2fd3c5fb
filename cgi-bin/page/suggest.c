/* What may please a member, and why it is shown. */
#include <string.h>

#include "base/mem.h"
#include "page/shop.h"
#include "store/item_index.h"
#include "store/preference.h"

#define LOOKED_AT 24  /* popular items in reach that a suggestion is chosen among */
#define OF_A_KIND 2   /* of one category at most */
#define NEAR_PERCENT 20 /* points to go that still count as within reach */

/* What the choice rests on. */
struct taste {
	struct preference said;
	const char **habits;
	int n_habits;
};

/* The first destination of the member's that the item goes with; NULL: none. */
static char *liked_place(const struct shop *s, const struct taste *t, const struct item *item)
{
	char *list = talloc_strdup(s->mem, t->said.destinations), *place;

	while ((place = strsep(&list, ",")) != NULL)
		if (place[0] && (preference_has(item->tags, place) || strstr(item->name, place) ||
		                 strcasestr(item->name_en, place)))
			return place;
	return NULL;
}

static bool goes_with(const struct item *item, const char *code)
{
	static const char *const tags[][2] = {
		{"plane", "飞机"}, {"train", "火车"}, {"car", "自驾"},
		{"hotel", "酒店"}, {"inn", "民宿"},   {"apartment", "公寓"}};

	if (preference_has(item->tags, code))
		return true;
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (strcmp(tags[i][0], code) == 0)
			return preference_has(item->tags, tags[i][1]);
	return false;
}

static bool is_habit(const struct taste *t, const char *category)
{
	for (int i = 0; i < t->n_habits; i++)
		if (strcmp(t->habits[i], category) == 0)
			return true;
	return false;
}

static char *category_name(const struct shop *s, const struct item *item)
{
	return talloc_strdup(s->mem, view_words(s->root, talloc_asprintf(
		s->mem, "Lang.Catalogue.Category.%s", item_category_word(item->category))));
}

/* How well ITEM suits, and the best reason in *WHY. 0 = not to be suggested. */
static int suits(const struct shop *s, const struct taste *t, const struct item *item, char **why)
{
	int64_t cost = shop_cost(s, item), missing = cost - s->v.available;
	enum redeem_outcome outcome = shop_judge(s, item, 1, 0, 0);
	const char *category = item_category_word(item->category);
	char *place;

	if ((outcome != REDEEM_OK && outcome != REDEEM_SHORT) || shop_wished(s, item->item) ||
	    missing * 100 > cost * NEAR_PERCENT)
		return 0;
	if ((place = liked_place(s, t, item)) != NULL) {
		*why = shop_words(s, "Lang.Catalogue.WhyDestination", place);
		return 6;
	}
	if (preference_has(t->said.interests, category)) {
		*why = shop_words(s, "Lang.Catalogue.WhyInterest", category_name(s, item));
		return 5;
	}
	if (goes_with(item, t->said.transport)) {
		*why = talloc_strdup(s->mem, view_words(s->root, "Lang.Catalogue.WhyTransport"));
		return 4;
	}
	if (goes_with(item, t->said.lodging)) {
		*why = talloc_strdup(s->mem, view_words(s->root, "Lang.Catalogue.WhyLodging"));
		return 4;
	}
	if (is_habit(t, category)) {
		*why = shop_words(s, "Lang.Catalogue.WhyHabit", category_name(s, item));
		return 3;
	}
	if (missing > 0) {
		*why = shop_words(s, "Lang.Catalogue.WhyReach", text_points(s->mem, missing));
		return 2;
	}
	*why = talloc_strdup(s->mem, view_words(s->root, "Lang.Catalogue.WhyAfford"));
	return 1;
}

/* Whether OUT has as many of ITEM's category as it should: some of everything
 * pleases more than all of one. */
static bool enough_of(const struct suggestion *out, int n, const struct item *item)
{
	int same = 0;

	for (int i = 0; i < n; i++)
		same += out[i].item->category == item->category;
	return same >= OF_A_KIND;
}

bool shop_suggest(const struct shop *s, struct suggestion *out, int *n)
{
	int most = *n, scores[8] = {0};
	struct item_filter filter = {.sort = ITEM_BY_POPULAR, .limit = LOOKED_AT, .tier = s->v.tier,
	                             .now = s->now, .afford = true};
	struct item_page page;
	struct taste taste;

	*n = 0;
	filter.afford_points = s->v.available + s->v.available * NEAR_PERCENT / 100;
	if (preference_get(s->db, s->mem, s->v.member_id, &taste.said) != DB_OK)
		return false;
	if (!taste.said.suggest)
		return true;
	if (preference_habits(s->db, s->mem, s->v.member_id, &taste.habits, &taste.n_habits) !=
	        DB_OK ||
	    item_index_list(s->db, s->mem, s->plan, &filter, &page) != DB_OK)
		return false;
	for (int i = 0; i < page.n; i++) {
		char *why = NULL;
		int score = suits(s, &taste, &page.items[i], &why), at = *n;

		/* Kept in order of score; among equals the more popular stays first. */
		while (at > 0 && scores[at - 1] < score)
			at--;
		if (score == 0 || at >= most || enough_of(out, *n, &page.items[i]))
			continue;
		if (*n < most)
			++*n;
		for (int k = *n - 1; k > at; k--) {
			scores[k] = scores[k - 1];
			out[k] = out[k - 1];
		}
		scores[at] = score;
		out[at] = (struct suggestion){talloc_memdup(s->mem, &page.items[i], sizeof(struct item)),
		                              why};
	}
	return true;
}
