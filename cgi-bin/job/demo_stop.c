#include "job/demo_stop.h"

#include "service/stop.h"
#include "store/staff.h"

#define MANAGER "manager@demo.test"
#define AGO_S (20 * 86400)
#define LASTS_S 1800

bool demo_stops(struct job *job, int64_t now)
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = now - AGO_S};
	struct stop stop = {.kind = STOP_ITEM, .item = "coupon", .text = "抵用券的面值正在核对，先歇一会儿。您的积分一分不少。",
	                    .text_en = "We are checking the coupon's value. Your points are safe.",
	                    .reason = "面值显示有误"};
	struct stop *before;
	struct staff manager;
	int64_t stop_id;
	int n;

	if (stop_list(job->db, job->mem, false, 1, &before, &n) != DB_OK)
		return false;
	if (n > 0)
		return true;
	if (staff_find(job->db, job->mem, MANAGER, &manager) != DB_OK ||
	    stop_set(&env, manager.staff_id, &stop, &stop_id) != STOP_OK)
		return false;
	env.now += LASTS_S;
	return stop_end(&env, manager.staff_id, stop_id, "面值已改正") == STOP_OK;
}
