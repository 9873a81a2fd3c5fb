/* /admin/campaigns: planned, published into the rules, stopped, and what each has
 * brought. */
#ifndef PAGE_ADMIN_CAMPAIGNS_H
#define PAGE_ADMIN_CAMPAIGNS_H

#include "page/desk.h"
#include "service/campaign.h"

extern const struct route admin_campaigns_routes[];

/* The form of a campaign (admin_campaigns_form.c): its fields; CAMPAIGN as what the
 * form shows; the lists to choose from; and what was typed over CAMPAIGN, whose
 * other columns stay, with a page_error for each field that cannot be. */
extern const struct field campaign_form_fields[];
void campaign_form_fill(struct request *r, const struct campaign *campaign);
/* Of these the rules alone: a published campaign shows them, its form sends none. */
void campaign_form_rules(struct request *r, const struct campaign *campaign);
void campaign_form_choices(struct request *r);
void campaign_form_read(struct request *r, struct campaign *campaign, bool is_new);

#endif
