/* The only door to curl: a mail server by SMTP, gateways of SMS and WeChat by HTTP. */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "job/mail.h"

#define CONNECT_S 10L
#define WHOLE_S 60L

/* How far a delivery came. */
enum stage {
	STAGE_NONE, /* no connection, no TLS, no login */
	STAGE_FROM, /* MAIL FROM was said */
	STAGE_TO,   /* RCPT TO was said */
	STAGE_TEXT  /* DATA was said */
};

static const char *const stages[] = {"connection", "MAIL", "RCPT", "DATA"};

/* What is left to send, and what is known of it. */
struct source {
	const char *data;
	size_t len;
	enum stage stage;
	bool lost; /* the connection was there, and ended: without an answer, or by a 421 */
	struct mail_try *try;
};

/* One handle for all messages of a run, so that the connection stays. */
static CURL *handle(void)
{
	static CURL *curl;
	static bool opened;
	if (!opened) {
		opened = true;
		if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
			curl = curl_easy_init();
	}
	if (curl != NULL) {
		curl_easy_reset(curl);
		curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
		curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
		curl_easy_setopt(curl, CURLOPT_TIMEOUT, WHOLE_S);
	}
	return curl;
}

/* The point of no return: once all is given, the end of the text follows. */
static bool begin(struct mail_try *try)
{
	if (!try->begun)
		try->begun = try->begin(try->arg);
	try->stopped = !try->begun;
	return try->begun;
}

static size_t give(char *to, size_t size, size_t n, void *arg)
{
	struct source *source = arg;
	size_t room = size * n < source->len ? size * n : source->len;
	if (room == 0)
		return begin(source->try) ? 0 : CURL_READFUNC_ABORT;
	memcpy(to, source->data, room);
	source->data += room;
	source->len -= room;
	return room;
}

/* Follows the conversation; nothing of it is kept. */
static int follow(CURL *curl, curl_infotype type, char *data, size_t len, void *arg)
{
	struct source *source = arg;
	(void)curl;
	if (type != CURLINFO_HEADER_OUT)
		return 0;
	if (len > 4 && strncmp(data, "MAIL", 4) == 0)
		source->stage = STAGE_FROM;
	else if (len > 4 && strncmp(data, "RCPT", 4) == 0)
		source->stage = STAGE_TO;
	else if (len > 4 && strncmp(data, "DATA", 4) == 0)
		source->stage = STAGE_TEXT;
	return 0;
}

static size_t drop(char *from, size_t size, size_t n, void *arg)
{
	(void)from;
	(void)arg;
	return size * n;
}

/* "user:password" of Smtp.UserFile. False: configured, but unreadable. */
static bool log_in(CURL *curl, const struct config *config)
{
	char user[256];
	const char *file = config_get(config, "Smtp.UserFile", "");
	if (file[0] == '\0')
		return true;
	if (!secret_file(file, user, sizeof user))
		return false;
	curl_easy_setopt(curl, CURLOPT_USERPWD, user);
	secret_wipe(user, sizeof user);
	return true;
}

/* A password never travels in the clear; without one TLS is used where the
 * server has it, unless Smtp.Tls says that it must. */
static void encrypt(CURL *curl, const struct config *config)
{
	bool must = config_get(config, "Smtp.UserFile", "")[0] != '\0' ||
	            strcmp(config_get(config, "Smtp.Tls", ""), "must") == 0;
	const char *authority = config_get(config, "Smtp.CaFile", "");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, must ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY);
	if (authority[0] != '\0')
		curl_easy_setopt(curl, CURLOPT_CAINFO, authority);
}

/* What a failed delivery means. An answer of the server is an answer; without
 * one behind the end of the text nobody knows. */
static enum mail_fate judge(struct source *source, CURLcode result, long code)
{
	struct mail_try *try = source->try;
	source->lost = code == 421 || (code < 400 && (result == CURLE_SEND_ERROR ||
	                                              result == CURLE_RECV_ERROR ||
	                                              result == CURLE_GOT_NOTHING ||
	                                              result == CURLE_WEIRD_SERVER_REPLY));
	snprintf(try->error, sizeof try->error, "smtp %s: %s, answer %ld", stages[source->stage],
	         curl_easy_strerror(result), code);
	if (try->stopped)
		return MAIL_LATER;
	if (try->begun && code < 400)
		return MAIL_UNKNOWN;
	if (code >= 500 && (try->begun || source->stage == STAGE_TO))
		return MAIL_REFUSED;
	return source->stage == STAGE_NONE ? MAIL_DOWN : MAIL_LATER;
}

/* One conversation; FRESH: not by the connection of the message before. */
static enum mail_fate converse(const struct config *config, const char *from, const char *to,
                               struct source *source, bool fresh)
{
	long code = 0;
	CURL *curl = handle();
	snprintf(source->try->error, sizeof source->try->error, "smtp: not set up");
	if (curl == NULL || !log_in(curl, config))
		return MAIL_DOWN;
	struct curl_slist *people = curl_slist_append(NULL, to);
	encrypt(curl, config);
	curl_easy_setopt(curl, CURLOPT_URL, config_get(config, "Smtp.Url", ""));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, follow);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, source);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, people);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, source);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	CURLcode result = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	curl_slist_free_all(people);
	return result == CURLE_OK ? MAIL_SENT : judge(source, result, code);
}

/* A connection that ends in the middle, or was kept and has ended meanwhile: what
 * was not handed over is said once more on a new one. */
enum mail_fate mail_smtp(const struct config *config, const char *from, const char *to,
                         const char *data, size_t len, struct mail_try *try)
{
	struct source source = {data, len, STAGE_NONE, false, try};
	enum mail_fate fate = converse(config, from, to, &source, false);
	if (fate == MAIL_SENT || !source.lost || try->begun || try->stopped)
		return fate;
	source = (struct source){data, len, STAGE_NONE, false, try};
	return converse(config, from, to, &source, true);
}

/* What an answer to a text message means. */
static enum mail_fate judge_answer(CURLcode result, long code)
{
	if (code >= 200 && code < 300)
		return MAIL_SENT;
	if (result == CURLE_COULDNT_CONNECT || result == CURLE_COULDNT_RESOLVE_HOST)
		return MAIL_DOWN;
	if (code >= 400)
		return code < 500 && code != 408 && code != 429 && code != 401 && code != 403
		               ? MAIL_REFUSED : MAIL_LATER;
	return MAIL_UNKNOWN;
}

/* A POST of FORM to URL; KEY as bearer where there is one. */
static enum mail_fate post(CURL *curl, const char *url, const struct mail_form form[MAIL_FORM],
                           const char *key, const char *name, struct mail_try *try)
{
	char header[300];
	long code = 0;
	curl_mime *parts = curl_mime_init(curl);
	for (int i = 0; i < MAIL_FORM && form[i].name != NULL; i++) {
		curl_mimepart *field = curl_mime_addpart(parts);
		curl_mime_name(field, form[i].name);
		curl_mime_data(field, form[i].value, CURL_ZERO_TERMINATED);
	}
	snprintf(header, sizeof header, "Authorization: Bearer %s", key);
	struct curl_slist *headers = key[0] != '\0' ? curl_slist_append(NULL, header) : NULL;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_MIMEPOST, parts);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
	CURLcode result = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	secret_wipe(header, sizeof header);
	curl_slist_free_all(headers);
	curl_mime_free(parts);
	snprintf(try->error, sizeof try->error, "%s: %s, answer %ld", name,
	         curl_easy_strerror(result), code);
	return judge_answer(result, code);
}

/* A text message has no end that could be waited for: it counts as handed over
 * before the request is made. */
enum mail_fate mail_http(const struct config *config, const struct mail_gateway *gateway,
                         const struct mail_form form[MAIL_FORM], struct mail_try *try)
{
	char key[256] = "";
	const char *file = config_get(config, gateway->key_file, "");
	CURL *curl = handle();
	snprintf(try->error, sizeof try->error, "%s: not set up", gateway->name);
	if (curl == NULL || (file[0] != '\0' && !secret_file(file, key, sizeof key)))
		return MAIL_DOWN;
	enum mail_fate fate = begin(try) ? post(curl, config_get(config, gateway->url, ""), form, key,
	                                        gateway->name, try)
	                                 : MAIL_LATER;
	secret_wipe(key, sizeof key);
	return fate;
}
