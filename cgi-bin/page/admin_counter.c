/* Redeeming at the counter. Trips and miles are left to the member's own page, which
 * asks for what they need. */
#include "page/admin_counter.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/case_parts.h"
#include "page/desk_form.h"
#include "page/region_form.h"
#include "service/counter.h"
#include "store/item.h"

#define WORD "Lang.Counter."

static const struct field form[] = {
	{"code", 40, false},     {"item", 40, false},  {"quantity", 8, false}, {"recipient", 200, false},
	{"phone", 40, false},    {"address", 600, false}, {"form_id", 60, false},
	REGION_FIELDS, {0}};

/* What can be redeemed here: live now, and asked for by nothing but a quantity. */
static bool fill_items(struct request *r)
{
	struct view_node *root = page_root(r);
	bool english = view_lang(root) == LANG_EN;
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	struct item_filter filter = {.limit = ITEM_PAGE_MAX, .now = page_now(r)};
	struct item_page page;
	int n = 0;

	do {
		if (item_list(portal_of(r)->db, r->mem, plan, &filter, &page) != DB_OK)
			return false;
		for (int i = 0; i < page.n; i++) {
			const struct item *item = &page.items[i];
			struct view_node *row;

			if (item->category == ITEM_TRIP || item->category == ITEM_MILES)
				continue;
			row = view_row(root, "Items", n++);
			view_str(row, "Value", item->item);
			view_sentence(row, "Text", WORD "Item",
			              english && item->name_en[0] ? item->name_en : item->name,
			              text_points(r->mem, item->cost_points), NULL);
		}
		filter.after = page.next;
	} while (page.next[0]);
	return true;
}

static int show(struct request *r, int status)
{
	case_form_id(r);
	region_choices(r);
	return fill_items(r) ? status : desk_unavailable(r);
}

static int page_form(struct request *r)
{
	desk_page(r, WORD "Title");
	view_str(page_root(r), "Form.quantity", "1");
	return show(r, 200);
}

static const char *reason(enum redeem_outcome outcome)
{
	switch (outcome) {
	case REDEEM_QUANTITY:
	case REDEEM_PER_ORDER: return WORD "ErrorQuantity";
	case REDEEM_SOLD_OUT: return WORD "ErrorSoldOut";
	case REDEEM_SHORT:
	case REDEEM_MIN_BALANCE:
	case REDEEM_IN_DEBT: return WORD "ErrorShort";
	case REDEEM_TIER: return WORD "ErrorTier";
	case REDEEM_PER_MEMBER:
	case REDEEM_YEAR_VALUE: return WORD "ErrorLimit";
	case REDEEM_MAY_NOT: return WORD "ErrorMayNot";
	default: return WORD "ErrorNotNow";
	}
}

static int judged(struct request *r, enum counter_outcome outcome,
                  const struct redeem_answer *answer, int64_t wait_s)
{
	char text[INT_TEXT];

	switch (outcome) {
	case COUNTER_ANSWERED:
		if (answer->outcome == REDEEM_OK)
			return respond_see_other(
				r, talloc_asprintf(r->mem, "/admin/redemptions/%s?done=counter_done",
			                       answer->redemption_no));
		page_error(r, answer->outcome == REDEEM_QUANTITY ? "quantity" : "item",
		           reason(answer->outcome));
		return show(r, 422);
	case COUNTER_CODE:
		page_error(r, "code", WORD "ErrorCode");
		return show(r, 422);
	case COUNTER_WAIT:
		respond_header(r, "Retry-After", int_text(text, wait_s));
		page_error(r, "code", WORD "ErrorWait");
		return show(r, 429);
	case COUNTER_UNKNOWN:
		page_error(r, "item", WORD "ErrorItem");
		return show(r, 422);
	default:
		return desk_unavailable(r);
	}
}

/* Somebody to send it to is given whole or not at all. */
static void judge_delivery(struct request *r, struct counter_asked *asked)
{
	char *phone;

	if (!asked->recipient[0] && !asked->phone[0] && !asked->address[0])
		return;
	if (!asked->recipient[0])
		page_error(r, "recipient", WORD "ErrorDelivery");
	phone = phone_clean(r->mem, asked->phone);
	if (!phone)
		page_error(r, "phone", WORD "ErrorPhone");
	else
		asked->phone = phone;
	region_judge(r);
	if (!desk_typed(r, "address")[0])
		page_error(r, "address", WORD "ErrorDelivery");
}

static int page_redeem(struct request *r)
{
	const struct desk *desk = desk_of(r);
	struct service_env env = desk_env(r);
	struct counter_asked asked = {.staff_id = desk->staff_id, .clerk = desk->name};
	struct redeem_answer answer;
	enum counter_outcome outcome;
	int64_t wait_s;

	desk_page(r, WORD "Title");
	for (const struct field *f = form; f->name; f++)
		if (strcmp(f->name, "form_id") != 0)
			page_keep(r, f->name);
	asked.code = desk_typed(r, "code");
	asked.item = desk_typed(r, "item");
	asked.quantity = desk_number(r, "quantity", 1, 99, 1);
	asked.recipient = desk_text(r, "recipient", 80);
	asked.phone = desk_typed(r, "phone");
	asked.address = region_read(r, desk_text(r, "address", 300));
	asked.form_id = case_form_sent(r);
	if (!asked.form_id[0])
		return 400;
	if (!asked.code[0])
		page_error(r, "code", WORD "ErrorCode");
	judge_delivery(r, &asked);
	if (page_has_errors(r))
		return show(r, 422);
	outcome = counter_redeem(&env, portal_of(r)->plans, &asked, &answer, &wait_s);
	return judged(r, outcome, &answer, wait_s);
}

const struct route admin_counter_routes[] = {
	{"/admin/counter", METHOD_GET, GUARD_CLERK, page_form, "admin/counter", NULL, NULL, 0},
	{"/admin/counter", METHOD_POST, GUARD_CLERK | GUARD_CSRF, page_redeem, "admin/counter", NULL,
     form, 0},
	{0},
};
