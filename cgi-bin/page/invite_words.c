#include "page/invite_words.h"

void invite_welcome(struct view_node *root, void *mem, const struct plan *plan)
{
	int n = 0;

	if (plan->referral.friend_join > 0)
		view_sentence(view_row(root, "Welcome", n++), "Text", "Lang.Invite.WelcomeJoin",
		              text_points(mem, plan->referral.friend_join), NULL);
	if (plan->referral.friend_order > 0)
		view_sentence(view_row(root, "Welcome", n), "Text", "Lang.Invite.WelcomeOrder",
		              text_points(mem, plan->referral.friend_order), NULL);
}
