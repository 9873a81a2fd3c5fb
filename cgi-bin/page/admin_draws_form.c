/* The form of a draw: texts on one side, the draw on the other. */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_draws.h"
#include "page/desk_form.h"

#define WORD "Lang.AdminDraws."
#define COUNT_MAX INT64_C(1000000)
#define RESERVES_MAX 1000
#define DAYS_MAX 730

const struct field draw_form_fields[] = {
	{"version", 20, false},      {"kind", 16, false},          {"name", 400, false},
	{"name_en", 400, false},     {"text", 8000, false},        {"text_en", 8000, false},
	{"who", 3000, false},        {"who_en", 3000, false},      {"method", 3000, false},
	{"method_en", 3000, false},  {"claim_how", 3000, false},   {"claim_how_en", 3000, false},
	{"delivery", 3000, false},   {"delivery_en", 3000, false}, {"forfeit", 3000, false},
	{"forfeit_en", 3000, false}, {"organiser", 600, false},    {"organiser_en", 600, false},
	{"contact", 600, false},     {"ticket_points", 20, false}, {"per_member", 20, false},
	{"per_day", 20, false},      {"max_tickets", 20, false},   {"min_tier", 32, false},
	{"opens_at", 32, false},     {"closes_at", 32, false},     {"draws_at", 32, false},
	{"claim_days", 20, false},   {"reserve_count", 20, false}, {"tax_by", 16, false},
	{"public_source", 1000, false}, {"public_source_en", 1000, false},
	{"early_tier", 32, false},   {"early_days", 20, false},    {0}};

/* Texts of the form: field, place in struct draw, characters at most. */
static const struct {
	const char *name;
	size_t at, max;
} texts[] = {
	{"name", offsetof(struct draw, name), 80},
	{"name_en", offsetof(struct draw, name_en), 80},
	{"text", offsetof(struct draw, text), 4000},
	{"text_en", offsetof(struct draw, text_en), 4000},
	{"who", offsetof(struct draw, who), 600},
	{"who_en", offsetof(struct draw, who_en), 600},
	{"method", offsetof(struct draw, method), 600},
	{"method_en", offsetof(struct draw, method_en), 600},
	{"claim_how", offsetof(struct draw, claim_how), 600},
	{"claim_how_en", offsetof(struct draw, claim_how_en), 600},
	{"delivery", offsetof(struct draw, delivery), 600},
	{"delivery_en", offsetof(struct draw, delivery_en), 600},
	{"forfeit", offsetof(struct draw, forfeit), 600},
	{"forfeit_en", offsetof(struct draw, forfeit_en), 600},
	{"organiser", offsetof(struct draw, organiser), 120},
	{"organiser_en", offsetof(struct draw, organiser_en), 120},
	{"contact", offsetof(struct draw, contact), 120},
	{"public_source", offsetof(struct draw, public_source), 200},
	{"public_source_en", offsetof(struct draw, public_source_en), 200},
};
#define N_TEXTS (sizeof texts / sizeof texts[0])

static const char **text_at(struct draw *draw, size_t i)
{
	return (const char **)((char *)draw + texts[i].at);
}

/* VALUE as typed; nothing where 0 says nothing. */
static void put_number(struct request *r, const char *name, int64_t value, bool none)
{
	if (!none)
		view_str(page_root(r), talloc_asprintf(r->mem, "Form.%s", name),
		         talloc_asprintf(r->mem, "%" PRId64, value));
}

/* "2026-12-01T10:00" in the programme's time zone: what the browser's field takes. */
static void put_moment(struct request *r, const char *name, int64_t value)
{
	char text[INSTANT_TEXT];

	if (value != INSTANT_NONE)
		view_str(page_root(r), talloc_asprintf(r->mem, "Form.%s", name),
		         talloc_strndup(r->mem, instant_local(text, value), 16));
}

void draw_form_fill(struct request *r, const struct draw *draw)
{
	struct view_node *form = view_node(page_root(r), "Form");

	for (size_t i = 0; i < N_TEXTS; i++)
		view_str(form, texts[i].name, *text_at((struct draw *)draw, i));
	view_str(form, "kind", draw_kind_word(draw->kind));
	view_str(form, "min_tier", draw->min_tier);
	view_str(form, "tax_by", draw->tax_by_winner ? "winner" : "company");
	put_number(r, "version", draw->version, false);
	put_number(r, "ticket_points", draw->ticket_points, false);
	put_number(r, "per_member", draw->per_member, draw->per_member == 0);
	put_number(r, "per_day", draw->per_day, draw->per_day == 0);
	put_number(r, "max_tickets", draw->max_tickets, draw->max_tickets == 0);
	put_number(r, "claim_days", draw->claim_days, draw->claim_days == 0);
	put_number(r, "reserve_count", draw->reserve_count, false);
	view_str(form, "early_tier", draw->early.tier);
	put_number(r, "early_days", draw->early.days, draw->early.days == 0);
	put_moment(r, "opens_at", draw->opens_at);
	put_moment(r, "closes_at", draw->closes_at);
	put_moment(r, "draws_at", draw->draws_at);
}

static void choice(struct view_node *root, const char *list, int i, const char *value,
                   const char *text)
{
	struct view_node *row = view_row(root, list, i);

	view_str(row, "Value", value);
	view_str(row, "Text", text);
}

void draw_form_choices(struct request *r)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	bool en = view_lang(root) == LANG_EN;

	choice(root, "Kinds", 0, "cutoff", view_words(root, WORD "Kind.cutoff"));
	choice(root, "Kinds", 1, "instant", view_words(root, WORD "Kind.instant"));
	choice(root, "Taxes", 0, "company", view_words(root, WORD "TaxBy.company"));
	choice(root, "Taxes", 1, "winner", view_words(root, WORD "TaxBy.winner"));
	choice(root, "Tiers", 0, "", view_words(root, WORD "AllTiers"));
	choice(root, "EarlyTiers", 0, "", view_words(root, "Lang.AdminEarly.Nobody"));
	for (int i = 1; i < plan->n_tiers; i++) {
		const char *name = en ? plan->tiers[i].name.en : plan->tiers[i].name.zh;

		choice(root, "Tiers", i, plan->tiers[i].code, name);
		choice(root, "EarlyTiers", i, plan->tiers[i].code, name);
	}
}

static void read_choices(struct request *r, struct draw *draw)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	const char *tier = desk_typed(r, "min_tier"), *tax = desk_typed(r, "tax_by");
	enum draw_kind kind = draw_kind_of(desk_typed(r, "kind"));

	if (!kind)
		page_error(r, "kind", WORD "ErrorChoice");
	else
		draw->kind = kind;
	if (tier[0] && strcmp(plan->tiers[plan_tier_index(plan, tier)].code, tier) != 0)
		page_error(r, "min_tier", WORD "ErrorChoice");
	else
		draw->min_tier = tier;
	draw->tax_by_winner = strcmp(tax, "winner") == 0;
	if (!draw->tax_by_winner && strcmp(tax, "company") != 0)
		page_error(r, "tax_by", WORD "ErrorChoice");
}

void draw_form_read(struct request *r, struct draw *draw)
{
	for (const struct field *f = draw_form_fields; f->name; f++)
		page_keep(r, f->name);
	for (size_t i = 0; i < N_TEXTS; i++)
		*text_at(draw, i) = desk_prose(r, texts[i].name, texts[i].max);
	if (!draw->name[0] && utf8_length(desk_typed(r, "name")) == 0)
		page_error(r, "name", WORD "ErrorName");
	read_choices(r, draw);
	draw->ticket_points = desk_number(r, "ticket_points", 0, DESK_POINTS_MAX, 0);
	draw->per_member = desk_number(r, "per_member", 1, COUNT_MAX, 0);
	draw->per_day = desk_number(r, "per_day", 1, COUNT_MAX, 0);
	draw->max_tickets = desk_number(r, "max_tickets", 1, COUNT_MAX, 0);
	draw->claim_days = desk_number(r, "claim_days", 1, DAYS_MAX, 0);
	draw->reserve_count = desk_number(r, "reserve_count", 0, RESERVES_MAX, 0);
	draw->early = desk_early(r, "opens_at");
	draw->opens_at = desk_moment(r, "opens_at");
	draw->closes_at = desk_moment(r, "closes_at");
	draw->draws_at = desk_moment(r, "draws_at");
	if (draw->opens_at != INSTANT_NONE && draw->closes_at != INSTANT_NONE &&
	    draw->opens_at >= draw->closes_at)
		page_error(r, "closes_at", WORD "ErrorUntil");
	if (draw->closes_at != INSTANT_NONE && draw->draws_at != INSTANT_NONE &&
	    draw->draws_at < draw->closes_at)
		page_error(r, "draws_at", WORD "ErrorDrawn");
}
