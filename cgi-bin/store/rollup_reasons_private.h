/* What the files of store/rollup_reasons share. */
#ifndef STORE_ROLLUP_REASONS_PRIVATE_H
#define STORE_ROLLUP_REASONS_PRIVATE_H

#include "store/rollup_reasons.h"

/* The columns that every statement gives: day, begun_on, draw_id, prize_no, three
 * keys, sixteen values. */
#define ROLL_OUT "ddii" "sss" "iiiiiiii" "iiiiiiii"

/* The values of each table, in the order of the enums; and their sums. */
#define ITEM_VALUES                                                                      \
	"placed, quantity, points, value_fen, sent, on_time, wait_days, received, rejected," \
	" cancelled, points_back, rated, score"
#define DRAW_VALUES                                                                      \
	"tickets, entrants, points, points_back, wins, won_fen, delivered, delivered_fen,"   \
	" forfeited, forfeited_fen"
#define ANSWER_VALUES                                                                    \
	"answered, nps, nps_high, nps_low, scales, scales_high, product, product_sum,"       \
	" service, service_sum, environment, environment_sum, expectation, expectation_sum," \
	" word_of_mouth, word_of_mouth_sum"
#define ROLL_SUM(of) "CAST(COALESCE(SUM(" of "), 0) AS SIGNED)"
#define ITEM_SUMS                                                                        \
	ROLL_SUM("placed") ", " ROLL_SUM("quantity") ", " ROLL_SUM("points") ", "            \
	ROLL_SUM("value_fen") ", " ROLL_SUM("sent") ", " ROLL_SUM("on_time") ", "            \
	ROLL_SUM("wait_days") ", " ROLL_SUM("received") ", " ROLL_SUM("rejected") ", "       \
	ROLL_SUM("cancelled") ", " ROLL_SUM("points_back") ", " ROLL_SUM("rated") ", "       \
	ROLL_SUM("score")
#define DRAW_SUMS                                                                        \
	ROLL_SUM("tickets") ", " ROLL_SUM("entrants") ", " ROLL_SUM("points") ", "           \
	ROLL_SUM("points_back") ", " ROLL_SUM("wins") ", " ROLL_SUM("won_fen") ", "          \
	ROLL_SUM("delivered") ", " ROLL_SUM("delivered_fen") ", " ROLL_SUM("forfeited") ", " \
	ROLL_SUM("forfeited_fen")
#define ANSWER_SUMS                                                                      \
	ROLL_SUM("answered") ", " ROLL_SUM("nps") ", " ROLL_SUM("nps_high") ", "             \
	ROLL_SUM("nps_low") ", " ROLL_SUM("scales") ", " ROLL_SUM("scales_high") ", "        \
	ROLL_SUM("product") ", " ROLL_SUM("product_sum") ", " ROLL_SUM("service") ", "       \
	ROLL_SUM("service_sum") ", " ROLL_SUM("environment") ", "                            \
	ROLL_SUM("environment_sum") ", " ROLL_SUM("expectation") ", "                        \
	ROLL_SUM("expectation_sum") ", " ROLL_SUM("word_of_mouth") ", "                      \
	ROLL_SUM("word_of_mouth_sum")
#define STEP_SUMS ROLL_SUM("n") ", " ROLL_SUM("points")
#define ROLL_DAYS " WHERE grain = ? AND day BETWEEN ? AND ?"

/* Adds the rows of SQL to the array of *N at *ROWS, which roll_rows() alone has
 * filled; texts on MEM. */
enum db roll_rows(struct database *db, void *mem, const struct db_sql *sql,
                  const struct db_value *in, struct roll_row **rows, int *n)
	__attribute__((warn_unused_result));
/* "redemption", "survey", "referral"; NULL of families that are no steps. */
const char *roll_flow(enum roll_family family);
/* The first day of DAY's month. */
int32_t roll_month(int32_t day);

#endif
