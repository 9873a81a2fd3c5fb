#include "service/birthday_gift.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "service/coupon.h"
#include "service/notice.h"
#include "service/redeem_private.h"
#include "service/reference.h"

#define COUPON_NAME "生日旅行券"
#define COUPON_NAME_EN "Birthday coupon"

static enum db tell(const struct birthday_giving *g, const char *kind, const char *link,
                    const struct notice_arg *args)
{
	char once[INSTANT_TEXT];
	struct notice notice = {.kind = kind,
	                        .once = day_iso(once, g->gift->birthday),
	                        .link = link,
	                        .args = args,
	                        .mail = NOTICE_BIRTHDAY};

	return notice_post(g->env, g->gift->member_id, &notice);
}

static enum db give_coupon(struct birthday_giving *g)
{
	struct coupon coupon = {
		.member_id = g->gift->member_id, .redemption_no = "", .source = "birthday",
		.kind = COUPON_KIND_AMOUNT, .item = "", .name = COUPON_NAME, .name_en = COUPON_NAME_EN,
		.fen = g->fen, .categories = "", .issued_at = g->env->now, .used_at = INSTANT_NONE,
		.expires_on = day_add_months(g->books->today, (int)g->plan->coupon.life_months)};
	struct notice_arg args[] = {{.kind = 'f', .number = g->fen},
	                            {.kind = 'd', .number = coupon.expires_on},
	                            {0}};
	char link[96];
	enum db got = coupon_issue(g->books->db, g->env->mem, &coupon);

	if (got != DB_OK)
		return got == DB_DUP ? DB_BUSY : got;
	g->gift->what = coupon.code;
	snprintf(link, sizeof link, "/coupons/%s", coupon.code);
	return tell(g, "birthday_coupon", link, args);
}

static enum db give_points(struct birthday_giving *g)
{
	struct ledger_event event = books_event(g->books, EVENT_CREDIT, g->env->now);
	struct notice_arg args[] = {{.kind = 'p', .number = g->points}, {0}};
	const char *year = talloc_asprintf(g->env->mem, "%d", civil_of(g->gift->birthday).year);
	enum db got = books_load(g->books, g->env->now);

	if (got != DB_OK)
		return got == DB_NONE ? DB_FAIL : got;
	event.points = g->points;
	event.source_kind = SOURCE_BIRTHDAY;
	event.source_id = year;
	if (books_apply(g->books, &event, NULL) != LEDGER_OK)
		return DB_FAIL;
	got = books_save(g->books);
	g->gift->what = talloc_asprintf(g->env->mem, "%lld", (long long)g->points);
	return got == DB_OK ? tell(g, "birthday_points", "/history", args) : got;
}

/* The redemption of a present: nothing is paid, staff carry it out like others.
 * It goes where the member had the last thing sent; without such an address
 * staff ask. */
static struct redemption row_of(const struct birthday_giving *g, const struct item *item,
                                const char *no)
{
	return (struct redemption){
		.member_id = g->gift->member_id, .redemption_no = no, .person_id = PERSON_HOLDER,
		.item = item->item, .category = item->category, .name = item->name,
		.name_en = item->name_en, .supplier = item->supplier, .quantity = 1,
		.value_fen = item->value_fen, .tier = g->books->ledger->tier,
		.state = REDEMPTION_PLACED, .held_reason = "", .placed_at = g->env->now,
		.promised_on = g->books->today + (int32_t)item->promised_days,
		.approved_at = INSTANT_NONE, .shipped_at = INSTANT_NONE, .done_at = INSTANT_NONE,
		.ended_at = INSTANT_NONE, .recipient = g->to.recipient ? g->to.recipient : "",
		.phone = g->to.phone ? g->to.phone : "", .address = g->to.address ? g->to.address : "",
		.departs_on = DAY_NONE, .travellers = "", .flyer_no = "", .score = -1};
}

static enum db give_item(struct birthday_giving *g)
{
	struct database *db = g->books->db;
	struct notice_arg args[] = {{.kind = 't'}, {0}};
	char link[48], no[REFERENCE_TEXT];
	struct redemption row;
	struct item item;
	enum db got = item_lock(db, g->env->mem, g->plan, ITEM_OF_BIRTHDAY, &item);

	if (got != DB_OK)
		return got;
	/* Nothing is written before it is known that one is left. */
	got = item_stock_take(db, item.item, 1, 0);
	if (got != DB_OK)
		return got;
	reference_draw('R', no);
	row = row_of(g, &item, no);
	if (item_is_instant(row.category))
		redeem_mark_issued(&row, g->env->now);
	got = redemption_claim(db, no, g->gift->member_id);
	if (got == DB_OK)
		got = redemption_add(db, &row);
	if (got == DB_OK && item_is_instant(row.category))
		got = redeem_issue(db, g->env->mem, &item, &row, g->env->now, NULL);
	if (got != DB_OK)
		return got == DB_DUP ? DB_BUSY : got == DB_NONE ? DB_FAIL : got;
	g->gift->what = talloc_strdup(g->env->mem, no);
	args[0].text = item.name;
	args[0].text_en = item.name_en[0] ? item.name_en : NULL;
	snprintf(link, sizeof link, "/redemptions/%s", no);
	return tell(g, "birthday_item", link, args);
}

enum db birthday_give_gift(struct birthday_giving *g)
{
	if (strcmp(g->gift->kind, "coupon") == 0)
		return give_coupon(g);
	return strcmp(g->gift->kind, "points") == 0 ? give_points(g) : give_item(g);
}

static enum db add_item(struct database *db, void *arg)
{
	const struct service_env *env = arg;
	struct item item = {
		.item = ITEM_OF_BIRTHDAY, .category = ITEM_GOODS, .state = ITEM_DRAFT,
		.name = "生日礼物", .name_en = "Birthday present",
		.text = "送给当月过生日的会员，不用积分。",
		.text_en = "For members in the month of their birthday, without points.",
		.returns = "", .returns_en = "", .min_tier = "", .early_tier = "", .campaign = "",
		.supplier = "", .coupon_categories = "", .tags = "", .art = "", .cut_points = -1,
		.cut_from = DAY_NONE, .cut_until = DAY_NONE, .per_order = -1, .per_member = -1,
		.year_value_fen = -1, .open_from = INSTANT_NONE, .open_until = INSTANT_NONE,
		.promised_days = 10, .version = 1, .created_at = env->now};

	return item_add(db, &item, -1);
}

enum db birthday_item_add(const struct service_env *env)
{
	struct service_env given = *env;
	enum db got = db_transact(env->db, add_item, &given);

	return got == DB_DUP ? DB_OK : got;
}
