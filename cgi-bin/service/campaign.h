/* Campaigns: staff plan and publish them, the rules carry them from the next
 * day on, and what they bring is counted. Each change is one transaction with
 * its line in the staff log. */
#ifndef SERVICE_CAMPAIGN_H
#define SERVICE_CAMPAIGN_H

#include "service/env.h"
#include "store/campaign.h"

#define CAMPAIGN_LATE_DAYS 31 /* so long after its end refunds are still counted */

enum campaign_outcome {
	CAMPAIGN_OK,
	CAMPAIGN_TAKEN,   /* the code is another campaign's or a bonus's */
	CAMPAIGN_CHANGED, /* somebody edited it meanwhile: nothing was saved */
	CAMPAIGN_FROZEN,  /* published or over: its rules stay as they are */
	CAMPAIGN_LACKS,   /* answer.lacks names what must be filled in first */
	CAMPAIGN_EARLY,   /* rules can change from answer.earliest at the earliest */
	CAMPAIGN_CLASH,   /* answer.item has a lower cost of its own then, or costs less */
	CAMPAIGN_RULES,   /* the plan with its rows would not be a good one: answer.why */
	CAMPAIGN_UNKNOWN,
	CAMPAIGN_TRY_AGAIN,
	CAMPAIGN_FAILED
};

/* What a campaign must have before it is published, as bits. */
enum campaign_lack {
	LACK_ENGLISH = 1, /* the name in English: it stands on receipts and in the rules */
	LACK_TEXT = 2,    /* the text for members */
	LACK_TARGET = 4,  /* the target of its goal */
	LACK_OFFER = 8,   /* a bonus, a lower cost or an item that belongs to it */
	LACK_KIND = 16,   /* a bonus cannot be for one kind of member: orders do not keep it */
	LACK_CUT = 32     /* a lower cost is for all unless the item belongs to the campaign */
};

struct campaign_answer {
	enum campaign_outcome outcome;
	unsigned lacks;
	int32_t earliest; /* CAMPAIGN_EARLY */
	int32_t last;     /* stopped: the last day its rules hold */
	char *item, *why; /* on env->mem */
};

/* What CAMPAIGN lacks, with its N ITEMS and whether items BELONG to it. */
unsigned campaign_lacks(const struct campaign *campaign, const struct campaign_item *items, int n,
                        bool belong);

/* Adds a draft, or saves one at its version. What the rules hold stays as it
 * was once a campaign is published. */
enum campaign_outcome campaign_new(const struct service_env *env, uint64_t staff_id,
                                   const struct campaign *campaign);
enum campaign_outcome campaign_save(const struct service_env *env, uint64_t staff_id,
                                    const struct campaign *campaign);
/* What ITEM costs in a draft; CUT below 0 takes it out. CAMPAIGN_UNKNOWN: there is
 * no such item (or the plan's own coupon); CAMPAIGN_LACKS: CAMPAIGN_ITEMS are in it. */
enum campaign_outcome campaign_cut(const struct service_env *env, uint64_t staff_id,
                                   const char *code, const char *item, int64_t cut);
/* Publishes a draft: a new plan version holds its rows from tomorrow at the
 * earliest, its items cost less from its first day on. */
void campaign_publish(const struct service_env *env, uint64_t staff_id, const char *code,
                      struct campaign_answer *answer);
/* Ends a published campaign: its rules with this day (answer.last says if later, as
 * rules can only change from a coming day), lower costs at once. STAFF_ID 0: the
 * job, whose budget it was. */
void campaign_stop(const struct service_env *env, uint64_t staff_id, const char *code,
                   const char *reason, struct campaign_answer *answer);

/* Counts what CAMPAIGN has brought up to now and keeps it. */
enum db campaign_count(const struct service_env *env, const struct plan_book *plans,
                       const struct campaign *campaign, struct campaign_counts *counts)
	__attribute__((warn_unused_result));
/* The figures, counted anew when they are older than MAX_AGE seconds and can
 * still change. DB_NONE: it has not begun. */
enum db campaign_figures(const struct service_env *env, const struct plan_book *plans,
                         const struct campaign *campaign, int64_t max_age,
                         struct campaign_counts *counts, int64_t *counted_at)
	__attribute__((warn_unused_result));
/* The job: counts every campaign that runs or ended lately when its figures are
 * older than MAX_AGE, and stops those whose budget is used up. *STOPPED of them. */
enum db campaign_sweep(const struct service_env *env, const struct plan_book *plans,
                       int64_t max_age, int *counted, int *stopped)
	__attribute__((warn_unused_result));

/* The night: invites the participants of campaigns that are over to the survey that
 * each names, once. *ASKED counts. */
enum db campaign_ask(const struct service_env *env, const struct plan_book *plans, int *asked)
	__attribute__((warn_unused_result));

#endif
