#include "auth/authres_write.h"

#include "base/buf.h"

#define NAME_MAX_N 253
#define VALUE_MAX  8192 /* eight signatures with the longest names stay below */

static bool is_plain(struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      c == '.' || c == '-' || c == '_'))
			return false;
	}
	return name.n > 0 && name.n <= NAME_MAX_N;
}

static void put_result(struct buf *out, const char *method, enum auth_result result)
{
	buf_printf(out, "; %s=%s", method, auth_result_names[result]);
}

static void put_property(struct buf *out, const char *property, struct str value)
{
	if (is_plain(value))
		buf_printf(out, " %s=" STR_FMT, property, STR_ARG(value));
}

static void put_signatures(struct buf *out, const struct auth *auth)
{
	if (auth->signatures == 0)
		put_result(out, "dkim", AUTH_NONE);
	for (size_t i = 0; i < auth->signatures; i++) {
		const struct auth_signature *signature = &auth->signature[i];

		put_result(out, "dkim", signature->result);
		put_property(out, "header.d", signature->domain.name);
		put_property(out, "header.s", signature->selector);
	}
}

struct str authres_write(struct arena *arena, struct str id, const struct auth *auth,
                         const struct message *message, bool submitted)
{
	struct str value;
	struct buf out;

	buf_init(&out, VALUE_MAX);
	buf_add(&out, is_plain(id) ? id : str_of("localhost"));
	if (!auth->checked) {
		buf_puts(&out, submitted ? "; auth=pass" : "; none");
	} else {
		put_result(&out, "spf", auth->spf);
		put_property(&out, "smtp.mailfrom", auth->spf_domain.name);
		put_signatures(&out, auth);
		put_result(&out, "dmarc", auth->dmarc);
		if (auth->dmarc_policy.n)
			buf_printf(&out, " (p=" STR_FMT ")", STR_ARG(auth->dmarc_policy));
		put_property(&out, "header.from", message->author.domain.name);
		if (auth->arc != AUTH_NONE)
			put_result(&out, "arc", auth->arc);
	}
	value = out.cut ? (struct str){ NULL, 0 } : arena_str(arena, buf_str(&out));
	buf_done(&out);
	return value;
}
