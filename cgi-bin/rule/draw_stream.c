/* Chance that anyone can recompute: the published list, the stream of HMACs,
 * and what is picked by it. */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "rule/draw.h"

void draw_ref(char out[DRAW_REF], const uint8_t salt[SHA256_BYTES], const char *member_no)
{
	uint8_t mac[SHA256_BYTES];

	secret_hmac(mac, salt, SHA256_BYTES, member_no, strlen(member_no));
	secret_hex(out, mac, (DRAW_REF - 1) / 2);
}

void draw_list_begin(struct buf *out)
{
	buf_str(out, "ticket_no,member_ref\n");
}

void draw_list_add(struct buf *out, int64_t ticket_no, const char *member_ref)
{
	buf_printf(out, "%" PRId64 ",%s\n", ticket_no, member_ref);
}

void draw_deck(struct buf *out, const struct draw_prize *prizes, int n, int64_t tickets)
{
	int64_t lines = 0;

	for (int i = 0; i < n; i++)
		for (int64_t k = 0; k < prizes[i].count; k++, lines++)
			buf_printf(out, "%" PRId64 "\n", prizes[i].prize_no);
	for (; lines < tickets; lines++)
		buf_str(out, "0\n");
}

void draw_stream_begin(struct draw_stream *stream, const uint8_t seed[DRAW_SEED],
                       const uint8_t hash[SHA256_BYTES], const char *public_value)
{
	memcpy(stream->seed, seed, DRAW_SEED);
	memcpy(stream->message, hash, SHA256_BYTES);
	stream->len = SHA256_BYTES;
	stream->next = 0;
	if (public_value && *public_value) {
		secret_sha256(stream->message + stream->len, public_value, strlen(public_value));
		stream->len += SHA256_BYTES;
	}
}

static uint64_t big_endian(const uint8_t bytes[8])
{
	uint64_t r = 0;

	for (int i = 0; i < 8; i++)
		r = r << 8 | bytes[i];
	return r;
}

/* The first 8 bytes of the next block. */
static uint64_t next_number(struct draw_stream *stream)
{
	uint8_t block[SHA256_BYTES];

	for (int i = 0; i < 8; i++)
		stream->message[stream->len + (size_t)i] = (uint8_t)(stream->next >> (56 - 8 * i));
	stream->next++;
	secret_hmac(block, stream->seed, DRAW_SEED, stream->message, stream->len + 8);
	return big_endian(block);
}

uint64_t draw_stream_pick(struct draw_stream *stream, uint64_t n)
{
	uint64_t uneven = (0 - n) % n; /* 2^64 mod n */
	uint64_t r;

	do
		r = next_number(stream);
	while (r > UINT64_MAX - uneven);
	return r % n;
}

/* What is left of 1 … n, in order, by counts over ranges (a Fenwick tree): the
 * k-th that is left is found and taken in log n steps. */
struct left {
	int64_t *counts; /* [1 … n] */
	int64_t n, left, top;
};

static void left_begin(struct left *left, void *mem, int64_t n)
{
	left->counts = talloc_array(mem, int64_t, (size_t)n + 1);
	assert(left->counts != NULL);
	left->n = left->left = n;
	for (int64_t i = 0; i <= n; i++)
		left->counts[i] = i & -i; /* each range is full */
	for (left->top = 1; left->top * 2 <= n;)
		left->top *= 2;
}

/* Takes the K-th (from 0) of those that are left. */
static int64_t left_take(struct left *left, uint64_t k)
{
	int64_t at = 0, skip = (int64_t)k;

	for (int64_t step = left->top; step > 0; step /= 2)
		if (at + step <= left->n && left->counts[at + step] <= skip) {
			at += step;
			skip -= left->counts[at];
		}
	at++;
	for (int64_t i = at; i <= left->n; i += i & -i)
		left->counts[i]--;
	left->left--;
	return at;
}

/* Who was picked already: open addressing, never more than half full. */
struct picked {
	uint64_t *owners; /* 0 = free; owners are stored + 1 */
	uint64_t mask;
};

static void picked_begin(struct picked *picked, void *mem, int64_t most)
{
	uint64_t size = 16;

	while (size < 2 * (uint64_t)most)
		size *= 2;
	picked->owners = talloc_zero_array(mem, uint64_t, (size_t)size);
	assert(picked->owners != NULL);
	picked->mask = size - 1;
}

/* Adds OWNER; false: was there before. */
static bool picked_add(struct picked *picked, uint64_t owner)
{
	uint64_t at = owner * 0x9e3779b97f4a7c15u >> 20 & picked->mask;

	for (; picked->owners[at] != 0; at = (at + 1) & picked->mask)
		if (picked->owners[at] == owner + 1)
			return false;
	picked->owners[at] = owner + 1;
	return true;
}

int64_t draw_pick_all(void *mem, struct draw_stream *stream, const uint64_t *owners, int64_t n,
                      const struct draw_prize *prizes, int n_prizes, int64_t reserves,
                      struct draw_pick **picks)
{
	int64_t wanted = draw_prize_count(prizes, n_prizes) + reserves, most, done = 0;
	int64_t of_prize = 0;
	int prize = 0;
	struct left left;
	struct picked picked;

	most = wanted < n ? wanted : n;
	*picks = talloc_array(mem, struct draw_pick, (size_t)most + 1);
	assert(*picks != NULL);
	left_begin(&left, *picks, n);
	picked_begin(&picked, *picks, most);
	while (done < wanted && left.left > 0) {
		int64_t ticket = left_take(&left, draw_stream_pick(stream, (uint64_t)left.left));

		if (!picked_add(&picked, owners[ticket - 1]))
			continue;
		while (prize < n_prizes && of_prize == prizes[prize].count) {
			prize++;
			of_prize = 0;
		}
		(*picks)[done++] = (struct draw_pick){ ticket,
			prize < n_prizes ? prizes[prize].prize_no : 0 };
		of_prize++;
	}
	return done;
}

int64_t *draw_outcomes(void *mem, struct draw_stream *stream, const struct draw_prize *prizes,
                       int n_prizes, int64_t tickets)
{
	int64_t *deck = talloc_zero_array(mem, int64_t, (size_t)tickets + 1);
	int64_t *outcomes = talloc_zero_array(mem, int64_t, (size_t)tickets + 1);
	int64_t line = 0;
	struct left left;

	assert(deck != NULL && outcomes != NULL);
	for (int i = 0; i < n_prizes; i++)
		for (int64_t k = 0; k < prizes[i].count && line < tickets; k++)
			deck[line++] = prizes[i].prize_no;
	left_begin(&left, deck, tickets);
	for (int64_t i = 0; i < tickets; i++)
		outcomes[i] = deck[left_take(&left, draw_stream_pick(stream, (uint64_t)left.left)) - 1];
	talloc_free(deck);
	return outcomes;
}
