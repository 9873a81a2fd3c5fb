/* Reading and judging the form that redeems an item. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/account.h"
#include "page/redeeming.h"
#include "page/region_form.h"
#include "store/address.h"

#define RECIPIENT_MAX 80
#define ADDRESS_MAX 300
#define ADDRESS_MIN 6
#define TRAVELLERS_MAX 300
#define FORM_BYTES 24

static void keep(struct redeeming *g, const char *name, const char *value)
{
	view_str(g->s.root, talloc_asprintf(g->s.mem, "Form.%s", name), value);
}

/* TEXT with its lines trimmed and empty ones left out, joined by WITH; on MEM. */
static char *lines_of(void *mem, const char *text, const char *with, int *n)
{
	char *out = talloc_strdup(mem, ""), *rest = talloc_strdup(mem, text), *line;

	*n = 0;
	while ((line = strsep(&rest, "\r\n")) != NULL) {
		const char *clean = text_clean(mem, line);

		if (!clean[0])
			continue;
		out = talloc_asprintf_append(out, "%s%s", *n > 0 ? with : "", clean);
		++*n;
	}
	return out;
}

static bool form_id_is_one(const char *id)
{
	size_t len = strlen(id);

	return len >= 16 && len < FORM_ID &&
	       strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == len;
}

void redeeming_fresh(struct redeeming *g)
{
	uint8_t bytes[FORM_BYTES];

	secret_random(bytes, sizeof bytes);
	secret_base64url(g->form_id, sizeof g->form_id, bytes, sizeof bytes);
}

void redeeming_read(struct redeeming *g)
{
	struct request *r = g->s.r;
	const char *quantity = account_line(r, "quantity"), *cost = account_line(r, "cost");
	const char *form_id = account_raw(r, "form_id"), *day = account_line(r, "departs_on");
	int n;

	if (!quantity[0])
		quantity = "1";
	if (!int_parse(quantity, &g->quantity) || g->quantity < 0)
		g->quantity = 0;
	if (!int_parse(cost, &g->shown) || g->shown < 0)
		g->shown = -1;
	if (!day_parse(day, &g->departs_on))
		g->departs_on = DAY_NONE;
	g->recipient = account_line(r, "recipient");
	g->phone = account_line(r, "phone");
	g->address = region_read(r, lines_of(g->s.mem, account_raw(r, "address"), " ", &n));
	g->travellers = lines_of(g->s.mem, account_raw(r, "travellers"), "\n", &n);
	g->flyer_no = account_line(r, "flyer_no");
	g->form_known = form_id_is_one(form_id);
	if (g->form_known)
		snprintf(g->form_id, sizeof g->form_id, "%s", form_id);
	else
		redeeming_fresh(g);
	keep(g, "quantity", quantity);
	keep(g, "recipient", g->recipient);
	keep(g, "phone", g->phone);
	keep(g, "departs_on", day);
	keep(g, "travellers", g->travellers);
	keep(g, "flyer_no", g->flyer_no);
}

static void judge_phone(struct redeeming *g)
{
	char *phone = phone_clean(g->s.mem, g->phone);

	if (phone)
		g->phone = phone;
	else
		page_error(g->s.r, "phone", "Lang.Redeem.ErrorPhone");
}

static void judge_address(struct redeeming *g)
{
	struct request *r = g->s.r;
	size_t recipient = utf8_length(g->recipient), address = utf8_length(g->address);

	if (recipient == 0 || recipient > RECIPIENT_MAX)
		page_error(r, "recipient", recipient == 0 ? "Lang.Redeem.ErrorRecipient"
		                                          : "Lang.Redeem.ErrorRecipientLong");
	judge_phone(g);
	region_judge(r);
	if (address < ADDRESS_MIN || address > ADDRESS_MAX)
		page_error(r, "address", address < ADDRESS_MIN ? "Lang.Redeem.ErrorAddress"
		                                               : "Lang.Redeem.ErrorAddressLong");
}

static void judge_departure(struct redeeming *g)
{
	for (int i = 0; i < g->n_days; i++) {
		if (g->days[i].departs_on != g->departs_on)
			continue;
		if (g->days[i].left < g->quantity)
			page_error(g->s.r, "departs_on",
			           shop_words(&g->s, "Lang.Redeem.ErrorDepartureFull",
			                      text_points(g->s.mem, g->days[i].left)));
		return;
	}
	page_error(g->s.r, "departs_on", "Lang.Redeem.ErrorDeparture");
}

static void judge_travellers(struct redeeming *g)
{
	char count[INT_TEXT];
	int n;

	lines_of(g->s.mem, g->travellers, "\n", &n);
	if (n != g->quantity)
		page_error(g->s.r, "travellers", shop_words(&g->s, "Lang.Redeem.ErrorTravellers",
		                                            int_text(count, g->quantity)));
	else if (utf8_length(g->travellers) > TRAVELLERS_MAX)
		page_error(g->s.r, "travellers", "Lang.Redeem.ErrorTravellersLong");
}

static bool flyer_is_one(const char *no)
{
	size_t len = strlen(no);

	return len >= 5 && len <= 20 &&
	       strspn(no, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789- ") == len;
}

void redeeming_judge(struct redeeming *g)
{
	if (g->quantity < 1 || g->quantity > 99)
		page_error(g->s.r, "quantity", "Lang.Redeem.ErrorQuantity");
	switch (g->item.category) {
	case ITEM_GOODS:
		judge_address(g);
		break;
	case ITEM_SERVICE:
		judge_phone(g);
		break;
	case ITEM_TRIP:
		judge_departure(g);
		if (g->quantity >= 1 && g->quantity <= 99)
			judge_travellers(g);
		judge_phone(g);
		break;
	case ITEM_MILES:
		if (!flyer_is_one(g->flyer_no))
			page_error(g->s.r, "flyer_no", "Lang.Redeem.ErrorFlyer");
		break;
	default:
		break;
	}
}

/* Links that fill in another address of the book. */
static void fill_others(struct redeeming *g, const struct address *book, int n, int chosen)
{
	struct view_node *list = view_node(g->s.root, "Others");
	int row = 0;

	for (int i = 0; i < n; i++) {
		struct view_node *other;

		if (i == chosen)
			continue;
		other = view_item(list, row++);
		view_str(other, "Href", talloc_asprintf(g->s.mem, "/catalogue/%s/redeem?address=%" PRId64,
		                                        g->item.item, book[i].address_no));
		view_str(other, "Text", talloc_asprintf(g->s.mem, "%s %s", book[i].recipient,
		                                        book[i].address));
	}
}

bool redeeming_prefill(struct redeeming *g)
{
	const char *asked = request_query(g->s.r, "address"), *many = request_query(g->s.r, "quantity");
	struct address *book;
	int64_t no = 0, quantity = 1;
	int n, chosen = 0;

	if (many && (!int_parse(many, &quantity) || quantity < 1 || quantity > 99))
		quantity = 1;
	g->quantity = quantity;
	g->shown = g->cost;
	redeeming_fresh(g);
	keep(g, "quantity", talloc_asprintf(g->s.mem, "%" PRId64, quantity));
	if (g->item.category == ITEM_VIRTUAL || g->item.category == ITEM_COUPON ||
	    g->item.category == ITEM_VOUCHER || g->item.category == ITEM_DONATION ||
	    g->item.category == ITEM_MILES)
		return true;
	if (address_list(g->s.db, g->s.mem, g->s.v.member_id, &book, &n) != DB_OK)
		return false;
	if (asked && int_parse(asked, &no))
		for (int i = 0; i < n; i++)
			chosen = book[i].address_no == no ? i : chosen;
	if (n == 0)
		return true;
	keep(g, "phone", book[chosen].phone);
	keep(g, "recipient", book[chosen].recipient);
	region_prefill(g->s.r, book[chosen].address);
	fill_others(g, book, n, chosen);
	return true;
}
