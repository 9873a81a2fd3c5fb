/* /draws/ID/claim: how the prizes a member won in this draw are handed over. */
#include <inttypes.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/draws.h"
#include "page/region_form.h"
#include "store/address.h"

#define WINS_MAX 100
#define RECIPIENT_MAX 80
#define ADDRESS_MAX 300
#define ADDRESS_MIN 6

const struct field draw_claim_form[] = {{.name = "recipient", .max = 400},
                                        {.name = "phone", .max = 64},
                                        {.name = "address", .max = 2000},
                                        REGION_FIELDS,
                                        {0}};

struct claiming {
	struct draw_page d;
	struct draw_winner *wins; /* those that wait for the member */
	int n;
	bool goods, late;
	const char *recipient, *phone, *address;
};

static bool read_wins(struct claiming *c)
{
	struct draw_winner *all;
	int n;

	if (draw_wins(c->d.db, c->d.mem, c->d.v->member_id, c->d.draw.draw_id, WINS_MAX, &all, &n) !=
	    DB_OK)
		return false;
	c->wins = talloc_array(c->d.mem, struct draw_winner, n);
	for (int i = 0; i < n; i++) {
		bool claimed = draw_prize_is_claimed(all[i].prize_kind);

		c->late = c->late || (claimed && (all[i].state == WIN_FORFEITED ||
		                                  (all[i].state == WIN_WON &&
		                                   c->d.today > all[i].claim_until)));
		if (!claimed || all[i].state != WIN_WON || c->d.today > all[i].claim_until)
			continue;
		c->wins[c->n++] = all[i];
		c->goods = c->goods || all[i].prize_kind == PRIZE_GOODS;
	}
	return true;
}

static int show(struct claiming *c, int status)
{
	struct view_node *root = c->d.root;
	bool taxable = false;

	view_sentence(root, "Page.Title", "Lang.Draws.ClaimTitle",
	              draw_say(&c->d, c->d.draw.name, c->d.draw.name_en), NULL);
	view_flag(root, "Page.Narrow", true);
	if (c->n == 0)
		view_str(root, "None", view_words(root, c->late ? "Lang.Draws.ClaimLate"
		                                               : "Lang.Draws.ClaimNone"));
	for (int i = 0; i < c->n; i++) {
		const struct draw_winner *w = &c->wins[i];
		struct view_node *row = view_row(root, "Wins", i);

		view_str(row, "Prize", draw_say(&c->d, w->prize_name, w->prize_name_en));
		view_sentence(row, "Ticket", "Lang.Draws.TicketNo", text_points(c->d.mem, w->ticket_no),
		              NULL);
		draw_put_moment(&c->d, row, "Until", "Lang.Draws.ClaimUntil", day_start(w->claim_until));
		draw_put_art(row, draw_prize_no(&c->d, w->prize_no));
		taxable = taxable || w->taxable;
	}
	view_flag(root, "Needs.Address", c->goods);
	if (c->goods)
		region_choices(c->d.r);
	view_flag(root, "Needs.Phone", c->n > 0);
	if (taxable)
		view_str(root, "Tax", view_words(root, c->d.draw.tax_by_winner ? "Lang.Draws.TaxWinner"
		                                                              : "Lang.Draws.TaxCompany"));
	return status;
}

/* A first visit finds the address used last. */
static bool prefill(struct claiming *c)
{
	struct address *book;
	int n;

	if (address_list(c->d.db, c->d.mem, c->d.v->member_id, &book, &n) != DB_OK)
		return false;
	if (n > 0) {
		view_str(c->d.root, "Form.recipient", book[0].recipient);
		view_str(c->d.root, "Form.phone", book[0].phone);
		region_prefill(c->d.r, book[0].address);
	}
	return true;
}

static void read_form(struct claiming *c)
{
	struct request *r = c->d.r;
	char *phone = phone_clean(c->d.mem, account_line(r, "phone"));
	size_t recipient, address;

	page_keep(r, "recipient");
	page_keep(r, "phone");
	c->recipient = account_line(r, "recipient");
	c->address = region_read(r, account_line(r, "address"));
	c->phone = phone;
	if (!phone)
		page_error(r, "phone", "Lang.Draws.ErrorPhone");
	if (!c->goods) {
		c->address = "";
		if (!c->recipient[0])
			c->recipient = c->d.v->name;
		return;
	}
	recipient = utf8_length(c->recipient);
	address = utf8_length(c->address);
	if (recipient == 0 || recipient > RECIPIENT_MAX)
		page_error(r, "recipient", recipient == 0 ? "Lang.Draws.ErrorRecipient"
		                                          : "Lang.Draws.ErrorLong");
	region_judge(r);
	if (address < ADDRESS_MIN || address > ADDRESS_MAX)
		page_error(r, "address", address < ADDRESS_MIN ? "Lang.Draws.ErrorAddress"
		                                               : "Lang.Draws.ErrorLong");
}

/* Claims each in its own transaction; again changes nothing. */
static int claim(struct claiming *c)
{
	struct service_env env = account_env(c->d.r);
	int claimed = 0;

	for (int i = 0; i < c->n; i++)
		switch (draw_claim(&env, c->d.v->member_id, c->d.draw.draw_id, c->wins[i].ticket_no,
		                   c->recipient, c->phone,
		                   c->wins[i].prize_kind == PRIZE_GOODS ? c->address : "")) {
		case DRAW_CLAIM_OK:
		case DRAW_CLAIM_REPEATED: claimed++; break;
		case DRAW_CLAIM_OVER:
		case DRAW_CLAIM_NONE: c->late = true; break;
		default: return account_unavailable(c->d.r);
		}
	if (claimed == 0) {
		c->n = 0;
		page_error(c->d.r, NULL, c->late ? "Lang.Draws.ClaimLate" : "Lang.Draws.ClaimNone");
		return show(c, 422);
	}
	return respond_see_other(c->d.r, talloc_asprintf(c->d.mem, "/draws/%" PRIu64 "?done=claimed",
	                                                 c->d.draw.draw_id));
}

/* The same form sent again finds nothing left to claim: it leads where it led. */
static bool was_claimed(struct claiming *c, bool *yes)
{
	struct draw_winner *all;
	int n;

	*yes = false;
	if (draw_wins(c->d.db, c->d.mem, c->d.v->member_id, c->d.draw.draw_id, WINS_MAX, &all, &n) !=
	    DB_OK)
		return false;
	for (int i = 0; i < n; i++)
		*yes = *yes || all[i].state == WIN_CLAIMED;
	return true;
}

int page_draw_claim(struct request *r)
{
	struct claiming c = {0};
	bool again;
	int status = draw_page_open(r, &c.d);

	if (status)
		return status;
	if (!c.d.v->holder && !c.d.v->may_spend)
		return page_problem(r, 403);
	if (!read_wins(&c))
		return account_unavailable(r);
	if (r->method == METHOD_GET)
		return prefill(&c) ? show(&c, 200) : account_unavailable(r);
	if (c.n == 0) {
		if (!was_claimed(&c, &again))
			return account_unavailable(r);
		if (again)
			return respond_see_other(r, talloc_asprintf(c.d.mem, "/draws/%" PRIu64
			                                            "?done=claimed", c.d.draw.draw_id));
	}
	read_form(&c);
	if (c.n == 0 || page_has_errors(r))
		return show(&c, 422);
	return claim(&c);
}
