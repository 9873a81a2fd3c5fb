/* SQL of a member's figures as pages show them: plain reads, no locks. */
#ifndef STORE_BALANCE_H
#define STORE_BALANCE_H

#include <stdint.h>

#include "rule/ledger.h"
#include "store/db.h"

/* Reads the member's open lots into LEDGER->lots. */
enum db balance_lots(struct database *db, uint64_t member_id, struct ledger *ledger)
	__attribute__((warn_unused_result));

#endif
