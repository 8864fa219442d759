/* RFC 8617 §4.1 and the structure of §5.2 (steps 1 to 3). Of the fields only as many are looked at as a whole chain can have. */
#include "auth/arc_set.h"

#include "auth/dkim.h"
#include "base/buf.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define LIST_BYTES   16384 /* of a rewritten tag list; h= has 4,000 at most, b= and bh= less */
#define LAST_SECOND  253402300799 /* of the year 9999 */

static const struct str part_names[ARC_PARTS] = {
	[ARC_RESULTS] = STR("ARC-Authentication-Results"),
	[ARC_MESSAGE] = STR("ARC-Message-Signature"),
	[ARC_SEAL] = STR("ARC-Seal"),
};

static enum arc_part part_of(const struct field *field)
{
	unsigned part = 0;

	while (part < ARC_PARTS && !str_ieq(field->name, part_names[part]))
		part++;
	return (enum arc_part)part;
}

bool arc_chain_is_there(const struct mail *mail)
{
	for (size_t i = 0; i < mail->fields; i++) {
		if (part_of(&mail->field[i]) != ARC_PARTS)
			return true;
	}
	return false;
}

/* ---- instances ---- */

/* 0: none. */
static size_t instance_of(struct str text)
{
	uint64_t instance;

	return text.n <= 2 && str_number(text, ARC_INSTANCES_MAX, &instance) ? (size_t)instance : 0;
}

/* "i=1;" in front of the results (§4.1.1). */
static size_t results_instance(struct str value)
{
	struct str rest = value, tag, name;

	if (!str_cut(&rest, ';', &tag) || !rest.p || !str_cut(&tag, '=', &name) || !tag.p ||
	    !str_eq(str_trim(name), str_of("i")))
		return 0;
	return instance_of(str_trim(tag));
}

static size_t field_instance(const struct field *field, enum arc_part part)
{
	struct tags tags;

	if (part == ARC_RESULTS)
		return results_instance(field->raw);
	return tags_parse(field->raw, &tags, NULL) ? instance_of(tags_value(&tags, "i")) : 0;
}

/* Puts each field in its place. The first that has none ends it, so no more are read than a whole chain has. */
static const char *sort_fields(const struct mail *mail, struct arc_chain *chain)
{
	for (size_t i = 0; i < mail->fields; i++) {
		const struct field *field = &mail->field[i];
		enum arc_part part = part_of(field);
		size_t instance;

		if (part == ARC_PARTS)
			continue;
		instance = field_instance(field, part);
		if (instance == 0)
			return "a field without instance";
		if (chain->set[instance - 1].field[part])
			return "an instance twice";
		chain->set[instance - 1].field[part] = field;
		if (instance > chain->n)
			chain->n = instance;
	}
	for (size_t i = 0; i < chain->n; i++) {
		for (size_t part = 0; part < ARC_PARTS; part++) {
			if (!chain->set[i].field[part])
				return "an instance isn't whole";
		}
	}
	return NULL;
}

/* ---- signatures ---- */

struct reading {
	struct arena *arena;
	const struct mail *mail;
	const struct field *field;
	struct tags tags;
	struct arc_signature *signature;
	bool starved;
};

/* The tags that both kinds of signature have, as a DKIM-Signature has them. `more`: those that a seal has not. */
static bool rewrite(const struct tags *tags, const char *more, struct buf *out)
{
	static const char *const kept[] = { "a", "b", "bh", "c", "d", "h", "s" };

	buf_printf(out, "v=1; %s", more);
	for (size_t i = 0; i < COUNT(kept); i++) {
		struct str value = tags_value(tags, kept[i]);

		if (value.p)
			buf_printf(out, "%s=" STR_FMT "; ", kept[i], STR_ARG(value));
	}
	return !out->cut;
}

/* False without memory. */
static bool read_as_dkim(struct arena *arena, const struct tags *tags, const char *more,
                         struct dkim_field *ret)
{
	struct buf list;
	bool ok = true;

	buf_init(&list, LIST_BYTES);
	if (rewrite(tags, more, &list))
		ok = dkim_field_read(arena, buf_str(&list), ret);
	else
		ret->unreadable = "too long";
	buf_done(&list);
	return ok;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* What b= holds goes with the blanks around it (RFC 6376 §3.7). */
static void cut_signature(struct str raw, struct str b, struct str *ret_before,
                          struct str *ret_after)
{
	size_t from = (size_t)(b.p - raw.p), to = from + b.n;

	while (from > 0 && is_blank(raw.p[from - 1]))
		from--;
	while (to < raw.n && is_blank(raw.p[to]))
		to++;
	*ret_before = str_sub(raw, 0, from);
	*ret_after = str_sub(raw, to, raw.n);
}

/* A time that is there and can't be read is a fault. */
static bool read_time(const struct tags *tags, const char *name, int64_t *ret)
{
	struct str value = tags_value(tags, name);
	uint64_t seconds = 0;

	if (value.p && !str_number(value, LAST_SECOND, &seconds))
		return false;
	*ret = (int64_t)seconds;
	return true;
}

/* What both kinds have. */
static const char *read_common(struct reading *reading, const char *more)
{
	struct arc_signature *signature = reading->signature;
	int64_t signed_s;

	if (!read_as_dkim(reading->arena, &reading->tags, more, &signature->read)) {
		reading->starved = true;
		return "no memory";
	}
	if (signature->read.unreadable)
		return signature->read.unreadable;
	if (signature->read.sha1)
		return "rsa-sha1";
	if (!read_time(&reading->tags, "t", &signed_s))
		return "t= is no time";
	cut_signature(reading->field->raw, tags_value(&reading->tags, "b"), &signature->before,
	              &signature->after);
	return NULL;
}

/* A seal covers fields that the RFC names, and no body: it has neither h= nor bh=, and what the reader of DKIM wants of them is
 * filled in. */
#define SEAL_FILLING "h=from; bh=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=; "

static const char *read_seal(struct reading *reading)
{
	if (tags_value(&reading->tags, "h").p || tags_value(&reading->tags, "bh").p)
		return "a seal with h= or bh=";
	reading->signature->validity = tags_value(&reading->tags, "cv");
	return read_common(reading, SEAL_FILLING);
}

static size_t count_from(const struct mail *mail)
{
	size_t n = 0;

	for (size_t i = 0; i < mail->fields; i++)
		n += str_ieq(mail->field[i].name, str_of("From"));
	return n;
}

/* Every From is signed, so that none was added. l= is not looked at: the digest is of the whole body, so text behind l= breaks it,
 * and where there is none l= says nothing. */
static const char *read_message(struct reading *reading)
{
	struct arc_signature *signature = reading->signature;
	const char *wrong = read_common(reading, "");

	if (wrong)
		return wrong;
	if (!dkim_covers(signature->read.headers, "from", count_from(reading->mail)))
		return "a From isn't signed";
	if (dkim_covers(signature->read.headers, "arc-seal", 1))
		return "h= names ARC-Seal"; /* §4.1.2 */
	if (!read_time(&reading->tags, "x", &signature->expires_s))
		return "x= is no time";
	signature->relaxed_header = str_istarts(tags_value(&reading->tags, "c"), str_of("relaxed"));
	return NULL;
}

static const char *read_field(struct reading *reading, const struct field *field,
                              struct arc_signature *signature,
                              const char *(*read)(struct reading *reading))
{
	reading->field = field;
	reading->signature = signature;
	return tags_parse(field->raw, &reading->tags, NULL) ? read(reading)
	                                                    : "a field is no tag list";
}

/* §5.2 step 3: the first sealer saw no chain, each later one a whole one. */
static const char *check_validity(struct str validity, size_t instance)
{
	if (str_eq(validity, str_of("fail")))
		return "a sealer found it broken";
	return str_eq(validity, str_of(instance == 1 ? "none" : "pass")) ? NULL : "a wrong cv=";
}

bool arc_chain_read(struct arena *arena, const struct mail *mail, struct arc_chain *ret)
{
	struct reading reading = { .arena = arena, .mail = mail };
	const char *broken = sort_fields(mail, ret);
	struct arc_set *set;

	for (size_t i = ret->n; i > 0 && !broken; i--) {
		set = &ret->set[i - 1];
		broken = read_field(&reading, set->field[ARC_SEAL], &set->seal, read_seal);
		if (!broken)
			broken = check_validity(set->seal.validity, i);
	}
	if (!broken) {
		set = &ret->set[ret->n - 1];
		broken = read_field(&reading, set->field[ARC_MESSAGE], &ret->message, read_message);
	}
	ret->broken = broken;
	return !reading.starved;
}

struct str arc_key_name(struct arena *arena, struct str value)
{
	struct dkim_field read = { 0 };
	struct tags tags;
	bool known =
		tags_parse(value, &tags, NULL) &&
		read_as_dkim(arena, &tags, tags_value(&tags, "bh").p ? "" : SEAL_FILLING, &read) &&
		!read.unreadable;

	return known ? read.key_name : str_make(NULL, 0);
}
