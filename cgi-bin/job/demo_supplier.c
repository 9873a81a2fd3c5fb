#include "job/demo_supplier.h"

#include "base/mem.h"
#include "service/supplier.h"
#include "store/staff.h"

#define CLERK "clerk@demo.test"
#define DAY_S 86400

static const struct told {
	const char *name, *contact, *phone, *terms;
	int score, days_ago, next_in; /* the day after which it is judged again, from now */
	const char *words;
} all[] = {
	{"途悦行李社", "郝建国", "13900010001", "月结；退换由对方承担运费", 4, 190, -10,
	 "箱子质量稳定，五一前备货慢了两天，说好以后提前一周报数。"},
	{"山行器物", "崔文", "13900010002", "每批抽检 5 件", 2, 24, 36,
	 "上一批雨伞伞骨有瑕疵，整批没有发出。已经换了供货的厂，下一批到货先抽检。"},
	{"武夷星村茶农社", "吴茶生", "13900010003", "", 5, 80, 100, "新茶按时，包装比去年结实，没有一单破损。"},
	{"大理喜洲手作", "段阿姐", "13900010004", "手工做，每月最多 40 条", 4, 95, 85, "做工好，旺季会排队，页面上已写明天数。"},
	{"镇湖绣品街", "顾绣娘", "13900010005", "", 4, 60, 120, "颜色和样品一致，快递偶尔慢一天。"},
	{"云上贵宾厅", "值班经理", "13900010006", "按次结算", 5, 40, 140, "会员都说好，临时加座也肯配合。"},
	{"街角咖啡联盟", "小顾", "13900010007", "券按面值月结", 5, 30, 150, "各店都认券，核销很快。"},
	{"光影院线", "客服", "13900010008", "每季度补一次券码", 3, 70, 110, "补码要催，节前差点断货。"},
	{"云程常旅客", "对接组", "13900010009", "里程文件每周一份", 4, 50, 130, "到账三到五天，偶有卡号不符被退回。"},
	{"小城旅拍", "阿哲", "13900010010", "", 4, 45, 135, "照片交得快，改期也好说话。"},
};

static bool tell(struct job *job, uint64_t staff_id, int64_t now, const struct told *t)
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = now - (int64_t)t->days_ago * DAY_S};
	struct supplier contact = {.name = t->name, .contact = t->contact, .phone = t->phone,
	                           .email = "", .terms = t->terms};
	struct supplier_review review = {.n = 1, .score = t->score,
	                                 .words = talloc_strdup(job->mem, t->words),
	                                 .next_on = day_of(now) + t->next_in};
	enum supplier_outcome outcome = supplier_save(&env, staff_id, &contact);

	if (outcome == SUPPLIER_CHANGED) /* told before */
		return true;
	return outcome == SUPPLIER_OK &&
	       supplier_judge(&env, staff_id, t->name, &review) == SUPPLIER_OK;
}

bool demo_suppliers(struct job *job, int64_t now)
{
	struct staff clerk;

	if (staff_find(job->db, job->mem, CLERK, &clerk) != DB_OK)
		return false;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!tell(job, clerk.staff_id, now, &all[i]))
			return false;
	return true;
}
