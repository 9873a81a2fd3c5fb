/* What happens to an order, inside the engine. Used by ledger.c only. */
#ifndef RULE_ORDER_H
#define RULE_ORDER_H

#include "rule/lot.h"

/* Each judges first: on any outcome but LEDGER_OK nothing has changed. */
enum ledger_outcome post_paid(struct posting *p, struct ledger_result *result);
enum ledger_outcome post_completed(struct posting *p);
enum ledger_outcome post_moved(struct posting *p);
enum ledger_outcome post_refunded(struct posting *p, struct ledger_result *result);
enum ledger_outcome post_held_released(struct posting *p);
enum ledger_outcome post_held_refused(struct posting *p);

#endif
