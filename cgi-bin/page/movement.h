/* One movement of points in words: the rows of balance, history and export. */
#ifndef PAGE_MOVEMENT_H
#define PAGE_MOVEMENT_H

#include "rule/plan.h"
#include "rule/receipt.h"
#include "store/statement.h"
#include "view/view.h"

/* Fills ROW with Seq, What, Note, Date, Points, Look ("plus", "even" or none),
 * Balance, Quiet and either Original (seq of what earned it, for what was taken
 * back or has ended) or Redemption (number of the one behind it): fewer than ten,
 * from where ClearSilver makes a hash table of each row. TODAY decides whether
 * dates need their year. */
void movement_row(struct view_node *row, void *mem, const struct plan_book *book,
                  const struct statement_entry *e, int32_t today);
/* What happened, in a few words ("Domestic trip · Guilin"), on MEM. */
char *movement_what(void *mem, struct view_node *root, const struct plan *plan,
                    const struct statement_entry *e);
/* The language key of a kind's name ("Lang.Movement.Kind.Earn"). */
const char *movement_kind_key(enum entry_kind kind);
/* The name of one line of a price: the tier's, the bonus's or "base". */
const char *movement_rule(void *mem, struct view_node *root, const struct plan *plan,
                          const char *rule, const char *tier);
/* A tier's short name for sentences, on MEM: "银卡" of "银卡会员". */
char *movement_tier(void *mem, struct view_node *root, const struct plan_tier *tier);
/* The category CODE in ROOT's language; CODE itself when the plan has none. */
const char *movement_category(struct view_node *root, const struct plan *plan, const char *code);
/* The plan of rule version VERSION, or the oldest when it is not known. */
const struct plan *movement_plan(const struct plan_book *book, int64_t version);
/* The redemption behind a spend or give-back of SOURCE_ID, on MEM; NULL: none. */
char *movement_redemption(void *mem, const char *source_id);
/* Whether an order stands behind the entry: one that earned, or was paid with
 * points. */
bool movement_of_order(const struct statement_entry *e);
/* The order number within a source id "partner:order_no/refund_no", also behind
 * "pay:", on MEM. */
char *movement_order(void *mem, const char *source_id);
/* "10月3日", with its year when that is not TODAY's; on MEM. */
char *movement_day(void *mem, enum lang lang, int32_t day, int32_t today);
/* Sets NAME to such a day and NAME.Iso. DAY_NONE sets nothing. */
void movement_set_day(struct view_node *node, void *mem, const char *name, int32_t day,
                      int32_t today);

#endif
