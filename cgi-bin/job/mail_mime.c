/* An e-mail on the wire: headers that nothing can break out of, a text and an
 * HTML part, all of it ASCII. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "job/mail.h"

#define LINE_BYTES 57 /* 76 characters of base64 */
#define WORD_BYTES 39 /* of an encoded word, with room for its frame */

static void base64(struct buf *out, const char *data, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *in = (const uint8_t *)data;
	for (size_t i = 0; i < len; i += 3) {
		size_t n = len - i < 3 ? len - i : 3;
		uint32_t v = (uint32_t)in[i] << 16 | (uint32_t)(n > 1 ? in[i + 1] : 0) << 8 |
		             (uint32_t)(n > 2 ? in[i + 2] : 0);
		char four[4] = {digits[v >> 18], digits[v >> 12 & 63], n > 1 ? digits[v >> 6 & 63] : '=',
		                n > 2 ? digits[v & 63] : '='};
		buf_add(out, four, 4);
	}
}

static void base64_lines(struct buf *out, const char *text)
{
	size_t len = strlen(text);
	for (size_t i = 0; i < len; i += LINE_BYTES) {
		base64(out, text + i, len - i < LINE_BYTES ? len - i : LINE_BYTES);
		buf_str(out, "\r\n");
	}
}

/* TEXT as encoded words (RFC 2047), cut between characters, folded. */
static void encoded(struct buf *out, const char *text)
{
	for (bool first = true; *text != '\0'; first = false) {
		size_t n = strlen(text);
		if (n > WORD_BYTES)
			for (n = WORD_BYTES; (text[n] & 0xC0) == 0x80; n--)
				;
		buf_str(out, first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
		base64(out, text, n);
		buf_str(out, "?=");
		text += n;
	}
}

/* An address that stands in a header as it is. */
static bool plain_address(const char *address)
{
	for (const char *p = address; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7F || strchr("<>,;:\"()[]\\", *p) != NULL)
			return false;
	return strchr(address, '@') != NULL;
}

static void date(struct buf *out, int64_t now)
{
	static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
	                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	int32_t day = day_of(now);
	struct civil c = civil_of(day);
	int second = (int)(now - day_start(day));
	buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0800\r\n", days[day_weekday(day)], c.day,
	           months[c.month - 1], c.year, second / 3600, second / 60 % 60, second % 60);
}

static void part(struct buf *out, const char *boundary, const char *type, const char *text)
{
	buf_printf(out,
	           "--%s\r\nContent-Type: %s; charset=utf-8\r\n"
	           "Content-Transfer-Encoding: base64\r\n\r\n",
	           boundary, type);
	base64_lines(out, text);
}

char *mail_mime(void *mem, const struct mail_text *mail, const char *from, const char *brand,
                int64_t now)
{
	struct buf out;
	uint8_t hash[SHA256_BYTES];
	char boundary[33];
	const char *domain = strchr(from, '@');
	if (!plain_address(from) || !plain_address(mail->to))
		return NULL;
	buf_init(&out, mem);
	secret_sha256(hash, mail->text, strlen(mail->text));
	secret_hex(boundary, hash, 16);
	buf_str(&out, "From: ");
	if (brand[0] != '\0') {
		encoded(&out, brand);
		buf_str(&out, " ");
	}
	buf_printf(&out, "<%s>\r\nTo: <%s>\r\nSubject: ", from, mail->to);
	encoded(&out, mail->subject);
	buf_str(&out, "\r\n");
	date(&out, now);
	/* the same for every try, so that a repeated delivery can be told */
	buf_printf(&out, "Message-ID: <%" PRIu64 ".%" PRId64 "%s>\r\n", mail->outbox_id,
	           mail->created_at, domain);
	if (mail->unsubscribe != NULL) /* RFC 8058: one POST to it ends mails of this kind */
		buf_printf(&out,
		           "List-Unsubscribe: <%s>\r\n"
		           "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
		           mail->unsubscribe);
	buf_printf(&out,
	           "MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\nContent-Language: %s\r\n"
	           "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n",
	           mail->lang, boundary);
	part(&out, boundary, "text/plain", mail->text);
	part(&out, boundary, "text/html", mail->html);
	buf_printf(&out, "--%s--\r\n", boundary);
	return out.data;
}
