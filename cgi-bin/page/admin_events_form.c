/* The form of a members' event. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_events.h"
#include "page/desk_form.h"

#define WORD "Lang.AdminEvents."
#define PLACES_MOST 100000
#define SEATS_MOST 20

const struct field event_form_fields[] = {
	{"version", 20, false},    {"name", 200, false},      {"name_en", 200, false},
	{"text", 8000, false},     {"text_en", 8000, false},  {"place", 300, false},
	{"place_en", 300, false},  {"starts_at", 32, false},  {"ends_at", 32, false},
	{"open_from", 32, false},  {"open_until", 32, false}, {"back_until", 32, false},
	{"tier", 32, false},       {"kind", 16, false},       {"places", 20, false},
	{"per_member", 20, false}, {"cost_points", 20, false}, {"early_tier", 32, false},
	{"early_days", 20, false}, {0},
};

static const char *const kinds[] = {"personal", "family", "corporate", NULL};

static void put(struct request *r, const char *name, const char *value)
{
	view_str(view_node(page_root(r), "Form"), name, value);
}

static void put_number(struct request *r, const char *name, int64_t value, bool none)
{
	put(r, name, none ? "" : talloc_asprintf(r->mem, "%" PRId64, value));
}

/* "2026-12-01T10:00": what the browser's field takes. */
static void put_moment(struct request *r, const char *name, int64_t value)
{
	char text[INSTANT_TEXT];

	put(r, name, value == INSTANT_NONE ? ""
	                                   : talloc_strndup(r->mem, instant_local(text, value), 16));
}

void event_form_fixed(struct request *r, const struct member_event *e)
{
	put(r, "tier", e->tier);
	put(r, "kind", e->kind);
	put_number(r, "cost_points", e->cost_points, e->cost_points == 0);
}

void event_form_fill(struct request *r, const struct member_event *e)
{
	put_number(r, "version", e->version, false);
	put(r, "name", e->name);
	put(r, "name_en", e->name_en);
	put(r, "text", e->text);
	put(r, "text_en", e->text_en);
	put(r, "place", e->place);
	put(r, "place_en", e->place_en);
	put_moment(r, "starts_at", e->starts_at);
	put_moment(r, "ends_at", e->ends_at);
	put_moment(r, "open_from", e->open_from);
	put_moment(r, "open_until", e->open_until);
	put_moment(r, "back_until", e->back_until);
	put(r, "early_tier", e->early.tier);
	put_number(r, "early_days", e->early.days, e->early.days == 0);
	put_number(r, "places", e->places, e->places == 0);
	put_number(r, "per_member", e->per_member, false);
	event_form_fixed(r, e);
}

static void choice(struct view_node *root, const char *list, int i, const char *value,
                   const char *text)
{
	struct view_node *row = view_row(root, list, i);

	view_str(row, "Value", value);
	view_str(row, "Text", text);
}

void event_form_choices(struct request *r)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	bool en = view_lang(root) == LANG_EN;
	const char *all = view_words(root, "Lang.AdminCampaigns.All");

	choice(root, "Kinds", 0, "", all);
	for (int i = 0; kinds[i]; i++)
		choice(root, "Kinds", i + 1, kinds[i],
		       view_words(root, talloc_asprintf(r->mem, "Lang.AdminCampaigns.Kind.%s", kinds[i])));
	choice(root, "Tiers", 0, "", all);
	choice(root, "EarlyTiers", 0, "", view_words(root, "Lang.AdminEarly.Nobody"));
	for (int i = 1; i < plan->n_tiers; i++) {
		const char *name = en ? plan->tiers[i].name.en : plan->tiers[i].name.zh;

		choice(root, "Tiers", i, plan->tiers[i].code, name);
		choice(root, "EarlyTiers", i, plan->tiers[i].code, name);
	}
}

static void read_times(struct request *r, struct member_event *e)
{
	e->starts_at = desk_moment(r, "starts_at");
	e->ends_at = desk_moment(r, "ends_at");
	e->open_from = desk_moment(r, "open_from");
	e->open_until = desk_moment(r, "open_until");
	e->back_until = desk_moment(r, "back_until");
	if (!desk_typed(r, "starts_at")[0])
		page_error(r, "starts_at", WORD "ErrorMoment");
	if (!desk_typed(r, "ends_at")[0])
		page_error(r, "ends_at", WORD "ErrorMoment");
	if (page_has_errors(r))
		return;
	if (e->open_until == INSTANT_NONE)
		e->open_until = e->starts_at;
	if (e->back_until == INSTANT_NONE)
		e->back_until = e->open_until;
	if (e->ends_at <= e->starts_at)
		page_error(r, "ends_at", WORD "ErrorEnds");
	if (e->open_until > e->ends_at || (e->open_from != INSTANT_NONE && e->open_from >= e->open_until))
		page_error(r, "open_until", WORD "ErrorUntil");
	if (e->back_until > e->starts_at)
		page_error(r, "back_until", WORD "ErrorBack");
}

void event_form_read(struct request *r, struct member_event *e)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));

	for (const struct field *f = event_form_fields; f->name; f++)
		page_keep(r, f->name);
	e->name = desk_prose(r, "name", 80);
	e->name_en = desk_prose(r, "name_en", 80);
	e->text = desk_prose(r, "text", 4000);
	e->text_en = desk_prose(r, "text_en", 4000);
	e->place = desk_prose(r, "place", 120);
	e->place_en = desk_prose(r, "place_en", 120);
	e->places = desk_number(r, "places", 1, PLACES_MOST, 0);
	e->per_member = desk_number(r, "per_member", 1, SEATS_MOST, 1);
	if (!desk_typed(r, "name")[0])
		page_error(r, "name", "Lang.AdminCampaigns.ErrorName");
	if (!desk_typed(r, "place")[0])
		page_error(r, "place", WORD "ErrorPlace");
	if (!desk_typed(r, "places")[0])
		page_error(r, "places", WORD "ErrorPlaces");
	read_times(r, e);
	e->early = desk_early(r, "open_from");
	if (strcmp(e->state, "draft") != 0)
		return; /* whom it is for and what it costs stay as members know it */
	e->tier = desk_typed(r, "tier");
	e->kind = desk_typed(r, "kind");
	e->cost_points = desk_number(r, "cost_points", 0, DESK_POINTS_MAX, 0);
	if (e->tier[0] && strcmp(plan->tiers[plan_tier_index(plan, e->tier)].code, e->tier) != 0)
		page_error(r, "tier", "Lang.AdminCampaigns.ErrorChoice");
	if (e->kind[0] && !text_among(e->kind, kinds))
		page_error(r, "kind", "Lang.AdminCampaigns.ErrorChoice");
}
