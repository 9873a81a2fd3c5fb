/* What every report is made of: figures with their definition, tables and charts.
 * A report fills a struct report once; its page, its .csv and its .xlsx come from
 * that, so the three never differ. */
#ifndef PAGE_REPORT_FRAME_H
#define PAGE_REPORT_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "page/portal.h"
#include "rule/report.h"

/* How a number reads. Rates are basis points of 1 (10000 = 100 %). */
enum report_unit {
	UNIT_TEXT,     /* .text; .number is ignored */
	UNIT_COUNT,    /* 1,234 */
	UNIT_POINTS,   /* 1,234 */
	UNIT_CHANGE,   /* +1,234 / −56 points */
	UNIT_FEN,      /* ¥12.34 */
	UNIT_RATE,     /* basis points: 12.3 % */
	UNIT_SCORE,    /* hundredths: −100.00 … 100.00 */
	UNIT_DAY,      /* int32_t day */
	UNIT_MONTH,    /* first day of a month */
	UNIT_INSTANT,  /* UTC seconds */
};

struct report_value {
	bool none;        /* nothing to say ("–"; an empty cell in files), e.g. a share of 0 */
	int64_t number;
	const char *text; /* UNIT_TEXT; on the report's memory. In a dated unit's column it
	                   * stands instead of the number: "Total" */
	const char *href; /* a page of the desk about it, or NULL */
	int64_t of;       /* a rate's or score's denominator, shown as "n = 1,234"; 0: none */
};

/* A tile: its value, the one of the period before, and what it means. */
struct report_figure {
	const char *key; /* "issued": names Lang.Reports.CODE.Figure.issued and .What.issued */
	enum report_unit unit;
	struct report_value value, before; /* before.none: not compared */
};

struct report_column {
	const char *key;  /* names Lang.Reports.CODE.Column.KEY; in files too */
	const char *head; /* finished text instead (a tier's name, a month), or NULL */
	enum report_unit unit;
	bool intensity;   /* cells are shaded 0–9 by their share of the column's greatest */
};

enum report_drawing {
	DRAW_NONE,
	DRAW_BARS, /* .up and .down columns by row */
	DRAW_LINE, /* .up column by row */
	DRAW_RANK, /* lying bars, longest first as the rows stand: names are long */
};

/* One table: on the page, as sheet NAME of the .xlsx, as ?table=NAME of the .csv. */
struct report_table {
	const char *name; /* "days": names Lang.Reports.CODE.Table.days.{Title,Note} */
	struct report_column *columns; /* the first names the row */
	int n_columns;
	struct report_value *cells;    /* n_rows × n_columns */
	int n_rows;
	bool total;                    /* the last row is the sum */
	enum report_drawing drawing;
	int up, down;                  /* columns to draw; down −1: none */
	int n_drawn;                   /* rows drawn, 0 = all but the total */
};

struct report {
	const struct report_kind *kind;
	struct report_period period, before; /* what was asked; before: of equal length */
	int64_t as_of;                       /* UTC */
	struct report_figure *figures;
	int n_figures;
	struct report_table **tables;
	int n_tables;
	/* One partner alone, where the kind has partners and one was asked for: its code and
	 * its name; else NULL. */
	const char *only, *only_name;
	const char *warning; /* finished text above everything (red), or NULL */
	void *mem;
};

/* A report: cgi-bin/page/report_CODE.c defines one, page/reports.c lists it, and
 * that is all: routes, rights, links and files follow. Words in
 * templates/lang/LANG/report_CODE.hdf as Lang.Reports.CODE.{Title,About,…}, CODE
 * with its first letter great. */
struct report_kind {
	const char *code; /* "members": /admin/reports/members, .csv, .xlsx */
	const char *name; /* "Members": its branch of language keys */
	bool dated;       /* false: a state as of now, no period to choose */
	/* Fills OUT for out->period. DB_OK; DB_NONE: there is no partner out->only (404);
	 * other: the page says it is not available. */
	enum db (*fill)(struct request *r, struct report *out);
	bool partners; /* ?partner=CODE asks for one alone */
};

/* Adds a figure. BEFORE with .none = true: not compared. */
void report_figure(struct report *report, const char *key, enum report_unit unit,
                   struct report_value value, struct report_value before);
/* Adds a table of no columns and rows yet; it lives as long as the report. */
struct report_table *report_table(struct report *report, const char *name);
/* Adds a column with a name by KEY. Only before the first row. */
struct report_column *report_column(struct report *report, struct report_table *table,
                                    const char *key, enum report_unit unit);
/* Adds a row, all cells .none; returns its cells (valid until the next row). */
struct report_value *report_row(struct report *report, struct report_table *table);

/* Values: a number; a text; PART of WHOLE as a rate with its denominator (none
 * when WHOLE is 0), rounded half away from zero. */
struct report_value report_number(int64_t number);
struct report_value report_text(const char *text);
struct report_value report_rate(int64_t part, int64_t whole);
struct report_value report_none(void);

/* The reports there are; page/reports.c has them in the order of their list. */
extern const struct report_kind report_members, report_tiers, report_rfm, report_retention;
extern const struct report_kind report_redemptions, report_campaigns, report_draws;
extern const struct report_kind report_satisfaction, report_referrals;
extern const struct report_kind report_behaviour, report_service;
extern const struct report_kind report_liability, report_risk, report_partners;
/* The points report has a page of its own; from the frame its place in the list and
 * its .xlsx. */
extern const struct report_kind report_points_kind;

#endif
