/* Charts drawn by the server: this counts, templates/part/chart.cs draws. Whole
 * coordinates, colours by class, words for who cannot see it. */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include <stdint.h>

#include "view/view.h"

/* One bar: a day, a month … */
struct chart_bar {
	const char *mark; /* short, beneath: "11-22" */
	const char *tip;  /* the whole, for pointers and readers */
	int64_t up, down; /* >= 0: above and below the line */
};

/* Two series of N bars that share their places: one rises, one falls, so that
 * they are told apart without colour. Texts are finished and borrowed. */
struct chart {
	const char *title, *desc;
	const char *up_name, *down_name;
	const struct chart_bar *bars;
	int n;
};

/* Fills NODE: Title Desc Width Height; Grid.N.{Y,TextY,Text,Zero}; Bars.N.{X,Y,
 * W,H,Down,Tip}; Marks.N.{X,Text}; Left Right TextX MarkY UpName UpY DownName DownY.
 * False: there is nothing to draw, NODE stays empty. MEM for texts. */
bool chart_fill(struct view_node *node, void *mem, const struct chart *chart);

#endif
