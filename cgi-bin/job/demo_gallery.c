#include "job/demo_gallery.h"

#include "base/mem.h"
#include "service/gallery.h"
#include "store/staff.h"
#include "view/picture.h"

#define AUTHOR "manager@demo.test"
#define DAY_S 86400
#define W 480
#define H 360
#define VOTED_EVENT 1
#define OPEN_EVENT 3

struct colour {
	int r, g, b;
};

/* Photos are drawn: a sky, a sun, two ridges of mountains and what lies before them. */
static const struct scene {
	int event, member;
	const char *title, *text;
	struct colour high, low, far, near;
	int sun_x, sun_y, peak; /* of 480 x 360; the ridges' height */
	bool shown;
	int votes[5]; /* of which demo members; 0 ends */
} scenes[] = {
	{VOTED_EVENT, 5, "玉龙雪山的早晨", "六点半，云刚散开。", {98, 150, 205}, {246, 214, 178},
	 {150, 168, 196}, {52, 74, 92}, 350, 120, 150, true, {1, 2, 6, 0}},
	{VOTED_EVENT, 2, "大漠日落", "骆驼队走得比太阳慢一点。", {214, 120, 70}, {250, 206, 120},
	 {196, 122, 70}, {120, 66, 44}, 150, 170, 60, true, {4, 0}},
	{VOTED_EVENT, 6, "西湖边", "Early, before the boats.", {180, 204, 206}, {232, 238, 226},
	 {138, 168, 160}, {58, 98, 88}, 250, 90, 70, true, {5, 8, 0}},
	{VOTED_EVENT, 1, "青海湖", "风很大，蓝得不像真的。", {60, 128, 198}, {190, 222, 240},
	 {88, 142, 178}, {28, 92, 130}, 400, 80, 50, true, {0}},
	{OPEN_EVENT, 4, "断桥的雪", "", {206, 214, 222}, {240, 240, 240}, {176, 188, 198},
	 {92, 102, 112}, 90, 90, 80, false, {0}},
	{OPEN_EVENT, 8, "片儿川", "骑完车的那一碗。", {240, 196, 140}, {250, 230, 200},
	 {200, 140, 90}, {130, 82, 56}, 240, 100, 40, true, {0}},
};

#define N_SCENES ((int)(sizeof scenes / sizeof *scenes))

/* The height of a ridge at X: two waves of straight lines. */
static int ridge(int x, int step, int shift, int height)
{
	int a = (x + shift) % step, b = (x + 2 * shift) % (step / 3);

	a = a < step / 2 ? a : step - a;
	b = b < step / 6 ? b : step / 3 - b;
	return height * (2 * a + b) / step;
}

static struct colour colour_at(const struct scene *s, int x, int y)
{
	int dx = x - s->sun_x, dy = y - s->sun_y, horizon = H * 2 / 3;

	if (y > H * 3 / 4 - ridge(x, 300, 70, s->peak / 2))
		return s->near;
	if (y > horizon - ridge(x, 240, 20, s->peak))
		return s->far;
	if (dx * dx + dy * dy < 28 * 28)
		return (struct colour){255, 244, 214};
	return (struct colour){s->high.r + (s->low.r - s->high.r) * y / horizon,
	                       s->high.g + (s->low.g - s->high.g) * y / horizon,
	                       s->high.b + (s->low.b - s->high.b) * y / horizon};
}

static bool draw(void *mem, const struct scene *s, struct picture_row *out)
{
	uint8_t *pixels = talloc_array(mem, uint8_t, W * H * PICTURE_PIXEL);
	struct buf bytes;

	buf_init(&bytes, mem);
	for (int y = 0; pixels && y < H; y++)
		for (int x = 0; x < W; x++) {
			struct colour c = colour_at(s, x, y);
			uint8_t *to = pixels + (y * W + x) * PICTURE_PIXEL;

			to[0] = (uint8_t)c.r;
			to[1] = (uint8_t)c.g;
			to[2] = (uint8_t)c.b;
		}
	if (!pixels || picture_keep(mem, pixels, W, H, W, &bytes, &out->width, &out->height) != PICTURE_OK)
		return false;
	out->bytes = (struct blob){bytes.data, bytes.len};
	return true;
}

static struct service_env at(const struct job *job, int64_t now)
{
	return (struct service_env){.db = job->db, .config = job->config, .mem = job->mem, .now = now};
}

/* Brings the entry while entries were taken, shows it, and gives its votes. */
static bool play(struct job *job, const struct scene *s, int64_t now, uint64_t staff_id,
                 const uint64_t ids[DEMO_MEMBERS + 1])
{
	bool voted = s->event == VOTED_EVENT;
	struct service_env env = at(job, now - (voted ? 6 : 1) * DAY_S);
	struct gallery_entry entry = {.id = {ids[s->member], PERSON_HOLDER}, .event_no = s->event,
	                              .title = s->title, .text = s->text};
	struct picture_row picture;
	int64_t entry_no;

	if (!draw(job->mem, s, &picture) ||
	    gallery_enter(&env, job->plans, &entry, &picture, &entry_no) != GALLERY_DONE)
		return false;
	env.now += 3600;
	if (s->shown && gallery_decide(&env, staff_id, entry_no, true, "") != GALLERY_DONE)
		return false;
	env.now = now - 3600;
	for (int i = 0; s->votes[i] > 0; i++)
		if (gallery_vote(&env, job->plans, ids[s->votes[i]], entry_no) != GALLERY_DONE)
			return false;
	return true;
}

static bool make(struct job *job, int64_t now, uint64_t staff_id,
                 const uint64_t ids[DEMO_MEMBERS + 1])
{
	const struct gallery_times voted = {now - 20 * DAY_S, now - 2 * DAY_S, now + 12 * DAY_S};
	const struct gallery_times open = {now - 2 * DAY_S, now + 20 * DAY_S, now + 34 * DAY_S};
	struct service_env env = at(job, now - 21 * DAY_S);

	if (gallery_set(&env, staff_id, VOTED_EVENT, &voted, 0) != GALLERY_DONE ||
	    gallery_set(&env, staff_id, OPEN_EVENT, &open, 0) != GALLERY_DONE)
		return false;
	for (int i = 0; i < N_SCENES; i++)
		if (!play(job, &scenes[i], now, staff_id, ids))
			return false;
	return true;
}

bool demo_gallery(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct staff author = {.staff_id = 0};
	struct gallery gallery;
	enum db got = gallery_read(job->db, job->mem, VOTED_EVENT, &gallery);

	if (got == DB_OK)
		return true; /* an earlier run made it */
	if (got == DB_NONE)
		got = staff_find(job->db, job->mem, AUTHOR, &author);
	if (got == DB_OK && make(job, now, author.staff_id, ids))
		return true;
	return job_say(JOB_FAILED, "the demo's galleries could not be made"), false;
}
