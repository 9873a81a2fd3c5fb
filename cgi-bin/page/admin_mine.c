#include "page/admin_mine.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "page/masked.h"
#include "page/rule_words.h"
#include "store/adviser.h"
#include "store/rollup_members.h"

#define WORD "Lang.Mine."
#define ROWS 50
#define BIRTHDAY_DAYS 14 /* how far ahead */
#define CALL_DAYS 7
#define LOW_DAYS 90      /* how far back */
#define DAY_S 86400
#define NOBODY "nobody"

static const struct field query[] = {{"who", 20, false}, {0}};

enum list { CALLS, CASES, LOW, BIRTHDAYS, SLEEPERS, N_LISTS };
static const char *const list_words[N_LISTS] = {"Calls", "Cases", "Low", "Birthdays", "Sleepers"};

static enum db read_list(struct request *r, enum list list, const struct adviser_asked *asked,
                         struct adviser_row **rows, int *n)
{
	struct database *db = portal_of(r)->db;
	int32_t today = day_of(page_now(r));

	switch (list) {
	case CALLS: return adviser_calls(db, r->mem, asked, today + CALL_DAYS, rows, n);
	case CASES: return adviser_cases(db, r->mem, asked, rows, n);
	case LOW:
		return adviser_low(db, r->mem, asked, page_now(r) - (int64_t)LOW_DAYS * DAY_S, rows, n);
	case BIRTHDAYS:
		return adviser_birthdays(db, r->mem, asked, today, today + BIRTHDAY_DAYS, rows, n);
	default: return adviser_sleepers(db, r->mem, asked, today - ACTIVE_LONG, rows, n);
	}
}

/* The next day with month and day KEY (1231), today included; 29 February is kept on
 * the 28th of other years. */
static int32_t next_birthday(int64_t key, int32_t today)
{
	struct civil c = civil_of(today);
	int month = (int)(key / 100);
	int32_t first;

	if (key < c.month * 100 + c.day)
		c.year++;
	first = day_from_civil((struct civil){c.year, month, 1});
	if (day_add_months(first, 1) - first < key % 100)
		return day_add_months(first, 1) - 1;
	return first + (int32_t)(key % 100) - 1;
}

/* Why the member stands in the list of call-backs. */
static void fill_call(struct request *r, struct view_node *row, const struct adviser_row *a)
{
	view_sentence(row, "Text", WORD "CallText",
	              text_day(r->mem, view_lang(row), a->day),
	              view_words(row, talloc_asprintf(r->mem, "Lang.Contacts.Channel.%s", a->word)),
	              NULL);
	if (a->score > 0)
		view_sentence(row, "Note", "Lang.Contacts.ScoreText", text_points(r->mem, a->score), NULL);
	else
		view_str(row, "Note", a->text);
	view_flag(row, "Late", a->day < day_of(page_now(r)));
	view_str(row, "Url", talloc_asprintf(r->mem, "/admin/members/%s/contacts", a->member_no));
}

static void fill_case(struct request *r, struct view_node *row, const struct adviser_row *a)
{
	bool ours = strcmp(a->text, "staff") == 0;
	const char *kind = view_words(row, talloc_asprintf(r->mem, "Lang.Cases.Kind.%s", a->word));

	view_sentence(row, "Text", ours ? WORD "CaseText" : WORD "CaseWaits", kind,
	              text_day(r->mem, view_lang(row), day_of(a->at)), NULL);
	view_flag(row, "Late", ours && a->at < page_now(r));
	view_str(row, "Url", talloc_asprintf(r->mem, "/admin/cases/%s", a->ref));
}

static void fill_low(struct request *r, struct view_node *row, const struct adviser_row *a)
{
	const char *day = text_day(r->mem, view_lang(row), a->day);

	if (a->score >= 0)
		view_sentence(row, "Text", WORD "LowText", day, text_points(r->mem, a->score), NULL);
	else
		view_sentence(row, "Text", WORD "LowDay", day, NULL);
	if (a->driver > 0)
		view_sentence(row, "Note", WORD "LowDriver", text_points(r->mem, a->driver), NULL);
	view_str(row, "Url", talloc_asprintf(r->mem, "/admin/cases/%s", a->ref));
}

static void fill_row(struct request *r, struct view_node *row, enum list list,
                     const struct adviser_row *a)
{
	int32_t today = day_of(page_now(r));
	const struct plan *plan = plan_on(portal_of(r)->plans, today);

	view_str(row, "No", a->member_no);
	view_str(row, "Name", masked_name(r->mem, a->name));
	view_str(row, "Tier", plan_words(row, &plan->tiers[plan_tier_index(plan, a->tier)].name));
	switch (list) {
	case CALLS: fill_call(r, row, a); break;
	case CASES: fill_case(r, row, a); break;
	case LOW: fill_low(r, row, a); break;
	case BIRTHDAYS:
		view_sentence(row, "Text", WORD "BirthdayText",
		              text_day(r->mem, view_lang(row), next_birthday(a->key, today)), NULL);
		break;
	default:
		view_sentence(row, "Text", WORD "SleeperText",
		              text_day(r->mem, view_lang(row), a->day), text_points(r->mem, a->points),
		              NULL);
	}
}

static bool fill_lists(struct request *r, uint64_t staff_id)
{
	const struct adviser_asked asked = {.staff_id = staff_id, .limit = ROWS + 1};

	for (int i = 0; i < N_LISTS; i++) {
		struct view_node *list = view_row(page_root(r), "Lists", i);
		struct adviser_row *rows;
		int n;

		if (read_list(r, (enum list)i, &asked, &rows, &n) != DB_OK)
			return false;
		view_str(list, "Id", list_words[i]);
		view_str(list, "Title", view_words(list, talloc_asprintf(r->mem, WORD "%s.Title",
		                                                         list_words[i])));
		view_str(list, "Lead", view_words(list, talloc_asprintf(r->mem, WORD "%s.Lead",
		                                                        list_words[i])));
		view_str(list, "None", view_words(list, talloc_asprintf(r->mem, WORD "%s.None",
		                                                        list_words[i])));
		view_flag(list, "Full", n > ROWS);
		for (int k = 0; k < n && k < ROWS; k++)
			fill_row(r, view_row(list, "Rows", k), (enum list)i, &rows[k]);
	}
	return true;
}

static void fill_choice(struct view_node *root, int i, const char *value, const char *text)
{
	struct view_node *row = view_row(root, "Who", i);

	view_str(row, "Value", value);
	view_str(row, "Text", text);
}

/* Whose desks can be chosen: one's own, nobody's, and for managers and auditors that of
 * every adviser who serves. */
static bool fill_choices(struct request *r, const char *chosen)
{
	struct view_node *root = page_root(r);
	const char *role = desk_of(r)->role;
	struct staff *staff;
	int n, kept = 0;

	fill_choice(root, kept++, "", view_words(root, WORD "Own"));
	fill_choice(root, kept++, NOBODY, view_words(root, WORD "Nobody"));
	view_str(root, "Form.who", chosen);
	if (strcmp(role, "clerk") == 0)
		return true;
	if (staff_list(portal_of(r)->db, r->mem, &staff, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++)
		if (strcmp(staff[i].state, "active") == 0 && staff[i].staff_id != desk_of(r)->staff_id &&
		    (strcmp(staff[i].role, "clerk") == 0 || strcmp(staff[i].role, "manager") == 0))
			fill_choice(root, kept++, talloc_asprintf(r->mem, "%" PRIu64, staff[i].staff_id),
			            staff[i].name);
	return true;
}

static int page_mine(struct request *r)
{
	const char *who = request_query(r, "who");
	int64_t id = (int64_t)desk_of(r)->staff_id;

	desk_page(r, WORD "Title");
	if (!who)
		who = "";
	if (strcmp(who, NOBODY) == 0)
		id = 0;
	else if (who[0] && (!int_parse(who, &id) || id <= 0))
		return page_problem(r, 404);
	else if (who[0] && strcmp(desk_of(r)->role, "clerk") == 0 &&
	         (uint64_t)id != desk_of(r)->staff_id)
		return page_problem(r, 403);
	if (!desk_looked(r, "mine", 0, who) || !fill_choices(r, who) ||
	    !fill_lists(r, (uint64_t)id))
		return desk_unavailable(r);
	return 200;
}

const struct route admin_mine_routes[] = {
	{"/admin/mine", METHOD_GET, GUARD_STAFF, page_mine, "admin/mine", query, NULL, 0},
	{0},
};
