#include "service/held.h"

#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/order_work.h"

enum db held_list(struct database *db, void *mem, struct held_row **rows, int *n)
{
	struct order_held *found;
	enum db result = order_held_list(db, mem, &found, n);

	*rows = talloc_array(mem, struct held_row, (unsigned)*n + 1);
	for (int i = 0; i < *n; i++)
		(*rows)[i] = (struct held_row){ found[i].partner, found[i].order_no,
			found[i].member_no, found[i].reason, found[i].member_id, found[i].points,
			found[i].paid_at };
	return result;
}

static enum db held_work(struct database *db, void *arg)
{
	struct order_work *w = arg;
	struct ledger_event event;
	enum ledger_outcome outcome;
	enum db result = order_begin(db, w);

	if (result != DB_OK)
		return result;
	if (w->head.member_id == 0)
		return order_refuse(w, ORDER_UNKNOWN);
	result = order_load(db, w, w->head.member_id, w->now);
	if (result != DB_OK)
		return result == DB_NONE ? DB_FAIL : result;
	event = books_event(&w->books, w->release ? EVENT_HELD_RELEASED : EVENT_HELD_REFUSED,
	                    w->now);
	event.order = &w->head.order;
	outcome = books_apply(&w->books, &event, NULL);
	if (outcome != LEDGER_OK)
		return order_refuse(w, order_outcome_of(outcome));
	w->head.held_reason = w->reason;
	result = order_store(db, w);
	order_answer_fill(w);
	w->outcome = ORDER_DONE;
	return result == DB_NONE ? DB_FAIL : result;
}

static enum order_outcome decide(struct database *db, const struct plan_book *plans, void *mem,
                                 const char *partner, const char *order_no, const char *reason,
                                 bool release, struct order_answer *answer)
{
	struct order_work w = order_work_init(plans, mem, partner, order_no, answer);
	enum order_outcome outcome;

	w.reason = reason;
	w.release = release;
	outcome = order_transact(db, held_work, &w);
	if (outcome == ORDER_DONE)
		log_event(LOG_INFO, "held_decided", "member=%llu release=%d points=%lld",
		          (unsigned long long)answer->member_id, release,
		          (long long)answer->points);
	return outcome;
}

enum order_outcome held_release(struct database *db, const struct plan_book *plans, void *mem,
                                const char *partner, const char *order_no, const char *reason,
                                struct order_answer *answer)
{
	return decide(db, plans, mem, partner, order_no, reason, true, answer);
}

enum order_outcome held_refuse(struct database *db, const struct plan_book *plans, void *mem,
                               const char *partner, const char *order_no, const char *reason,
                               struct order_answer *answer)
{
	return decide(db, plans, mem, partner, order_no, reason, false, answer);
}
