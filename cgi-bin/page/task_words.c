#include "page/task_words.h"

const char *task_name(const struct view_node *root, const struct task *task)
{
	return view_lang(root) == LANG_EN && task->name_en[0] ? task->name_en : task->name;
}

const char *task_text(const struct view_node *root, const struct task *task)
{
	return view_lang(root) == LANG_EN && task->text_en[0] ? task->text_en : task->text;
}
