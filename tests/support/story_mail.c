/* A mail from its template. A name is looked for in the statement that sends, its sender, and what `set` has said; values may
 * hold names themselves. */
#include "story_world.h"

#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "mail/file.h"

#define TEXT_MAX  ((size_t)1 << 20)
#define DEPTH_MAX 4 /* of names within names */

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* "name value" of a block, in a send statement behind "with". */
static bool find_in(const struct statement *statement, bool with, struct str name, struct str *ret)
{
	for (size_t i = 0; statement && i < statement->lines; i++) {
		struct str rest = statement->block[i].text, word = story_word(&rest);

		if (with && !str_eq(word, str_of("with")))
			continue;
		if (with)
			word = story_word(&rest);
		if (str_eq(word, name)) {
			*ret = rest;
			return true;
		}
	}
	return false;
}

static const struct {
	const char *name, *value;
} standards[] = {
	{ "zone", "+0000" },       { "to", "ap@ours.example" },
	{ "client", "192.0.2.1" }, { "helo", "host.example" },
	{ "login", "" },           { "results", "" },
};

static bool standard(struct str name, struct str *ret)
{
	for (size_t i = 0; i < sizeof standards / sizeof *standards; i++) {
		if (str_eq(name, str_of(standards[i].name))) {
			*ret = str_of(standards[i].value);
			return true;
		}
	}
	return false;
}

static bool built_in(struct story_world *world, struct str name, struct str *ret)
{
	struct tm tm;
	time_t at = (time_t)world->now_s;
	char text[64];

	if (str_eq(name, str_of("n")))
		*ret = arena_printf(&world->arena, "%06u", world->sent);
	else if (str_eq(name, str_of("i")))
		*ret = arena_printf(&world->arena, "%u", world->index);
	else if (str_eq(name, str_of("date"))) {
		strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S", gmtime_r(&at, &tm));
		*ret = arena_str(&world->arena, str_of(text));
	} else
		return false;
	return true;
}

static bool find(struct story_world *world, struct str name, struct str *ret)
{
	if (find_in(world->send, true, name, ret) || find_in(world->sender, false, name, ret))
		return true;
	for (size_t i = world->settings; i-- > 0;) {
		if (str_eq(world->setting[i].name, name)) {
			*ret = world->setting[i].value;
			return true;
		}
	}
	return built_in(world, name, ret) || standard(name, ret);
}

static void fill_in(struct story_world *world, struct str text, struct buf *out, int depth)
{
	for (size_t at; (at = str_chr(text, '$')) != SIZE_MAX;) {
		struct str name = str_sub(text, at + 1, text.n), value;
		size_t n = 0;

		while (n < name.n && is_name(name.p[n]))
			n++;
		name.n = n;
		buf_add(out, str_sub(text, 0, at));
		text = str_sub(text, at + 1 + n, text.n);
		if (depth < DEPTH_MAX && find(world, name, &value))
			fill_in(world, value, out, depth + 1);
		else
			story_fail(world, world->send->number, "$" STR_FMT " is not set",
			           STR_ARG(name));
	}
	buf_add(out, text);
}

static struct str filled_in(struct story_world *world, struct str text)
{
	struct buf out;
	struct str ret;

	buf_init(&out, TEXT_MAX);
	fill_in(world, text, &out, 0);
	ret = arena_str(&world->arena, buf_str(&out));
	buf_done(&out);
	return ret;
}

struct str story_setting(struct story_world *world, const char *name)
{
	struct str value = { "", 0 };

	if (!find(world, str_of(name), &value))
		story_fail(world, world->send->number,
		           "%s is not set: the sender, a \"with\" or a "
		           "\"set\" line says it",
		           name);
	return filled_in(world, value);
}

static bool has_field(const struct statement *mail, const char *name)
{
	for (size_t i = 0; i < mail->lines && mail->block[i].text.n; i++)
		if (str_istarts(mail->block[i].text, str_of(name)))
			return true;
	return false;
}

/* What a program and the host in front of us put in. */
static void add_fields(struct story_world *world, const struct statement *mail, struct buf *out)
{
	struct str results = story_setting(world, "results");
	struct str envelope = story_setting(world, "envelope");
	size_t at = str_rchr(envelope, '@');

	if (results.n)
		buf_printf(out, "Authentication-Results: mx.ours.example; " STR_FMT "\n",
		           STR_ARG(results));
	if (!has_field(mail, "Date:"))
		buf_puts(out, "Date: $date $zone\n");
	if (!has_field(mail, "Message-ID:"))
		buf_printf(out, "Message-ID: <$n.$n@" STR_FMT ">\n",
		           STR_ARG(at == SIZE_MAX ? str_of("host.example")
		                                  : str_sub(envelope, at + 1, envelope.n)));
}

struct str story_mail_text(struct story_world *world, const struct statement *mail)
{
	struct buf out;
	struct str ret;

	buf_init(&out, TEXT_MAX);
	add_fields(world, mail, &out);
	for (size_t i = 0; i < mail->lines; i++) {
		buf_add(&out, mail->block[i].text);
		buf_addc(&out, '\n');
	}
	ret = filled_in(world, buf_str(&out));
	buf_done(&out);
	return ret;
}

static int set_envelope(struct story_world *world, struct mail *mail, struct err *err)
{
	struct str client = story_setting(world, "client"), to = story_setting(world, "to");
	struct str rcpt;
	int status;

	if (!ip_parse(client, &mail->client))
		return err_set(err, ERR_INPUT, "client " STR_FMT " is no address", STR_ARG(client));
	mail->client_known = mail->has_envelope = true;
	mail->at_s = world->now_s;
	status = mail_set_from(mail, story_setting(world, "envelope"), err);
	if (!status)
		status = mail_set(mail, &mail->helo, story_setting(world, "helo"), err);
	if (!status)
		status = mail_set(mail, &mail->auth_user, story_setting(world, "login"), err);
	while (!status && str_cut(&to, ',', &rcpt))
		status = mail_add_rcpt(mail, str_trim(rcpt), err);
	return status;
}

void story_deliver(struct story_world *world, struct str text)
{
	struct err err;
	int status;

	path_done(world->path);
	mail_free(world->mail);
	world->text = text;
	world->mail = mail_new(&world->config->mail, &world->config->site.key);
	if (!world->mail)
		abort();
	path_init(world->path, world->config, world->mail);
	status = set_envelope(world, world->mail, &err);
	if (!status)
		status = file_parse(text, world->mail, &err);
	if (!status) {
		path_judge(world->path, world->store, world->now_s);
		status = path_learn(world->path, world->store, &err);
	}
	if (status)
		story_fail(world, world->send->number, "%s", err.text);
}
