/* Records of members that want looking after: look-alikes, and addresses that take no
 * message any more, details that nobody has checked for long. */
#include "base/mem.h"
#include "page/admin_members.h"
#include "service/mail_desk.h"
#include "store/record.h"

#define WORD "Lang.Records."
#define ROWS 50
#define STALE_DAYS 395 /* a year, and a month to answer the yearly question */

static void fill_pair(struct request *r, struct view_node *row, const struct record_pair *p,
                      const char *why)
{
	struct view_node *first = view_row(row, "Two", 0), *other = view_row(row, "Two", 1);

	view_str(first, "No", p->first_no);
	view_str(first, "Name", members_mask_name(r, p->first_name));
	view_day(first, "Joined", p->first_joined);
	view_str(other, "No", p->other_no);
	view_str(other, "Name", members_mask_name(r, p->other_name));
	view_day(other, "Joined", p->other_joined);
	view_str(row, "No", p->other_no);
	view_str(row, "Why", view_words(row, why));
}

static bool fill_pairs(struct request *r)
{
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	struct record_pair *persons, *phones;
	int n_persons, n_phones, kept = 0;

	if (record_same_person(db, r->mem, ROWS + 1, &persons, &n_persons) != DB_OK ||
	    record_same_phone(db, r->mem, ROWS + 1, &phones, &n_phones) != DB_OK)
		return false;
	for (int i = 0; i < n_persons && i < ROWS; i++)
		fill_pair(r, view_row(root, "Pairs", kept++), &persons[i], WORD "SamePerson");
	for (int i = 0; i < n_phones && i < ROWS; i++)
		fill_pair(r, view_row(root, "Pairs", kept++), &phones[i], WORD "SamePhone");
	view_flag(root, "PairsFull", n_persons > ROWS || n_phones > ROWS);
	return true;
}

static bool fill_bounced(struct request *r)
{
	struct view_node *root = page_root(r);
	struct record_bounced *rows;
	int n;

	if (record_bounced(portal_of(r)->db, r->mem, ROWS + 1, &rows, &n) != DB_OK)
		return false;
	for (int i = 0; i < n && i < ROWS; i++) {
		struct view_node *row = view_row(root, "Bounced", i);

		view_str(row, "No", rows[i].member_no);
		view_str(row, "Name", members_mask_name(r, rows[i].name));
		view_str(row, "Address", members_mask(r, rows[i].address));
		view_str(row, "Why", view_words(row, talloc_asprintf(r->mem, "Lang.AdminMessages.Why.%s",
		                                                     mail_desk_why(rows[i].error))));
		view_instant(row, "At", rows[i].failed_at);
		view_points(row, "Times", rows[i].times);
	}
	view_flag(root, "BouncedFull", n > ROWS);
	return true;
}

static bool fill_stale(struct request *r)
{
	struct view_node *root = page_root(r);
	struct record_stale *rows;
	int32_t day = day_of(page_now(r)) - STALE_DAYS;
	int n;

	if (record_stale(portal_of(r)->db, r->mem, day, ROWS + 1, &rows, &n) != DB_OK)
		return false;
	for (int i = 0; i < n && i < ROWS; i++) {
		struct view_node *row = view_row(root, "Stale", i);

		view_str(row, "No", rows[i].member_no);
		view_str(row, "Name", members_mask_name(r, rows[i].name));
		view_day(row, "Checked", rows[i].checked_on);
	}
	view_flag(root, "StaleFull", n > ROWS);
	return true;
}

int page_member_records(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");

	view_flag(root, "Manager", desk_may(r, false));
	if (!desk_looked(r, "member_records", 0, "") || !fill_pairs(r) || !fill_bounced(r) ||
	    !fill_stale(r))
		return desk_unavailable(r);
	return 200;
}
