#include "service/notice.h"

#include "base/text.h"
#include "store/notice.h"

/* The lines of the column args: what a page puts into words. */
static char *args_text(void *mem, const struct notice_arg *args)
{
	struct buf out;

	buf_init(&out, mem);
	buf_str(&out, "");
	for (; args && args->kind; args++) {
		if (args->kind == 't')
			buf_printf(&out, "text:%s\t%s\n", args->text, args->text_en ? args->text_en : args->text);
		else
			buf_printf(&out, "%s:%lld\n",
			           args->kind == 'p'   ? "points"
			           : args->kind == 'd' ? "day"
			                               : "fen",
			           (long long)args->number);
	}
	return out.data;
}

enum db notice_post(const struct service_env *env, uint64_t member_id, const struct notice *notice)
{
	enum db got = notice_add(env->db, member_id, notice->kind, notice->once,
	                         notice->link ? notice->link : "", args_text(env->mem, notice->args),
	                         env->now);

	return got == DB_DUP ? DB_OK : got;
}
