/* The only door to curl: a mail server by SMTP, an SMS gateway by HTTP. */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "job/mail.h"

#define CONNECT_S 10L
#define WHOLE_S 60L

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

/* What is left to send. */
struct source {
	const char *data;
	size_t len;
};

static size_t give(char *to, size_t size, size_t n, void *arg)
{
	struct source *source = arg;
	size_t room = size * n < source->len ? size * n : source->len;
	memcpy(to, source->data, room);
	source->data += room;
	source->len -= room;
	return room;
}

static size_t drop(char *from, size_t size, size_t n, void *arg)
{
	(void)from;
	(void)arg;
	return size * n;
}

static bool run(CURL *curl, const char *what, char error[200])
{
	long code = 0;
	CURLcode result = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	if (result == CURLE_OK)
		return true;
	snprintf(error, 200, "%s: %s, answer %ld", what, curl_easy_strerror(result), code);
	return false;
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

bool mail_smtp(const struct config *config, const char *from, const char *to, const char *data,
               size_t len, char error[200])
{
	struct source source = {data, len};
	CURL *curl = handle();
	snprintf(error, 200, "smtp: not set up");
	if (curl == NULL || !log_in(curl, config))
		return false;
	struct curl_slist *people = curl_slist_append(NULL, to);
	curl_easy_setopt(curl, CURLOPT_URL, config_get(config, "Smtp.Url", ""));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, people);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, &source);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	bool sent = run(curl, "smtp", error);
	curl_slist_free_all(people);
	return sent;
}

/* A POST of `to` and `text`; the key of Sms.KeyFile as bearer. */
bool mail_http(const struct config *config, const char *to, const char *text, char error[200])
{
	char key[256] = "", header[300];
	const char *file = config_get(config, "Sms.KeyFile", "");
	CURL *curl = handle();
	snprintf(error, 200, "sms: not set up");
	if (curl == NULL || (file[0] != '\0' && !secret_file(file, key, sizeof key)))
		return false;
	curl_mime *form = curl_mime_init(curl);
	curl_mimepart *field = curl_mime_addpart(form);
	curl_mime_name(field, "to");
	curl_mime_data(field, to, CURL_ZERO_TERMINATED);
	field = curl_mime_addpart(form);
	curl_mime_name(field, "text");
	curl_mime_data(field, text, CURL_ZERO_TERMINATED);
	snprintf(header, sizeof header, "Authorization: Bearer %s", key);
	struct curl_slist *headers = key[0] != '\0' ? curl_slist_append(NULL, header) : NULL;
	curl_easy_setopt(curl, CURLOPT_URL, config_get(config, "Sms.Url", ""));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_MIMEPOST, form);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
	bool sent = run(curl, "sms", error);
	secret_wipe(key, sizeof key);
	secret_wipe(header, sizeof header);
	curl_slist_free_all(headers);
	curl_mime_free(form);
	return sent;
}
