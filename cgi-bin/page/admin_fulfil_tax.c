/* Tax on prizes, month by month: whose, on what, and who bears it. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_fulfil.h"
#include "store/draw.h"
#include "web/csv_out.h"

#define WORD "Lang.AdminFulfil."
#define ROWS_SHOWN 200
#define ROWS_MOST 20000

struct taxed {
	int32_t from, to; /* first days of the month and of the next */
	struct draw_winner *rows;
	int n;
};

/* The month that the query names as "2026-11", else this one; DB_NONE: it names none. */
static enum db read_month(struct request *r, struct taxed *t)
{
	const char *asked = request_query(r, "month");
	struct civil date = civil_of(day_of(page_now(r)));

	date.day = 1;
	t->from = day_from_civil(date);
	if (asked && *asked &&
	    (strlen(asked) != 7 ||
	     !day_parse(talloc_asprintf(r->mem, "%s-01", asked), &t->from)))
		return DB_NONE;
	t->to = day_add_months(t->from, 1);
	return draw_winners_taxed(portal_of(r)->db, r->mem, day_start(t->from), day_start(t->to),
	                          ROWS_MOST, &t->rows, &t->n);
}

static const char *say(struct request *r, const char *zh, const char *en)
{
	return view_lang(page_root(r)) == LANG_EN && en[0] ? en : zh;
}

static const char *said(struct request *r, const char *key, const char *word)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, "%s.%s", key, word));
}

static const char *bearer(struct request *r, const struct draw_winner *w)
{
	return said(r, "Lang.AdminDraws.TaxBy", w->tax_by_winner ? "winner" : "company");
}

static void fill_row(struct request *r, struct view_node *row, const struct draw_winner *w)
{
	view_str(row, "Href", talloc_asprintf(r->mem, "/admin/draws/%llu/winners/%lld",
	                                      (unsigned long long)w->draw_id, (long long)w->ticket_no));
	view_str(row, "Prize", say(r, w->prize_name, w->prize_name_en));
	view_str(row, "Draw", say(r, w->draw_name, w->draw_name_en));
	view_str(row, "Name", w->name);
	view_str(row, "Member", w->member_no);
	view_str(row, "State", said(r, "Lang.AdminDraws.WinState", draw_win_word(w->state)));
	view_money(row, "Worth", w->value_fen);
	view_money(row, "Tax", w->tax_fen);
	view_str(row, "By", bearer(r, w));
	view_day(row, "Won", day_of(w->won_at));
}

int page_fulfil_tax(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "TaxTitle");
	int64_t winner = 0, company = 0;
	struct taxed t;
	char day[INSTANT_TEXT];
	enum db got = read_month(r, &t);

	if (got == DB_NONE)
		return 400;
	if (got != DB_OK || !desk_looked(r, "tax_list", 0, talloc_strndup(r->mem, day_iso(day, t.from), 7)))
		return desk_unavailable(r);
	view_str(root, "Month", talloc_strndup(r->mem, day_iso(day, t.from), 7));
	view_str(root, "Form.month", talloc_strndup(r->mem, day_iso(day, t.from), 7));
	for (int i = 0; i < t.n; i++) {
		if (i < ROWS_SHOWN)
			fill_row(r, view_row(root, "Rows", i), &t.rows[i]);
		*(t.rows[i].tax_by_winner ? &winner : &company) += t.rows[i].tax_fen;
	}
	view_points(root, "Count", t.n);
	view_money(root, "ByWinner", winner);
	view_money(root, "ByCompany", company);
	view_flag(root, "More", t.n > ROWS_SHOWN);
	return 200;
}

static void cell_day(struct request *r, int64_t instant)
{
	char day[INSTANT_TEXT];

	csv_text(r, instant == INSTANT_NONE ? NULL : day_iso(day, day_of(instant)));
}

int page_fulfil_tax_csv(struct request *r)
{
	static const char *const names[] = {"TaxWon",   "TaxDraw", "TaxPrize", "TaxMember",
	                                    "TaxName",  "TaxWorth", "TaxTax",  "TaxBearer",
	                                    "TaxState", "TaxIdentity", "TaxDelivered"};
	struct taxed t;
	char day[INSTANT_TEXT];
	enum db got = read_month(r, &t);

	if (got == DB_NONE)
		return 400;
	if (got != DB_OK || !desk_looked(r, "tax_file", 0, talloc_strndup(r->mem, day_iso(day, t.from), 7)))
		return desk_unavailable(r);
	csv_begin(r, "prize-tax.csv");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		csv_text(r, view_words(page_root(r), talloc_asprintf(r->mem, WORD "%s", names[i])));
	csv_row(r);
	for (int i = 0; i < t.n; i++) {
		const struct draw_winner *w = &t.rows[i];

		cell_day(r, w->won_at);
		csv_text(r, say(r, w->draw_name, w->draw_name_en));
		csv_text(r, say(r, w->prize_name, w->prize_name_en));
		csv_text(r, w->member_no);
		csv_text(r, w->name);
		csv_hundredths(r, w->value_fen);
		csv_hundredths(r, w->tax_fen);
		csv_text(r, bearer(r, w));
		csv_text(r, said(r, "Lang.AdminDraws.WinState", draw_win_word(w->state)));
		cell_day(r, w->identity_at);
		cell_day(r, w->delivered_at);
		csv_row(r);
	}
	return 200;
}
