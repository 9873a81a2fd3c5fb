#include "service/campaign.h"

#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "service/staff.h"
#include "store/item.h"

#define PLAN_SOURCE_MAX (1 << 20)

struct campaign_work {
	const struct service_env *env;
	uint64_t staff_id;
	const struct campaign *asked; /* saving */
	const char *code, *item, *reason;
	int64_t cut;
	struct campaign row; /* as locked */
	struct campaign_answer *answer;
};

static enum db refuse(struct campaign_work *w, enum campaign_outcome outcome)
{
	w->answer->outcome = outcome;
	return DB_NONE;
}

static void run(const struct service_env *env, db_work work, struct campaign_work *w)
{
	enum db got;

	w->env = env;
	*w->answer = (struct campaign_answer){.outcome = CAMPAIGN_UNKNOWN, .earliest = DAY_NONE,
	                                      .last = DAY_NONE};
	got = db_transact(env->db, work, w);
	if (got == DB_OK)
		w->answer->outcome = CAMPAIGN_OK;
	else if (got != DB_NONE)
		w->answer->outcome =
			got == DB_BUSY || db_is_down(env->db) ? CAMPAIGN_TRY_AGAIN : CAMPAIGN_FAILED;
}

/* The job's stops are logged by the program alone: no staff member did them. */
static enum db log_it(const struct campaign_work *w, const char *action, const char *detail)
{
	return staff_log(w->env->db, w->staff_id, action, 0, w->code, detail);
}

static enum db new_work(struct database *db, void *arg)
{
	struct campaign_work *w = arg;
	enum db got = campaign_add(db, w->asked);

	if (got == DB_DUP)
		return refuse(w, CAMPAIGN_TAKEN);
	return got == DB_OK ? log_it(w, "campaign_new", w->asked->name) : got;
}

enum campaign_outcome campaign_new(const struct service_env *env, uint64_t staff_id,
                                   const struct campaign *campaign)
{
	struct campaign_answer answer = {0};
	struct campaign_work w = {.staff_id = staff_id, .asked = campaign,
	                          .code = campaign->campaign, .answer = &answer};

	run(env, new_work, &w);
	return answer.outcome;
}

/* What plan rows and items say stays as it was published. */
static struct campaign frozen(const struct campaign *asked, const struct campaign *row)
{
	struct campaign c = *asked;

	c.name = row->name;
	c.name_en = row->name_en;
	c.from_day = row->from_day;
	c.until_day = row->until_day;
	c.bonus_bp = row->bonus_bp;
	c.category = row->category;
	c.product = row->product;
	c.partner = row->partner;
	c.branch = row->branch;
	c.min_paid_fen = row->min_paid_fen;
	c.first_in_category = row->first_in_category;
	c.tier = row->tier;
	c.kind = row->kind;
	return c;
}

static enum db save_work(struct database *db, void *arg)
{
	struct campaign_work *w = arg;
	enum db got = campaign_lock(db, w->env->mem, w->code, &w->row);
	struct campaign c;

	if (got != DB_OK)
		return got;
	if (w->row.version != w->asked->version)
		return refuse(w, CAMPAIGN_CHANGED);
	c = strcmp(w->row.state, "draft") == 0 ? *w->asked : frozen(w->asked, &w->row);
	got = campaign_edit(db, &c);
	if (got == DB_NONE)
		return refuse(w, CAMPAIGN_CHANGED);
	return got == DB_OK ? log_it(w, "campaign_edit", c.name) : got;
}

enum campaign_outcome campaign_save(const struct service_env *env, uint64_t staff_id,
                                    const struct campaign *campaign)
{
	struct campaign_answer answer = {0};
	struct campaign_work w = {.staff_id = staff_id, .asked = campaign,
	                          .code = campaign->campaign, .answer = &answer};

	run(env, save_work, &w);
	return answer.outcome;
}

static enum db cut_work(struct database *db, void *arg)
{
	struct campaign_work *w = arg;
	struct campaign_item *items;
	struct item item;
	int n = 0;
	enum db got = campaign_lock(db, w->env->mem, w->code, &w->row);

	if (got != DB_OK)
		return got;
	if (strcmp(w->row.state, "draft") != 0)
		return refuse(w, CAMPAIGN_FROZEN);
	if (w->cut >= 0 && strcmp(w->item, ITEM_OF_PLAN) == 0)
		return DB_NONE; /* its cost is a row of the plan itself */
	got = item_lock(db, w->env->mem, NULL, w->item, &item);
	if (got == DB_OK)
		got = campaign_items_lock(db, w->env->mem, w->code, &items, &n);
	if (got != DB_OK)
		return got;
	if (w->cut >= 0 && n >= CAMPAIGN_ITEMS)
		return refuse(w, CAMPAIGN_LACKS);
	if (w->cut >= item.cost_points)
		return refuse(w, CAMPAIGN_CLASH);
	got = campaign_item_put(db, w->code, w->item, w->cut);
	return got == DB_OK ? log_it(w, "campaign_item", w->item) : got;
}

enum campaign_outcome campaign_cut(const struct service_env *env, uint64_t staff_id,
                                   const char *code, const char *item, int64_t cut)
{
	struct campaign_answer answer = {0};
	struct campaign_work w = {.staff_id = staff_id, .code = code, .item = item, .cut = cut,
	                          .answer = &answer};

	run(env, cut_work, &w);
	return answer.outcome;
}

unsigned campaign_lacks(const struct campaign *c, const struct campaign_item *items, int n,
                        bool belong)
{
	bool limited = c->tier[0] || c->kind[0];
	unsigned lacks = 0;

	if (!c->name_en[0])
		lacks |= LACK_ENGLISH;
	if (!c->text[0])
		lacks |= LACK_TEXT;
	if (c->target <= 0)
		lacks |= LACK_TARGET;
	if (c->bonus_bp == 0 && n == 0 && !belong)
		lacks |= LACK_OFFER;
	if (c->bonus_bp > 0 && c->kind[0])
		lacks |= LACK_KIND;
	for (int i = 0; i < n; i++)
		if (limited && strcmp(items[i].campaign, c->campaign) != 0)
			lacks |= LACK_CUT;
	return lacks;
}

/* The plan with ROWS behind its source: whether it is a good one. */
static bool plan_good(struct campaign_work *w, const char *source, bool first)
{
	char error[200] = "unreadable";
	struct config *tree = config_parse(source);
	struct plan *plan = tree ? plan_parse(w->env->mem, tree, error) : NULL;

	config_free(tree);
	if (!plan || strlen(source) >= PLAN_SOURCE_MAX) {
		w->answer->why = talloc_strdup(w->env->mem, error);
		return false;
	}
	if (first) /* the plan as it is: the code must be free in it */
		for (int i = 0; i < plan->n_bonuses; i++)
			if (strcmp(plan->bonuses[i].code, w->code) == 0)
				return false;
	return !first || !plan_campaign(plan, w->code);
}

/* The last plan version and the first day on which another may follow. */
struct last_plan {
	int64_t version;
	char *name, *source;
	int32_t next;
};

static enum db last_plan(struct campaign_work *w, struct last_plan *p)
{
	int32_t from = DAY_NONE, tomorrow = day_of(w->env->now) + 1;
	enum db got = campaign_plan_lock(w->env->db, w->env->mem, &p->version, &p->name, &from,
	                                 &p->source);

	p->next = from + 1 > tomorrow ? from + 1 : tomorrow;
	return got == DB_NONE ? DB_FAIL : got;
}

static enum db add_rules(struct campaign_work *w, const struct last_plan *p, const char *rows)
{
	char *source = talloc_asprintf(w->env->mem, "%s\n%s", p->source, rows);

	if (!plan_good(w, source, false))
		return refuse(w, CAMPAIGN_RULES);
	return campaign_plan_add(w->env->db, p->version + 1, p->name, p->next, source, w->env->now);
}

/* Whether it may be published; its plan rows where it may. */
static enum db may_publish(struct campaign_work *w, struct last_plan *p)
{
	struct database *db = w->env->db;
	struct campaign_item *items;
	bool belong = false;
	int n = 0;
	enum db got = campaign_items_lock(db, w->env->mem, w->code, &items, &n);

	if (got == DB_OK)
		got = campaign_owns_lock(db, w->code);
	belong = got == DB_OK;
	if (got == DB_NONE)
		got = DB_OK;
	if (got == DB_OK)
		w->answer->lacks = campaign_lacks(&w->row, items, n, belong);
	if (got == DB_OK && w->answer->lacks)
		return refuse(w, CAMPAIGN_LACKS);
	if (got == DB_OK)
		got = campaign_cut_clash(db, w->env->mem, w->code, w->row.from_day, &w->answer->item);
	if (got == DB_OK)
		return refuse(w, CAMPAIGN_CLASH);
	if (got == DB_NONE)
		got = last_plan(w, p);
	if (got != DB_OK)
		return got;
	w->answer->earliest = p->next;
	if (w->row.from_day < p->next)
		return refuse(w, CAMPAIGN_EARLY);
	return plan_good(w, p->source, true) ? DB_OK : refuse(w, CAMPAIGN_TAKEN);
}

static enum db publish_work(struct database *db, void *arg)
{
	struct campaign_work *w = arg;
	struct campaign_rules rules;
	struct last_plan p = {0};
	enum db got = campaign_lock(db, w->env->mem, w->code, &w->row);

	if (got != DB_OK)
		return got;
	if (strcmp(w->row.state, "draft") != 0)
		return refuse(w, CAMPAIGN_FROZEN);
	got = may_publish(w, &p);
	if (got != DB_OK)
		return got;
	rules = campaign_rules_of(&w->row);
	got = add_rules(w, &p, campaign_plan_rows(w->env->mem, &rules));
	if (got == DB_OK)
		got = campaign_cut_open(db, w->code, w->row.from_day, w->row.until_day);
	if (got == DB_OK)
		got = campaign_publish_put(db, w->code, p.version + 1, w->env->now);
	return got == DB_OK ? log_it(w, "campaign_publish", w->row.name) : got;
}

void campaign_publish(const struct service_env *env, uint64_t staff_id, const char *code,
                      struct campaign_answer *answer)
{
	struct campaign_work w = {.staff_id = staff_id, .code = code, .answer = answer};

	run(env, publish_work, &w);
}

static enum db stop_work(struct database *db, void *arg)
{
	struct campaign_work *w = arg;
	struct last_plan p = {0};
	int32_t today = day_of(w->env->now), last;
	enum db got = campaign_lock(db, w->env->mem, w->code, &w->row);

	if (got != DB_OK)
		return got;
	if (strcmp(w->row.state, "published") != 0 || w->row.until_day < today)
		return refuse(w, CAMPAIGN_FROZEN);
	got = last_plan(w, &p);
	if (got != DB_OK)
		return got;
	last = p.next - 1 < w->row.until_day ? p.next - 1 : w->row.until_day;
	w->answer->last = last;
	if (last < w->row.until_day) /* else it is over before other rules can hold */
		got = add_rules(w, &p, campaign_plan_end(w->env->mem, w->code, w->row.from_day, last,
		                                         w->row.bonus_bp > 0));
	if (got == DB_OK)
		got = campaign_cut_end(db, w->code, today - 1);
	if (got == DB_OK)
		got = campaign_stop_put(db, w->code, last, w->reason);
	return got == DB_OK ? log_it(w, "campaign_stop", w->reason) : got;
}

void campaign_stop(const struct service_env *env, uint64_t staff_id, const char *code,
                   const char *reason, struct campaign_answer *answer)
{
	struct campaign_work w = {.staff_id = staff_id, .code = code, .reason = reason,
	                          .answer = answer};

	run(env, stop_work, &w);
}
