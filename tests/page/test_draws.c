/* Draws as members and passers-by see them: what is shown in each state, entering
 * once whatever is sent twice, claiming, and a proof that keeps its bytes. */
#include "page/statement_world.h"
#include "service/draw_support.h"

#include "page/draws.h"

static void *mem;

static const char *csrf_of(const struct request *r)
{
	(void)r;
	return "c5rf";
}

static int open_draws(void **state)
{
	const char *pages[24] = {"error"};
	char text[200];
	int n = 0, n_pages = 1;

	if (draw_setup(state) != 0)
		return -1;
	log_open("test", LOG_ERROR + 1);
	for (const struct route *row = draws_routes; row->path; row++) {
		routes[n++] = *row;
		if (row->template)
			pages[n_pages++] = row->template;
	}
	snprintf(text, sizeof text, "Static = tests/nowhere\nKeys.Token = %s/token.key\n",
	         harness.dir);
	portal.db = db();
	portal.config = config_parse(text);
	portal.view = view_open("templates", pages, n_pages);
	app = (struct web_app){.program = "member", .routes = routes, .n = n, .app = &portal,
	                       .render = render, .problem = problem, .csrf = csrf_of};
	return portal.view ? 0 : -1;
}

static int set_up(void **state)
{
	(void)state;
	mem = talloc_new(NULL);
	lang = "zh-CN";
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	TALLOC_FREE(mem);
	return 0;
}

/* MEMBER_ID 0: nobody is signed in. */
static struct request *go(uint64_t member_id, const char *method, const char *target,
                          const char *form)
{
	struct request *r = request_new(mem, method, target);
	char *body = talloc_asprintf(mem, "csrf=c5rf%s%s", form && form[0] ? "&" : "",
	                             form ? form : "");

	portal.plans = plans;
	if (form)
		request_set_body(r, "application/x-www-form-urlencoded", body, strlen(body));
	r->app = &portal;
	r->viewer = member_id ? viewer_made(mem, member_id) : NULL;
	web_handle(&app, r);
	return r;
}

static char *url(uint64_t id, const char *more)
{
	return talloc_asprintf(mem, "/draws/%llu%s", (unsigned long long)id, more);
}

static struct request *see(uint64_t member_id, uint64_t id, const char *more)
{
	return go(member_id, "GET", url(id, more), NULL);
}

static struct request *post(uint64_t member_id, uint64_t id, const char *more, const char *form)
{
	return go(member_id, "POST", url(id, more), form);
}

static const char *header(const struct request *r, const char *name)
{
	for (int i = 0; i < r->n_headers; i++)
		if (strcmp(r->headers[i].name, name) == 0)
			return r->headers[i].value;
	return NULL;
}

static int64_t tickets_of(uint64_t member, uint64_t id)
{
	struct draw_mine mine;

	assert_int_equal(draw_mine(db(), member, id, day_of(clock_now()), &mine), DB_OK);
	return mine.tickets;
}

/* A draw that opens in an hour, whose words want escaping. */
static uint64_t coming_draw(void)
{
	struct draw draft = draft_of(DRAW_CUTOFF);
	uint64_t id;

	draft.name = "<b>“&”";
	draft.name_en = "";
	draft.text = "<script>一\n\n二";
	draft.opens_at += HOUR;
	draft.min_tier = "gold";
	draft.public_source = "福彩 <3D>";
	id = add_draw(&draft);
	add_prize(id, PRIZE_GOODS, 600000, 1);
	add_prize(id, PRIZE_POINTS, 100, 5);
	publish(id);
	return id;
}

static void each_state_says_what_it_is(void **state)
{
	uint64_t member = rich_member(1000), id = coming_draw(), draft;
	struct draw unpublished = draft_of(DRAW_CUTOFF);
	struct request *r = see(0, id, "");

	(void)state;
	draft = add_draw(&unpublished);
	assert_int_equal(see(member, draft, "")->status, 404);
	assert_int_equal(see(member, draft, "/proof.json")->status, 404);
	expect(r, 200, "&lt;script&gt;一");
	assert_false(says(r, "<script>一"));
	assert_true(says(r, "&lt;b&gt;“&amp;”"));
	assert_true(says(r, "福彩 &lt;3D&gt;"));
	assert_true(says(r, "¥6,000"));
	assert_true(says(r, "金卡起"));
	assert_false(says(r, "/enter"));
	expect(see(member, id, ""), 200, "开放");
	later(HOUR);
	expect(see(member, id, ""), 200, "金卡起可以参加");
	expect(see(0, id, ""), 200, talloc_asprintf(mem, "/sign-in?next=/draws/%llu",
	                                            (unsigned long long)id));
	later(DAY);
	expect(see(member, id, ""), 200, "已经截止");
	expect(go(0, "GET", "/draws", NULL), 200, "等待开奖");
	for (const char *const *at = (const char *const[]){"/draws/0", "/draws/x", "/draws/-1",
	                             "/draws/12345678901234567890", "/draws/77777", NULL}; *at; at++)
		assert_int_equal(go(member, "GET", *at, NULL)->status, 404);
}

static const char *hidden(const struct request *r, const char *name)
{
	const char *field = strstr(r->out.data, talloc_asprintf(mem, "name=\"%s\" value=\"", name));

	assert_non_null(field);
	field = strstr(field, "value=\"") + 7;
	return talloc_strndup(mem, field, strcspn(field, "\""));
}

static void a_form_has_one_effect(void **state)
{
	uint64_t member = rich_member(1000), id = running_draw(DRAW_CUTOFF, 90000, 1);
	struct request *r = see(member, id, "/enter");
	const char *form;

	(void)state;
	expect(r, 200, "name=\"form_id\"");
	assert_string_equal(hidden(r, "cost"), "100");
	form = talloc_asprintf(mem, "tickets=3&cost=100&form_id=%s", hidden(r, "form_id"));
	r = post(member, id, "/enter", form);
	expect(r, 200, "name=\"confirm\" value=\"1\"");
	assert_string_equal(figure(mem, r, "points-total"), "300");
	assert_string_equal(figure(mem, r, "points-after"), "700");
	assert_int_equal(tickets_of(member, id), 0);
	expect(post(member, id, "/enter", talloc_asprintf(mem, "%s&change=tickets", form)), 200,
	       "value=\"3\"");
	for (int i = 0; i < 3; i++) {
		r = post(member, id, "/enter", talloc_asprintf(mem, "%s&confirm=1", form));
		assert_int_equal(r->status, 303);
		assert_string_equal(r->location, url(id, "?done=entered"));
	}
	assert_int_equal(tickets_of(member, id), 3);
	assert_int_equal(account(member).available, 700);
	r = see(member, id, "?done=entered");
	expect(r, 200, "参加好了");
	assert_string_equal(figure(mem, r, "draw-mine"), "3");
	assert_string_equal(figure(mem, r, "draw-entered"), "3");
	assert_int_equal(post(member, id, "/enter", "tickets=1&pay=1")->status, 400);
}

static void what_cannot_be_is_told(void **state)
{
	struct draw draft = draft_of(DRAW_CUTOFF);
	uint64_t member = rich_member(450), poor = rich_member(99), id;
	const char *good = "form_id=abcdefghijklmnopqrstuvwx&confirm=1";

	(void)state;
	draft.per_member = 5;
	draft.per_day = 3;
	id = add_draw(&draft);
	add_prize(id, PRIZE_SERVICE, 90000, 1);
	publish(id);
	expect(post(member, id, "/enter", "tickets=0&cost=100"), 422, "tickets-error");
	expect(post(member, id, "/enter", "tickets=two&cost=100"), 422, "value=\"two\"");
	expect(post(member, id, "/enter", "tickets=4&cost=100"), 422, "最多还能参加 3 张");
	expect(post(member, id, "/enter", "tickets=2&cost=90"), 422, "每张现在是 100 分");
	expect(post(member, id, "/enter", talloc_asprintf(mem, "tickets=2&cost=90&%s", good)), 422,
	       "每张现在是 100 分");
	expect(post(member, id, "/enter", "tickets=2&cost=100&confirm=1"), 422, "请再核对一次");
	expect(post(poor, id, "/enter", "tickets=1&cost=100"), 422, "还差 1 分");
	assert_int_equal(see(poor, id, "/enter")->status, 303);
	expect(see(poor, id, ""), 200, "还差 1 分");
	assert_int_equal(tickets_of(member, id), 0);
	assert_int_equal(account(member).available, 450);
	entered(member, id, 3, NULL);
	expect(see(member, id, ""), 200, "今天的 3 张已经用完");
	assert_int_equal(see(member, id, "/enter")->status, 303);
	assert_int_equal(see(0, id, "/enter")->status, 303);
	assert_int_equal(go(member, "POST", url(id, "/enter"), "csrf=other")->status, 400);
}

/* Draws it: cut-off, seed, winners told. */
static void drawn(uint64_t id)
{
	later(DAY + HOUR);
	assert_int_equal(run_draw(id), DRAW_RUN_OK);
	run_all();
}

static void the_end_is_told_to_each(void **state)
{
	uint64_t id = running_draw(DRAW_CUTOFF, 90000, 1), members[5];
	struct draw_winner *winners;
	struct draw_reserve *reserves;
	int n, lost = 0, reserve = 0;

	(void)state;
	crowd(id, 5, 1000, members);
	later(DAY);
	expect(see(members[0], id, ""), 200, "还没到开奖时间");
	later(HOUR);
	drawn(id);
	assert_int_equal(winners_of(id, &winners), 1);
	assert_int_equal(draw_reserves(db(), mem, id, &reserves, &n), DB_OK);
	for (int i = 0; i < 5; i++) {
		struct request *r = see(members[i], id, "");

		if (members[i] == winners[0].member_id)
			expect(r, 200, url(id, "/claim"));
		lost += says(r, "这场没有中");
		reserve += says(r, "是候补第");
	}
	assert_int_equal(reserve, 2);
	assert_int_equal(lost, 2);
	expect(see(0, id, "/winners"), 200, "L** M****");
	assert_false(says(see(0, id, "/winners"), winners[0].member_no));
	assert_int_equal(see(0, id, "/winners?after=x")->status, 400);
	expect(go(winners[0].member_id, "GET", "/draws", NULL), 200, "中奖了");
}

#define PLACE "recipient=%E6%B2%88&phone=13912345678&address=%E8%A1%A1%E5%B1%B1%E8%B7%AF881%E5%8F%B7"

static void a_prize_is_claimed_once(void **state)
{
	uint64_t id = running_draw(DRAW_CUTOFF, 90000, 1), members[3], winner;
	struct draw_winner *winners;
	struct request *r;

	(void)state;
	crowd(id, 3, 1000, members);
	drawn(id);
	winners_of(id, &winners);
	winner = winners[0].member_id;
	for (int i = 0; i < 3; i++)
		if (members[i] != winner) {
			expect(see(members[i], id, "/claim"), 200, "没有待领的奖");
			assert_int_equal(post(members[i], id, "/claim", PLACE)->status, 422);
		}
	expect(see(winner, id, "/claim"), 200, "name=\"address\"");
	r = post(winner, id, "/claim", "recipient=&phone=12&address=x");
	expect(r, 422, "recipient-error");
	assert_true(says(r, "phone-error"));
	assert_true(says(r, "address-error"));
	for (int i = 0; i < 2; i++) {
		r = post(winner, id, "/claim", PLACE);
		assert_int_equal(r->status, 303);
		assert_string_equal(r->location, url(id, "?done=claimed"));
	}
	assert_int_equal(winners_of(id, &winners), 1);
	assert_int_equal(winners[0].state, WIN_CLAIMED);
	assert_string_equal(winners[0].phone, "13912345678");
	expect(see(winner, id, ""), 200, "已领，准备中");
}

static void too_late_is_too_late(void **state)
{
	uint64_t id = running_draw(DRAW_CUTOFF, 90000, 1), member = rich_member(1000);

	(void)state;
	entered(member, id, 1, NULL);
	drawn(id);
	later(12 * DAY);
	expect(see(member, id, "/claim"), 200, "领取期限已过");
	assert_int_equal(post(member, id, "/claim", PLACE)->status, 422);
}

static void the_proof_keeps_its_bytes(void **state)
{
	uint64_t id = running_draw(DRAW_CUTOFF, 90000, 2), members[4];
	struct request *r, *again;

	(void)state;
	crowd(id, 4, 1000, members);
	r = see(0, id, "/proof.json");
	expect(r, 200, "\"seed\":null,\"list_hash\":null");
	assert_string_equal(r->content_type, "application/json");
	assert_int_equal(see(0, id, "/tickets.csv")->status, 404);
	assert_int_equal(see(0, id, "/deck.csv")->status, 404);
	expect(see(0, id, "/proof"), 200, "截止后公布");
	drawn(id);
	r = see(0, id, "/tickets.csv");
	expect(r, 200, "ticket_no,member_ref\n1,");
	again = request_new(mem, "GET", url(id, "/tickets.csv"));
	request_set_header(again, "If-None-Match", header(r, "ETag"));
	again->app = &portal;
	web_handle(&app, again);
	assert_int_equal(again->status, 304);
	put_text("tickets.csv", r->out.data, r->out.len);
	r = see(0, id, "/proof.json");
	put_text("proof.json", r->out.data, r->out.len);
	assert_true(harness_run((const char *const[]){"python3", "tests/site/draw_verify.py",
	                                              harness.dir, NULL}));
	assert_false(says(r, "member"));
	expect(see(0, id, "/proof"), 200, "第 1 号");
	lang = "en";
	expect(see(members[0], id, "/proof"), 200, "Check it yourself");
}

static void an_instant_draw_opens_tickets(void **state)
{
	uint64_t id = running_draw(DRAW_INSTANT, 90000, 20), member = rich_member(5000);
	struct request *r = see(member, id, "/enter");
	const char *form = talloc_asprintf(mem, "tickets=20&cost=100&form_id=%s&confirm=1",
	                                   hidden(r, "form_id"));
	struct draw_winner *winners;
	int n;

	(void)state;
	r = post(member, id, "/enter", form);
	assert_string_equal(r->location, url(id, "?done=played"));
	n = winners_of(id, &winners);
	r = see(member, id, "?done=played");
	expect(r, 200, "开好了");
	assert_true(says(r, "40 张里有 20 张"));
	assert_true(n == 0 || says(r, "没有中") || n == 20);
	if (n > 0)
		expect(see(0, id, ""), 200, "****");
	expect(see(member, id, ""), 200, "20 张，这是每人的上限");
	expect(see(0, id, "/deck.csv"), 200, "1\n1\n");
	expect(see(0, id, "/tickets.csv"), 200, "20,");
	later(DAY + HOUR);
	run_all();
	put_text("tickets.csv", see(0, id, "/tickets.csv")->out.data,
	         see(0, id, "/tickets.csv")->out.len);
	put_text("deck.csv", see(0, id, "/deck.csv")->out.data, see(0, id, "/deck.csv")->out.len);
	r = see(0, id, "/proof.json");
	put_text("proof.json", r->out.data, r->out.len);
	assert_true(harness_run((const char *const[]){"python3", "tests/site/draw_verify.py",
	                                              harness.dir, NULL}));
	expect(see(member, id, ""), 200, "这场已经结束");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(each_state_says_what_it_is), CASE(a_form_has_one_effect),
		CASE(what_cannot_be_is_told),     CASE(the_end_is_told_to_each),
		CASE(a_prize_is_claimed_once),    CASE(too_late_is_too_late),
		CASE(the_proof_keeps_its_bytes),  CASE(an_instant_draw_opens_tickets),
	};

	return cmocka_run_group_tests(tests, open_draws, NULL);
}
