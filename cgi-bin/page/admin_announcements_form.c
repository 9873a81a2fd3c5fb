#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_announcements.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "rule/redeem.h"
#include "rule/rfm.h"
#include "store/preference.h"

#define WORD "Lang.AdminAnnouncements."
#define LINK_MAX 120
#define CITY_MAX 20
#define TRIP_DAYS_MAX 3650
#define BANNER_DAYS 7
#define DAY_S 86400

const struct field announcement_fields[] = {
	{"title", 400, false},     {"title_en", 400, false}, {"text", 4000, false},
	{"text_en", 4000, false},  {"link", 200, false},     {"by_banner", 2, false},
	{"by_notice", 2, false},   {"by_mail", 2, false},    {"by_sms", 2, false},
	{"tiers", 40, true},       {"kind", 16, false},      {"segment", 16, false},
	{"trip", 8, false},        {"trip_days", 8, false},  {"city", 80, false},
	{"interest", 24, false},   {"starts_at", 32, false}, {"ends_at", 32, false},
	{"version", 20, false},    {0}};
static const char *const kinds[] = {"personal", "family", "corporate", NULL};
static const char *const trips[] = {"within", "before", "never", NULL};

static const struct way {
	const char *name, *field;
} ways[] = {{"banner", "by_banner"}, {"notice", "by_notice"}, {"mail", "by_mail"},
	{"sms", "by_sms"}};

#define N_WAYS ((int)(sizeof ways / sizeof *ways))

static bool goes_by(const struct announcement *a, int way)
{
	const bool by[N_WAYS] = {a->by_banner, a->by_notice, a->by_mail, a->by_sms};

	return by[way];
}

static const char *keyed(struct request *r, const char *list, const char *word)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, "%s.%s", list, word));
}

static const struct plan *plan_of(struct request *r)
{
	return plan_on(portal_of(r)->plans, day_of(page_now(r)));
}

static const char *tier_name(struct request *r, const struct plan_tier *tier)
{
	return view_lang(page_root(r)) == LANG_EN ? tier->name.en : tier->name.zh;
}

static void option(struct view_node *root, const char *name, int i, const char *value,
                   const char *text)
{
	struct view_node *row = view_row(root, name, i);

	view_str(row, "Value", value);
	view_str(row, "Text", text);
}

void announcement_choices(struct request *r, const struct announcement *a)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_of(r);

	for (int i = 0; i < plan->n_tiers; i++) {
		const struct plan_tier *tier = &plan->tiers[i];

		option(root, "Tiers", i, tier->code, tier_name(r, tier));
		view_flag(view_row(root, "Tiers", i), "On",
		          a->audience.tiers && preference_has(a->audience.tiers, tier->code));
	}
	for (int i = 0; i < N_WAYS; i++) {
		struct view_node *row = view_row(root, "Ways", i);

		view_str(row, "Name", ways[i].field);
		view_str(row, "Text", keyed(r, WORD "By", ways[i].name));
		view_str(row, "Note", keyed(r, WORD "ByNote", ways[i].name));
		view_flag(row, "On", goes_by(a, i));
	}
	option(root, "Kinds", 0, "", view_words(root, WORD "AnyKind"));
	for (int i = 0; kinds[i]; i++)
		option(root, "Kinds", i + 1, kinds[i], keyed(r, WORD "Kinds", kinds[i]));
	option(root, "Segments", 0, "", view_words(root, WORD "AnySegment"));
	for (int i = 0; i < RFM_SEGMENTS; i++) {
		const char *word = rfm_segment_word((enum rfm_segment)i);

		option(root, "Segments", i + 1, word, keyed(r, "Lang.Reports.Rfm.Segment", word));
	}
	option(root, "Trips", 0, "", view_words(root, WORD "Trips.any"));
	for (int i = 0; trips[i]; i++)
		option(root, "Trips", i + 1, trips[i], keyed(r, WORD "Trips", trips[i]));
	option(root, "Interests", 0, "", view_words(root, WORD "AnyInterest"));
	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++) {
		const char *word = item_category_word((enum item_category)i);

		option(root, "Interests", i - ITEM_GOODS + 1, word,
		       keyed(r, "Lang.Catalogue.Category", word));
	}
}

/* As a browser's field of day and time wants it, in the programme's zone. */
static const char *moment(struct request *r, int64_t at)
{
	char text[INSTANT_TEXT];

	return talloc_strndup(r->mem, instant_local(text, at), 16);
}

void announcement_form(struct request *r, const struct announcement *a)
{
	struct view_node *root = page_root(r);
	const struct audience *to = &a->audience;

	view_str(root, "Form.title", a->title);
	view_str(root, "Form.title_en", a->title_en);
	view_str(root, "Form.text", a->text);
	view_str(root, "Form.text_en", a->text_en);
	view_str(root, "Form.link", a->link);
	view_str(root, "Form.kind", to->kind);
	view_str(root, "Form.segment", to->segment);
	view_str(root, "Form.trip", to->trip);
	if (to->trip_days > 0)
		view_str(root, "Form.trip_days", talloc_asprintf(r->mem, "%" PRId64, to->trip_days));
	view_str(root, "Form.city", to->city);
	view_str(root, "Form.interest", to->interest);
	if (a->starts_at > page_now(r))
		view_str(root, "Form.starts_at", moment(r, a->starts_at));
	view_str(root, "Form.ends_at", moment(r, a->ends_at));
}

static const char *needed(struct request *r, const char *name, size_t max, const char *error)
{
	const char *text = desk_prose(r, name, 4 * ANNOUNCEMENT_TEXT);

	if (text[0] == '\0' || utf8_length(text) > max)
		page_error(r, name, error);
	return text;
}

static void read_texts(struct request *r, struct announcement *a)
{
	a->title = needed(r, "title", ANNOUNCEMENT_TITLE, WORD "ErrorTitle");
	a->title_en = needed(r, "title_en", ANNOUNCEMENT_TITLE_EN, WORD "ErrorTitle");
	a->text = needed(r, "text", ANNOUNCEMENT_TEXT, WORD "ErrorText");
	a->text_en = needed(r, "text_en", ANNOUNCEMENT_TEXT, WORD "ErrorText");
	if (strpbrk(a->title, "\r\n"))
		page_error(r, "title", WORD "ErrorTitle");
	if (strpbrk(a->title_en, "\r\n"))
		page_error(r, "title_en", WORD "ErrorTitle");
	a->link = desk_typed(r, "link");
	if (a->link[0] && (!path_is_ours(a->link) || strlen(a->link) > LINK_MAX ||
	                   strspn(a->link, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	                                   "0123456789/._~?=&%-") != strlen(a->link)))
		page_error(r, "link", WORD "ErrorLink");
}

/* One of the words of LIST, or "". */
static const char *one_of(struct request *r, const char *name, const char *const *list)
{
	const char *word = desk_typed(r, name);

	if (word[0] && !text_among(word, list))
		page_error(r, name, WORD "ErrorChoice");
	return word;
}

/* The tiers ticked, in the plan's order. */
static const char *read_tiers(struct request *r)
{
	const struct plan *plan = plan_of(r);
	char *list = talloc_strdup(r->mem, "");

	for (int i = 0; i < plan->n_tiers; i++) {
		const char *code = plan->tiers[i].code;

		for (int k = 0; k < r->n_form; k++)
			if (strcmp(r->form[k].name, "tiers") == 0 &&
			    strcmp(r->form[k].value, code) == 0) {
				list = talloc_asprintf_append(list, "%s%s", list[0] ? "," : "", code);
				break;
			}
	}
	return list;
}

static void read_audience(struct request *r, struct audience *to)
{
	static const char *segments[RFM_SEGMENTS + 1];
	static const char *interests[ITEM_CATEGORY__MAX + 1];

	for (int i = 0; i < RFM_SEGMENTS; i++)
		segments[i] = rfm_segment_word((enum rfm_segment)i);
	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++)
		interests[i - ITEM_GOODS] = item_category_word((enum item_category)i);
	to->tiers = read_tiers(r);
	to->kind = one_of(r, "kind", kinds);
	to->segment = one_of(r, "segment", segments);
	to->interest = one_of(r, "interest", interests);
	to->trip = one_of(r, "trip", trips);
	to->trip_days = desk_number(r, "trip_days", 1, TRIP_DAYS_MAX, 0);
	if ((strcmp(to->trip, "within") == 0 || strcmp(to->trip, "before") == 0) &&
	    to->trip_days == 0)
		page_error(r, "trip_days", WORD "ErrorTripDays");
	to->city = desk_typed(r, "city");
	if (utf8_length(to->city) > CITY_MAX)
		page_error(r, "city", WORD "ErrorCity");
}

void announcement_typed(struct request *r, struct announcement *a)
{
	bool *const by[N_WAYS] = {&a->by_banner, &a->by_notice, &a->by_mail, &a->by_sms};
	int64_t ends;
	bool any = false;

	for (const struct field *f = announcement_fields; f->name; f++)
		if (!f->many)
			page_keep(r, f->name);
	read_texts(r, a);
	for (int i = 0; i < N_WAYS; i++) {
		*by[i] = desk_typed(r, ways[i].field)[0] != '\0';
		any = any || *by[i];
	}
	if (!any)
		page_error(r, ways[0].field, WORD "ErrorWays");
	read_audience(r, &a->audience);
	a->starts_at = desk_moment(r, "starts_at");
	if (a->starts_at == INSTANT_NONE)
		a->starts_at = page_now(r);
	ends = desk_moment(r, "ends_at");
	a->ends_at = ends == INSTANT_NONE ? a->starts_at + BANNER_DAYS * DAY_S : ends;
	if (a->ends_at <= a->starts_at)
		page_error(r, "ends_at", WORD "ErrorEnds");
	a->staff_id = desk_of(r)->staff_id;
}

static void join(struct request *r, char **text, const char *part)
{
	*text = talloc_asprintf_append(*text, "%s%s",
	                               (*text)[0] ? view_words(page_root(r), WORD "Between") : "",
	                               part);
}

static const char *filled(struct request *r, const char *key, const char *with)
{
	return text_sentence(r->mem, page_root(r), key, with, NULL);
}

static const char *tiers_words(struct request *r, const char *tiers)
{
	const struct plan *plan = plan_of(r);
	char *list = talloc_strdup(r->mem, "");

	for (int i = 0; i < plan->n_tiers; i++)
		if (preference_has(tiers, plan->tiers[i].code))
			list = talloc_asprintf_append(list, "%s%s", list[0] ? "/" : "",
			                              tier_name(r, &plan->tiers[i]));
	return list[0] ? list : tiers;
}

const char *announcement_audience(struct request *r, const struct audience *to)
{
	const char *days = talloc_asprintf(r->mem, "%" PRId64, to->trip_days);
	char *text = talloc_strdup(r->mem, "");

	if (to->tiers[0])
		join(r, &text, filled(r, WORD "ToTiers", tiers_words(r, to->tiers)));
	if (to->kind[0])
		join(r, &text, filled(r, WORD "ToKind", keyed(r, WORD "Kinds", to->kind)));
	if (to->segment[0])
		join(r, &text, filled(r, WORD "ToSegment",
		                      keyed(r, "Lang.Reports.Rfm.Segment", to->segment)));
	if (strcmp(to->trip, "within") == 0)
		join(r, &text, filled(r, WORD "ToWithin", days));
	else if (strcmp(to->trip, "before") == 0)
		join(r, &text, filled(r, WORD "ToBefore", days));
	else if (to->trip[0])
		join(r, &text, view_words(page_root(r), WORD "ToNever"));
	if (to->city[0])
		join(r, &text, filled(r, WORD "ToCity", to->city));
	if (to->interest[0])
		join(r, &text, filled(r, WORD "ToInterest",
		                      keyed(r, "Lang.Catalogue.Category", to->interest)));
	return text[0] ? text : view_words(page_root(r), WORD "Everybody");
}

const char *announcement_ways(struct request *r, const struct announcement *a)
{
	char *text = talloc_strdup(r->mem, "");

	for (int i = 0; i < N_WAYS; i++)
		if (goes_by(a, i))
			text = talloc_asprintf_append(text, "%s%s", text[0] ? " · " : "",
			                              keyed(r, WORD "By", ways[i].name));
	return text;
}
