#include "page/preferences.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "rule/redeem.h"
#include "store/preference.h"

#define PLACES_MAX 200

static const struct field query_fields[] = {{.name = "done", .max = 16}, {0}};
static const struct field form_fields[] = {{.name = "suggest", .max = 8},
                                           {.name = "interest", .max = 16, .many = true},
                                           {.name = "destinations", .max = 1000},
                                           {.name = "transport", .max = 16},
                                           {.name = "lodging", .max = 16},
                                           {0}};

static const char *const notices[][2] = {{"saved", "Lang.Preferences.Saved"}, {NULL, NULL}};
static const char *const transports[] = {"", "plane", "train", "car", NULL};
static const char *const transport_keys[] = {
	"Lang.Preferences.TransportAny", "Lang.Preferences.TransportPlane",
	"Lang.Preferences.TransportTrain", "Lang.Preferences.TransportCar"};
static const char *const lodgings[] = {"", "hotel", "inn", "apartment", NULL};
static const char *const lodging_keys[] = {
	"Lang.Preferences.LodgingAny", "Lang.Preferences.LodgingHotel",
	"Lang.Preferences.LodgingInn", "Lang.Preferences.LodgingApartment"};

static void fill_choices(struct view_node *root, const char *name, const char *const *values,
                         const char *const *keys)
{
	for (int i = 0; values[i] != NULL; i++) {
		struct view_node *row = view_row(root, name, i);

		view_str(row, "Value", values[i]);
		view_str(row, "Text", view_words(root, keys[i]));
	}
}

static void fill_form(struct request *r, const struct preference *p)
{
	struct view_node *root = page_root(r);

	view_flag(root, "Form.suggest", p->suggest);
	view_str(root, "Form.destinations", p->destinations);
	view_str(root, "Form.transport", p->transport);
	view_str(root, "Form.lodging", p->lodging);
	fill_choices(root, "Transports", transports, transport_keys);
	fill_choices(root, "Lodgings", lodgings, lodging_keys);
	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++) {
		struct view_node *row = view_row(root, "Interests", i - ITEM_GOODS);
		const char *word = item_category_word((enum item_category)i);

		view_str(row, "Value", word);
		view_str(row, "Text", view_words(root, talloc_asprintf(
			r->mem, "Lang.Catalogue.Category.%s", word)));
		view_flag(row, "On", preference_has(p->interests, word));
	}
}

/* Places as typed become a list: any comma, no blanks around. */
static const char *read_places(struct request *r)
{
	const char *typed = account_line(r, "destinations");
	char *out = talloc_strdup(r->mem, ""), *rest, *place;
	struct buf plain;

	buf_init(&plain, r->mem);
	for (; *typed; typed++)
		if (text_starts(typed, "、") || text_starts(typed, "，")) {
			buf_str(&plain, ",");
			typed += strlen("、") - 1;
		} else {
			buf_add(&plain, *typed == ';' ? "," : typed, 1);
		}
	rest = plain.len > 0 ? plain.data : NULL;
	while ((place = strsep(&rest, ",")) != NULL) {
		const char *clean = text_clean(r->mem, place);

		if (clean[0])
			out = talloc_asprintf_append(out, "%s%s", out[0] ? "," : "", clean);
	}
	if (utf8_length(out) > PLACES_MAX)
		page_error(r, "destinations", "Lang.Preferences.DestinationsLong");
	return out;
}

static const char *read_choice(struct request *r, const char *name, const char *const *among)
{
	const char *value = account_raw(r, name);

	if (text_among(value, among))
		return value;
	page_error(r, name, "Lang.Preferences.Choice");
	return "";
}

static const char *read_interests(struct request *r)
{
	char *out = talloc_strdup(r->mem, "");

	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++) {
		const char *word = item_category_word((enum item_category)i);

		for (int k = 0; k < r->n_form; k++)
			if (strcmp(r->form[k].name, "interest") == 0 && strcmp(r->form[k].value, word) == 0 &&
			    !preference_has(out, word))
				out = talloc_asprintf_append(out, "%s%s", out[0] ? "," : "", word);
	}
	return out;
}

static int page_preferences(struct request *r)
{
	struct portal *portal = portal_of(r);
	uint64_t member_id = viewer_of(r)->member_id;
	struct preference p;

	account_page(r, "Lang.Preferences.Title", "profile");
	account_notice(r, notices);
	if (r->method == METHOD_POST) {
		p = (struct preference){.suggest = account_raw(r, "suggest")[0] != '\0',
		                        .destinations = read_places(r), .interests = read_interests(r),
		                        .transport = read_choice(r, "transport", transports),
		                        .lodging = read_choice(r, "lodging", lodgings)};
		if (!page_has_errors(r))
			return preference_save(portal->db, member_id, &p) == DB_OK
			           ? respond_see_other(r, "/profile/preferences?done=saved")
			           : account_unavailable(r);
	} else if (preference_get(portal->db, r->mem, member_id, &p) != DB_OK) {
		return account_unavailable(r);
	}
	fill_form(r, &p);
	return page_has_errors(r) ? 422 : 200;
}

const struct route preferences_routes[] = {
	{.path = "/profile/preferences", .methods = METHOD_GET | METHOD_POST,
	 .guards = GUARD_MEMBER | GUARD_CSRF, .page = page_preferences, .template = "preferences",
	 .query = query_fields, .form = form_fields},
	{0},
};
