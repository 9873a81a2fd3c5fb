#include "rule/tier_matrix.h"

#include <stdio.h>
#include <string.h>

void tier_matrix_begin(struct tier_matrix *matrix, const struct plan *plan)
{
	memset(matrix, 0, sizeof *matrix);
	matrix->n = 1;
	for (int i = 0; i < plan->n_tiers; i++)
		tier_matrix_place(matrix, plan->tiers[i].code);
}

int tier_matrix_place(struct tier_matrix *matrix, const char *code)
{
	int i = 0;

	while (i < matrix->n && strcmp(matrix->codes[i], code) != 0)
		i++;
	if (i == TIER_MATRIX_MAX)
		return TIER_MATRIX_MAX - 1;
	if (i == matrix->n)
		snprintf(matrix->codes[matrix->n++], PLAN_CODE, "%s", code);
	return i;
}

void tier_matrix_stand(struct tier_matrix *matrix, const char *tier, int64_t members)
{
	int place = tier_matrix_place(matrix, tier);

	matrix->members[place][place] += members;
}

void tier_matrix_join(struct tier_matrix *matrix, const char *tier, int64_t members)
{
	matrix->members[0][tier_matrix_place(matrix, tier)] += members;
}

void tier_matrix_move(struct tier_matrix *matrix, const char *origin, const char *held,
                      const char *tier, int64_t members)
{
	int64_t *row = matrix->members[tier_matrix_place(matrix, origin)];

	row[tier_matrix_place(matrix, held)] -= members;
	row[tier_matrix_place(matrix, tier)] += members;
}

int64_t tier_matrix_before(const struct tier_matrix *matrix, int place)
{
	int64_t sum = 0;

	for (int i = 0; i < matrix->n; i++)
		sum += matrix->members[place][i];
	return sum;
}

int64_t tier_matrix_after(const struct tier_matrix *matrix, int place)
{
	int64_t sum = 0;

	for (int i = 0; i < matrix->n; i++)
		sum += matrix->members[i][place];
	return sum;
}
