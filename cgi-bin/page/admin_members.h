/* /admin/members: the members desk. The search; one page a member; adjustments,
 * tier and adviser, kind and people, merges; the pages as the member saw them. */
#ifndef PAGE_ADMIN_MEMBERS_H
#define PAGE_ADMIN_MEMBERS_H

#include "page/desk.h"
#include "store/contact.h"
#include "store/member_desk.h"

#define MEMBERS_WORD "Lang.Members."

extern const struct route admin_members_routes[];

/* The account of the URL's number, looked up and logged as ACTION. 0, or the
 * status of the answer: 404, or 503. */
int members_find(struct request *r, const char *action, struct desk_member *m);
/* Starts a page about M: Page.Title from KEY, No Active Kind State Holder, all
 * names masked; the crumb leads to the member's page. */
struct view_node *members_page(struct request *r, const struct desk_member *m, const char *key);
/* A name, an e-mail or a phone with its middle starred, on r->mem; "" stays. */
char *members_mask_name(struct request *r, const char *name);
char *members_mask(struct request *r, const char *address);
/* 303 to the member's page with ?done=WORD. */
int members_done(struct request *r, const struct desk_member *m, const char *word);
/* Fills in what the member's page lists: lots, entries, orders, redemptions,
 * coupons, cases, adjustments, contacts, merges and who looked (admin_members_facts.c).
 * False: the database did not answer. */
bool members_facts(struct request *r, const struct desk_member *m);

/* admin_members_one.c */
int page_member(struct request *r);
int page_member_unmask(struct request *r);
/* admin_members_adjust.c */
int page_member_adjust(struct request *r);
int page_member_adjust_book(struct request *r);
int page_adjustments(struct request *r);
int page_adjustment_sign(struct request *r);
/* admin_members_tier.c */
int page_member_tier(struct request *r);
int page_member_pin(struct request *r);
int page_member_unpin(struct request *r);
int page_member_adviser(struct request *r);
/* admin_members_people.c */
int page_member_people(struct request *r);
int page_member_kind(struct request *r);
int page_member_invite(struct request *r);
int page_member_person(struct request *r);
/* admin_members_merge.c */
int page_member_merge(struct request *r);
int page_member_merge_look(struct request *r);
int page_member_merge_make(struct request *r);
int page_member_merge_undo(struct request *r);
/* admin_members_contacts.c */
int page_member_contacts(struct request *r);
int page_member_contact(struct request *r);
int page_member_called(struct request *r);
/* One contact of a list: Id Channel Day Note Staff Due Late Waits Done Settler, and of
 * a rating Redemption Score. */
void members_fill_contact(struct request *r, struct view_node *row, const struct contact *c);
/* admin_members_records.c */
int page_member_records(struct request *r);
/* admin_members_seen.c */
int page_member_seen(struct request *r);

#endif
