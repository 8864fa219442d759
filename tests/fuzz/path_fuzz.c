/* A whole message through all stages, as the default configuration judges it without a store, to
 * header fields, line of the log and JSON: what it costs is bounded, what comes out is safe to
 * pass on, whatever went in. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/unicode.h"
#include "mail/file.h"
#include "path.h"
#include "verdict/headers.h"
#include "verdict/json.h"
#include "verdict/logline.h"

#define NOW_S 1750000000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* A field that is ours: no control but in a fold. */
static void want_field(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool fold = s.p[i] == '\n' && i + 1 < s.n && s.p[i + 1] == '\t';

		if (is_control(s.p[i]) && !fold && !(s.p[i] == '\t' && i > 0 && s.p[i - 1] == '\n'))
			abort();
	}
}

/* The Subject is the sender's; what is ours about it is that it stays one field. */
static void want_folded(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n' && (i + 1 == s.n || !strchr(" \t", s.p[i + 1])))
			abort();
	}
}

static void want_line(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (is_control(s.p[i]))
			abort();
	}
}

static void check_scores(const struct judgement *judgement)
{
	if (judgement->decision->verdict == VERDICT_ERROR || !judgement->evidence ||
	    !(judgement->score->total >= 0) ||
	    !(judgement->score->probability >= 0 && judgement->score->probability <= 1))
		abort();
	for (size_t i = 0; i < judgement->findings->n; i++) {
		const struct finding *finding = &judgement->findings->v[i];

		if (!finding->id || finding->sentence.n == 0 || !utf8_valid(finding->sentence))
			abort();
	}
}

static void check_outputs(const struct config *config, struct path *path)
{
	struct headers headers;
	struct buf line;
	json_t *object;

	if (!headers_make(&config->verdict, &path->judgement, &path->mail->arena, &headers))
		abort();
	for (size_t i = 0; i < headers.n; i++)
		want_field(headers.v[i].value);
	want_folded(headers_tagged_subject(&config->verdict, path->mail, &path->mail->arena));
	buf_init(&line, 1 << 20);
	logline_make(&config->verdict, &path->judgement, &line);
	want_line(buf_str(&line));
	buf_done(&line);
	object = judgement_json(&path->judgement, NULL);
	if (!object)
		abort();
	json_decref(object);
}

static char zones_path[] = "/tmp/path_fuzz.XXXXXX"; /* is read with the first question */

static void remove_zones(void)
{
	unlink(zones_path);
}

/* The default configuration, but for a DNS that holds one name: no input may ask a real one. */
static struct config *configured(void)
{
	char config_path[] = "/tmp/path_fuzz.XXXXXX";
	FILE *zones = fdopen(mkstemp(zones_path), "w"), *file = fdopen(mkstemp(config_path), "w");
	struct config *config = NULL;
	struct err err = { 0 };

	if (!file || !zones)
		abort();
	fputs(". \nacme.example. 300 IN TXT \"v=spf1 -all\"\n", zones);
	fprintf(file, "dns-zones = \"%s\"\n", zones_path);
	if (fclose(zones) || fclose(file) || config_load(config_path, 0, &config, &err)) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	unlink(config_path);
	atexit(remove_zones);
	return config;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct config *config; /* loaded once: the fuzzer runs this in one thread */
	struct path *path = malloc(sizeof *path);
	struct mail *mail;

	if (!config) {
		message_library_init();
		config = configured();
	}
	mail = mail_new(&config->mail, &config->site.key);
	if (!path || !mail)
		abort();
	path_init(path, config, mail);
	if (file_parse(str_make((const char *)data, size), mail, NULL))
		abort();
	check_scores(path_judge(path, NULL, NOW_S));
	check_outputs(config, path);
	path_done(path);
	mail_free(mail);
	free(path);
	return 0;
}
