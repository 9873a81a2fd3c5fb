#include "rule/liability.h"

/* A × B ÷ C, rounded half away from zero; C > 0. */
static int64_t share(int64_t a, int64_t b, __int128 c)
{
	__int128 product = (__int128)a * b, size = product < 0 ? -product : product;
	int64_t whole = (int64_t)((2 * size + c) / (2 * c));

	return product < 0 ? -whole : whole;
}

int64_t liability_value(int64_t points, int64_t unit_points, int64_t unit_fen)
{
	return unit_points > 0 ? share(points, unit_fen, unit_points) : 0;
}

int64_t liability_expected(int64_t points, int64_t breakage)
{
	return share(points, LIABILITY_WHOLE - breakage, LIABILITY_WHOLE);
}

int64_t liability_breakage(int64_t issued, int64_t expired)
{
	if (issued <= 0 || expired <= 0)
		return 0;
	return expired >= issued ? LIABILITY_WHOLE : share(expired, LIABILITY_WHOLE, issued);
}

int64_t liability_allocate(int64_t sales_fen, int64_t points_fen)
{
	if (sales_fen <= 0 || points_fen <= 0)
		return 0;
	return share(sales_fen, points_fen, (__int128)sales_fen + points_fen);
}

int64_t liability_recognised(int64_t allocated_fen, int64_t used, int64_t expected)
{
	if (expected <= 0 || used >= expected)
		return expected <= 0 && used <= 0 ? 0 : allocated_fen;
	return used > 0 ? share(allocated_fen, used, expected) : 0;
}
