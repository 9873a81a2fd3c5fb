/* What points promised cost (PROGRAMME §9; IFRS 15 B39–B46, CAS 14): points of a
 * sale are a promise of their own, paid for by a share of its price, which
 * becomes revenue as they are used. Money is in fen; rounded half up. Pure. */
#ifndef RULE_LIABILITY_H
#define RULE_LIABILITY_H

#include <stdint.h>

#define LIABILITY_WHOLE 10000 /* basis points of 1 */

/* The price of UNIT_POINTS points is UNIT_FEN: what POINTS are worth if all of
 * them are used. UNIT_POINTS 0: nothing. */
int64_t liability_value(int64_t points, int64_t unit_points, int64_t unit_fen);
/* What of POINTS is expected to be used when BREAKAGE basis points lapse. */
int64_t liability_expected(int64_t points, int64_t breakage);
/* Basis points of ISSUED that EXPIRED; 0 when nothing was issued, 10000 at most. */
int64_t liability_breakage(int64_t issued, int64_t expired);

/* Of SALES_FEN what was paid for the points: both promises share it by their own
 * prices, the goods' being SALES_FEN itself and the points' POINTS_FEN (what is
 * expected to be used, at its value). */
int64_t liability_allocate(int64_t sales_fen, int64_t points_fen);
/* Revenue up to now of ALLOCATED_FEN: the share of USED in EXPECTED points, never
 * more than all. What a period adds is this less what was recognised before it
 * (a changed estimate catches up at once; nothing past is restated). */
int64_t liability_recognised(int64_t allocated_fen, int64_t used, int64_t expected);

#endif
