#include "page/campaign_words.h"

#include <string.h>

#include "base/mem.h"
#include "page/rule_words.h"

char *campaign_window_words(void *mem, struct view_node *root, const struct campaign *c)
{
	enum lang lang = view_lang(root);
	struct civil a = civil_of(c->from_day), b = civil_of(c->until_day);
	char *until = a.year == b.year && lang == LANG_ZH ? text_month_day(mem, lang, b.month, b.day)
	                                                  : text_day(mem, lang, c->until_day);

	if (c->from_day == c->until_day)
		return text_day(mem, lang, c->from_day);
	return text_sentence(mem, root, "Lang.Rules.Window", text_day(mem, lang, c->from_day), until,
	                     NULL);
}

char *campaign_bonus_words(void *mem, struct view_node *root, const struct plan *plan,
                           const struct campaign *c)
{
	int category = plan_category_index(plan, c->category);
	char *rate, *out;

	if (c->bonus_bp == 0)
		return NULL;
	rate = plan->stacking == STACK_ADD
	               ? text_sentence(mem, root, "Lang.Campaigns.Plus",
	                               text_decimal(mem, c->bonus_bp - 10000), NULL)
	               : text_sentence(mem, root, "Lang.Campaigns.Times",
	                               text_decimal(mem, c->bonus_bp / 100), NULL);
	out = category < 0 ? rate
	                   : text_sentence(mem, root, "Lang.Campaigns.In", rate,
	                                   plan_words(root, &plan->categories[category].name), NULL);
	if (c->min_paid_fen > 0)
		out = text_sentence(mem, root, "Lang.Campaigns.From", out, text_money(mem, c->min_paid_fen),
		                    NULL);
	return out;
}

void campaign_lines(struct view_node *node, void *mem, const char *text)
{
	for (int n = 0; *text;) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);

		if (len > 0)
			view_str(view_row(node, "Lines", n++), "Text", talloc_strndup(mem, text, len));
		text += len + strspn(text + len, "\n");
	}
}
