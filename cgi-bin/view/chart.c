#include "view/chart.h"

#include "base/mem.h"

/* The drawing's own units; text is 13 high on a screen and 24 on a phone, where
 * the whole is half as large. */
#define WIDTH 720
#define LEFT 104
#define RIGHT 690
#define TOP 44
#define PLOT 200 /* height of both halves together */
#define BELOW 78 /* marks, and the name of what falls */
#define LINES 3  /* of the grid, at most so many on the larger side */
#define MARKS 6
#define RANK 60   /* height of a lying bar with its name */
#define DIGITS 19 /* of the largest number */

/* Grid lines lie STEP apart: UP above the line, DOWN below. */
struct scale {
	int64_t step;
	int up, down;
};

static int64_t rounded_up(int64_t value, int64_t step)
{
	return value / step + (value % step != 0);
}

/* 1, 2 or 5 times a power of ten, so that few lines reach over everything. */
static struct scale scale_of(int64_t up, int64_t down)
{
	static const int64_t factors[] = {1, 2, 5};
	int64_t most = up > down ? up : down;
	struct scale s = {.step = 1};
	int64_t power = 1;

	for (int digit = 0; digit < DIGITS; digit++) {
		power = digit > 0 ? power * 10 : 1;
		for (int i = 0; i < 3; i++) {
			s.step = power * factors[i];
			if (rounded_up(most, s.step) <= LINES) {
				s.up = (int)rounded_up(up, s.step);
				s.down = (int)rounded_up(down, s.step);
				return s;
			}
		}
	}
	s.up = s.down = LINES;
	return s;
}

/* The height of VALUE above the lowest line of the drawing, as a distance. */
static int length_of(const struct scale *s, int64_t value)
{
	__int128 whole = (__int128)s->step * (s->up + s->down);

	return (int)((__int128)value * PLOT / whole);
}

static int zero_y(const struct scale *s)
{
	return TOP + PLOT * s->up / (s->up + s->down);
}

static void set(struct view_node *node, const char *name, int value)
{
	char text[INT_TEXT];

	view_str(node, name, int_text(text, value));
}

static char *text_of(const struct chart *chart, void *mem, int64_t value)
{
	return chart->text ? chart->text(mem, value) : text_points(mem, value);
}

static void fill_grid(struct view_node *node, void *mem, const struct chart *chart,
                      const struct scale *s)
{
	for (int i = 0; i <= s->up + s->down; i++) {
		struct view_node *line = view_row(node, "Grid", i);
		int y = TOP + PLOT * i / (s->up + s->down), from_zero = s->up - i;

		set(line, "Y", y);
		set(line, "TextY", y + 5);
		view_str(line, "Text",
		         text_of(chart, mem, s->step * (from_zero < 0 ? -from_zero : from_zero)));
		view_flag(line, "Zero", from_zero == 0);
	}
}

static void fill_bar(struct view_node *node, int *n, const struct chart_bar *bar, int x, int width,
                     const struct scale *s)
{
	int zero = zero_y(s);

	for (int down = 0; down < 2; down++) {
		int64_t value = down ? bar->down : bar->up;
		int height = length_of(s, value);
		struct view_node *row;

		if (value <= 0)
			continue;
		height = height > 0 ? height : 1; /* little is not nothing */
		row = view_row(node, "Bars", (*n)++);
		set(row, "X", x);
		set(row, "Y", down ? zero : zero - height);
		set(row, "W", width);
		set(row, "H", height);
		view_flag(row, "Down", down);
		view_str(row, "Tip", bar->tip);
	}
}

static int middle_of(const struct chart *chart, int i)
{
	return LEFT + (RIGHT - LEFT) * (2 * i + 1) / (2 * chart->n);
}

static void fill_marks(struct view_node *node, const struct chart *chart)
{
	int marks = 0, every = (chart->n + MARKS - 1) / MARKS;

	for (int i = 0; i < chart->n; i += every) {
		struct view_node *mark = view_row(node, "Marks", marks++);

		set(mark, "X", middle_of(chart, i));
		view_str(mark, "Text", chart->bars[i].mark);
	}
}

static void fill_bars(struct view_node *node, const struct chart *chart, const struct scale *s)
{
	int width = (RIGHT - LEFT) * 7 / (10 * chart->n), n = 0;

	width = width > 64 ? 64 : width < 1 ? 1 : width;
	for (int i = 0; i < chart->n; i++)
		fill_bar(node, &n, &chart->bars[i], middle_of(chart, i) - width / 2, width, s);
}

/* A line is broken where there is nothing to say. */
static void fill_line(struct view_node *node, void *mem, const struct chart *chart,
                      const struct scale *s)
{
	struct view_node *line = NULL;
	int lines = 0, dots = 0;
	struct buf points;

	buf_init(&points, mem);
	for (int i = 0; i < chart->n; i++) {
		const struct chart_bar *bar = &chart->bars[i];
		struct view_node *dot;
		int x = middle_of(chart, i), y = zero_y(s) - length_of(s, bar->up) + length_of(s, bar->down);

		if (bar->none) {
			line = NULL;
			continue;
		}
		if (!line) {
			line = view_row(node, "Lines", lines++);
			buf_init(&points, mem);
		}
		buf_printf(&points, "%s%d,%d", points.len ? " " : "", x, y);
		view_str(line, "Points", points.data);
		dot = view_row(node, "Dots", dots++);
		set(dot, "X", x);
		set(dot, "Y", y);
		view_str(dot, "Tip", bar->tip);
	}
}

/* Names above their bars: long ones need the whole width. */
static void fill_ranks(struct view_node *node, void *mem, const struct chart *chart, int64_t most)
{
	for (int i = 0; i < chart->n; i++) {
		const struct chart_bar *bar = &chart->bars[i];
		struct view_node *row = view_row(node, "Ranks", i);
		int width = (int)((__int128)bar->up * WIDTH / most);

		view_str(row, "Name", bar->mark);
		view_str(row, "Text", text_of(chart, mem, bar->up));
		view_str(row, "Tip", bar->tip);
		set(row, "NameY", RANK * i + 26);
		set(row, "Y", RANK * i + 34);
		set(row, "W", bar->up > 0 && width == 0 ? 1 : width);
		set(row, "H", RANK - 40);
	}
	set(node, "Height", RANK * chart->n);
}

static void fill_frame(struct view_node *node, const struct chart *chart)
{
	view_str(node, "Id", chart->id ? chart->id : "chart");
	view_str(node, "Title", chart->title);
	view_str(node, "Desc", chart->desc);
	set(node, "Width", WIDTH);
	set(node, "Right", WIDTH);
}

static void fill_axes(struct view_node *node, void *mem, const struct chart *chart,
                      const struct scale *s)
{
	set(node, "Height", TOP + PLOT + (chart->down_name ? BELOW : BELOW / 2));
	set(node, "Left", LEFT);
	set(node, "Right", RIGHT);
	set(node, "TextX", LEFT - 8);
	set(node, "MarkY", TOP + PLOT + 32);
	view_str(node, "UpName", chart->up_name);
	set(node, "UpY", TOP - 18);
	view_str(node, "DownName", chart->down_name);
	set(node, "DownY", TOP + PLOT + 68);
	fill_grid(node, mem, chart, s);
	fill_marks(node, chart);
}

bool chart_fill(struct view_node *node, void *mem, const struct chart *chart)
{
	int64_t up = 0, down = 0;
	struct scale s;

	for (int i = 0; i < chart->n; i++) {
		up = chart->bars[i].up > up ? chart->bars[i].up : up;
		down = chart->bars[i].down > down ? chart->bars[i].down : down;
	}
	if (up == 0 && down == 0)
		return false;
	fill_frame(node, chart);
	if (chart->drawing == CHART_RANK) {
		fill_ranks(node, mem, chart, up ? up : 1);
		return true;
	}
	s = scale_of(up, down);
	fill_axes(node, mem, chart, &s);
	if (chart->drawing == CHART_LINE)
		fill_line(node, mem, chart, &s);
	else
		fill_bars(node, chart, &s);
	return true;
}
