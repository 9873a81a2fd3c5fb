#include "service/counter.h"

#include <stdio.h>
#include <string.h>

#include "service/pay_code.h"
#include "service/voucher.h"
#include "store/form_done.h"
#include "store/pay_code.h"

#define LOCATION "/redemptions/"

static enum counter_outcome failed(const struct service_env *env, enum db got)
{
	return got == DB_BUSY || db_is_down(env->db) ? COUNTER_TRY_AGAIN : COUNTER_FAILED;
}

static enum counter_outcome wrong(const struct service_env *env,
                                  const struct voucher_counter *counter)
{
	enum db got = voucher_wrong(env, counter);

	return got == DB_OK ? COUNTER_CODE : failed(env, got);
}

/* Whose code it is: COUNTER_ANSWERED. One that is used counts only where the form
 * is the one that used it, which ANSWER then tells. */
static enum counter_outcome find(const struct service_env *env,
                                 const struct voucher_counter *counter,
                                 const struct counter_asked *asked,
                                 const uint8_t hash[SHA256_BYTES], struct person_id *id,
                                 struct redeem_answer *answer)
{
	char *led = NULL;
	enum db got = pay_code_owner(env->db, hash, id);

	if (got == DB_OK)
		got = form_done_read(env->db, env->mem, id->member_id, asked->form_id, &led);
	else if (got == DB_NONE)
		return wrong(env, counter);
	if (got == DB_OK && strncmp(led, LOCATION, sizeof LOCATION - 1) == 0) {
		answer->outcome = REDEEM_OK;
		answer->repeated = true;
		snprintf(answer->redemption_no, sizeof answer->redemption_no, "%s",
		         led + sizeof LOCATION - 1);
		return COUNTER_ANSWERED;
	}
	if (got == DB_OK || got == DB_NONE)
		got = pay_code_live(env->db, hash, env->now);
	if (got == DB_NONE)
		return wrong(env, counter);
	return got == DB_OK ? COUNTER_ANSWERED : failed(env, got);
}

enum counter_outcome counter_redeem(const struct service_env *env, const struct plan_book *plans,
                                    const struct counter_asked *asked, struct redeem_answer *answer,
                                    int64_t *wait_s)
{
	struct voucher_counter counter = {.staff_id = asked->staff_id};
	uint8_t hash[SHA256_BYTES];
	char code[PAY_CODE_TEXT];
	struct person_id id;
	enum counter_outcome outcome;
	enum db got = voucher_wait(env, &counter, wait_s);

	*answer = (struct redeem_answer){.opens = INSTANT_NONE};
	if (got != DB_OK)
		return failed(env, got);
	if (*wait_s > 0)
		return COUNTER_WAIT;
	if (!pay_code_clean(asked->code, code))
		return wrong(env, &counter);
	if (!pay_code_hash(env->config, code, hash))
		return COUNTER_FAILED;
	outcome = find(env, &counter, asked, hash, &id, answer);
	if (outcome != COUNTER_ANSWERED || answer->repeated)
		return outcome;
	struct redeem_asked redeem = {
		.member_id = id.member_id, .person_id = id.person_id, .item = asked->item,
		.quantity = asked->quantity, .shown_cost = -1, .form_id = asked->form_id,
		.recipient = asked->recipient, .phone = asked->phone, .address = asked->address,
		.departs_on = DAY_NONE, .staff_id = asked->staff_id, .pay_code = hash,
		.clerk = asked->clerk};
	switch (redeem_item(env, plans, &redeem, answer)) {
	case REDEEM_ANSWERED:
		return answer->outcome == REDEEM_CODE ? wrong(env, &counter) : COUNTER_ANSWERED;
	case REDEEM_UNKNOWN: return COUNTER_UNKNOWN;
	case REDEEM_TRY_AGAIN: return COUNTER_TRY_AGAIN;
	default: return COUNTER_FAILED;
	}
}
