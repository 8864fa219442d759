/* RFC 9989 §4.7, §4.8. Each tag is read by the strict grammar of tags.h; one that isn't well-formed, or has a value it can't have, is
 * as if it weren't there. pct=, ri= and rf= of older records are unknown tags. */
#include "auth/dmarc.h"

#include "auth/tags.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

const char *const dmarc_policy_names[] = {
	[DMARC_NONE] = "none",
	[DMARC_QUARANTINE] = "quarantine",
	[DMARC_REJECT] = "reject",
};

struct reading {
	struct dmarc_record record;
	bool has_policy, has_subdomain_policy, has_nonexistent_policy;
	bool bad_policy; /* one of the three is there and can't be read */
	bool reports;    /* rua= names somebody */
};

static void read_request(struct str value, enum dmarc_policy *ret, bool *ret_has, bool *ret_bad)
{
	for (size_t i = 0; i < COUNT(dmarc_policy_names); i++) {
		if (str_ieq(value, str_of(dmarc_policy_names[i]))) {
			*ret = (enum dmarc_policy)i;
			*ret_has = true;
			return;
		}
	}
	*ret_bad = true;
}

static void read_p(struct reading *reading, struct str value)
{
	read_request(value, &reading->record.policy, &reading->has_policy, &reading->bad_policy);
}

static void read_sp(struct reading *reading, struct str value)
{
	read_request(value, &reading->record.subdomain_policy, &reading->has_subdomain_policy,
	             &reading->bad_policy);
}

static void read_np(struct reading *reading, struct str value)
{
	read_request(value, &reading->record.nonexistent_policy, &reading->has_nonexistent_policy,
	             &reading->bad_policy);
}

static void read_adkim(struct reading *reading, struct str value)
{
	reading->record.strict_dkim = str_ieq(value, str_of("s"));
}

static void read_aspf(struct reading *reading, struct str value)
{
	reading->record.strict_spf = str_ieq(value, str_of("s"));
}

static void read_psd(struct reading *reading, struct str value)
{
	if (str_ieq(value, str_of("y")))
		reading->record.psd = DMARC_PSD_YES;
	else if (str_ieq(value, str_of("n")))
		reading->record.psd = DMARC_PSD_NO;
}

static void read_t(struct reading *reading, struct str value)
{
	reading->record.testing = str_ieq(value, str_of("y"));
}

/* At least one URI: a scheme and something behind it. */
static void read_rua(struct reading *reading, struct str value)
{
	struct str uri;

	while (str_cut(&value, ',', &uri)) {
		size_t colon;

		uri = str_trim(uri);
		colon = str_chr(uri, ':');
		reading->reports |= colon != SIZE_MAX && colon > 0 && colon + 1 < uri.n;
	}
}

static const struct {
	const char *name;
	void (*read)(struct reading *reading, struct str value);
} readers[] = {
	{ "p", read_p }, { "sp", read_sp },   { "np", read_np },     { "psd", read_psd },
	{ "t", read_t }, { "rua", read_rua }, { "aspf", read_aspf }, { "adkim", read_adkim },
};

/* What stands between two semicolons; false if it is no tag. */
static bool parse_tag(struct str spec, struct tag *ret)
{
	struct tags tags;

	if (!tags_parse(spec, &tags, NULL))
		return false;
	*ret = tags.tag[0];
	return true;
}

/* False: a tag that counts is there twice. */
static bool read_tag(struct reading *reading, const struct tag *tag, unsigned *seen)
{
	for (size_t i = 0; i < COUNT(readers); i++) {
		if (!str_eq(tag->name, str_of(readers[i].name)))
			continue;
		if (*seen >> i & 1)
			return false;
		*seen |= 1u << i;
		readers[i].read(reading, tag->value);
		return true;
	}
	return true;
}

static void fill_in(struct reading *reading)
{
	struct dmarc_record *record = &reading->record;

	if (reading->bad_policy || !reading->has_policy) {
		record->policy = record->subdomain_policy = record->nonexistent_policy = DMARC_NONE;
		record->unusable = !reading->reports;
		return;
	}
	if (!reading->has_subdomain_policy)
		record->subdomain_policy = record->policy;
	if (!reading->has_nonexistent_policy)
		record->nonexistent_policy = record->subdomain_policy;
}

bool dmarc_record_is(struct str text)
{
	struct str first;
	struct tag tag;

	return text.n && text.p[0] == 'v' && str_cut(&text, ';', &first) &&
	       parse_tag(first, &tag) && str_eq(tag.name, str_of("v")) &&
	       str_eq(tag.value, str_of("DMARC1"));
}

bool dmarc_record_parse(struct str text, struct dmarc_record *ret)
{
	struct reading reading = { 0 };
	unsigned seen = 0;
	struct str spec;
	struct tag tag;

	if (!dmarc_record_is(text))
		return false;
	while (str_cut(&text, ';', &spec)) {
		if (parse_tag(spec, &tag) && !read_tag(&reading, &tag, &seen))
			return false;
	}
	fill_in(&reading);
	*ret = reading.record;
	return true;
}
