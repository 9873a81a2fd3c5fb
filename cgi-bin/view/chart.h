/* Charts drawn by the server: this counts, templates/part/chart.cs draws. Whole
 * coordinates, colours by class, words for who cannot see it. */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include <stdint.h>

#include "view/view.h"

enum chart_drawing {
	CHART_BARS, /* standing bars, up and down */
	CHART_LINE, /* .up as a line with a dot a row */
	CHART_RANK, /* .up as lying bars with their names above */
};

/* One bar: a day, a month … */
struct chart_bar {
	const char *mark; /* short, beneath: "11-22"; of a rank the whole name */
	const char *tip;  /* the whole, for pointers and readers */
	int64_t up, down; /* >= 0: above and below the line */
	bool none;        /* nothing to say: a line is broken here */
};

/* Two series of N bars that share their places: one rises, one falls, so that
 * they are told apart without colour. Texts are finished and borrowed. */
struct chart {
	const char *id; /* of the drawing on its page; NULL = "chart" */
	const char *title, *desc;
	const char *up_name, *down_name; /* DOWN_NAME NULL: nothing falls */
	const struct chart_bar *bars;
	int n;
	enum chart_drawing drawing;
	char *(*text)(void *mem, int64_t value); /* of the scale; NULL = text_points() */
};

/* Fills NODE: Id Title Desc Width Height; Grid.N.{Y,TextY,Text,Zero}; Bars.N.{X,Y,
 * W,H,Down,Tip}; Marks.N.{X,Text}; Lines.N.Points; Dots.N.{X,Y,Tip}; Ranks.N.{Name,
 * NameY,Y,W,H,Text,Tip}; Left Right TextX MarkY UpName UpY DownName DownY.
 * False: there is nothing to draw, NODE stays empty. MEM for texts. */
bool chart_fill(struct view_node *node, void *mem, const struct chart *chart);

#endif
