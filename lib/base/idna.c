/* Domain names of the world (UTS #46, RFC 5890), by ICU. Its processor and the checker of scripts
 * are immutable once opened and made to be shared by threads (uidna.h, uspoof.h): one of each for
 * the process, opened at the first need. They hold nothing of ours. */
#include "base/unicode.h"

#include <pthread.h>
#include <unicode/uidna.h>
#include <unicode/uspoof.h>

#include "base/auto.h"
#include "base/buf.h"

#define LABEL_MAX      63
#define NAME_MAX_BYTES 253

static struct {
	UIDNA *idna;
	USpoofChecker *scripts;
} icu;

static void icu_open(void)
{
	UErrorCode status = U_ZERO_ERROR;

	icu.idna =
		uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
	                                UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
	                        &status);
	icu.scripts = uspoof_open(&status);
	if (U_SUCCESS(status))
		uspoof_setRestrictionLevel(icu.scripts, USPOOF_HIGHLY_RESTRICTIVE);
}

static bool icu_ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, icu_open);
	return icu.idna && icu.scripts;
}

/* Letters, digits, hyphens and, since the DNS holds them, underscores. */
static bool is_dns_label(struct str label)
{
	if (label.n == 0 || label.n > LABEL_MAX)
		return false;
	for (size_t i = 0; i < label.n; i++) {
		if (!unicode_is_word((unsigned char)label.p[i]) && label.p[i] != '-' &&
		    label.p[i] != '_')
			return false;
	}
	return true;
}

static bool is_dns_name(struct str name)
{
	struct str rest = name, label;

	if (name.n == 0 || name.n > NAME_MAX_BYTES)
		return false;
	while (str_cut(&rest, '.', &label)) {
		if (!is_dns_label(label))
			return false;
	}
	return true;
}

static struct str without_last_dot(struct str name)
{
	return name.n && name.p[name.n - 1] == '.' ? str_sub(name, 0, name.n - 1) : name;
}

bool unicode_to_ascii_domain(struct arena *arena, struct str domain, struct str *ret)
{
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode status = U_ZERO_ERROR;
	char name[NAME_MAX_BYTES + 1];
	struct str ascii = without_last_dot(domain);

	if (!utf8_is_ascii(domain)) {
		int32_t n;

		if (domain.n > (size_t)4 * NAME_MAX_BYTES || !utf8_valid(domain) || !icu_ready())
			return false;
		n = uidna_nameToASCII_UTF8(icu.idna, domain.p, (int32_t)domain.n, name,
		                           (int32_t)sizeof name, &info, &status);
		if (U_FAILURE(status) || info.errors)
			return false;
		ascii = without_last_dot(str_make(name, (size_t)n));
	}
	if (!is_dns_name(ascii))
		return false;
	ascii = arena_lower(arena, ascii);
	if (!ascii.p)
		return false;
	*ret = ascii;
	return true;
}

/* Safe: of one script (or Latin with that of China, Japan, Korea), and no look-alike of an ASCII
 * label. */
static bool is_safe(struct arena *arena, struct str label)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t problems = uspoof_checkUTF8(icu.scripts, label.p, (int32_t)label.n, NULL, &status);
	struct str look;

	if (U_FAILURE(status) || problems)
		return false;
	look = unicode_skeleton(arena, label);
	return look.p && !utf8_is_ascii(look);
}

/* Adds the label as it is shown. */
static void show_label(struct arena *arena, struct str label, struct buf *out)
{
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode status = U_ZERO_ERROR;
	char shown[4 * LABEL_MAX];
	int32_t n;

	if (str_istarts(label, str_of("xn--")) && label.n <= LABEL_MAX && icu_ready()) {
		n = uidna_labelToUnicodeUTF8(icu.idna, label.p, (int32_t)label.n, shown,
		                             (int32_t)sizeof shown, &info, &status);
		if (U_SUCCESS(status) && !info.errors && is_safe(arena, str_make(shown, (size_t)n)))
			label = str_make(shown, (size_t)n);
	}
	buf_add(out, label);
}

struct str unicode_to_shown_domain(struct arena *arena, struct str ascii_domain)
{
	AUTO(buf_done) struct buf shown;
	struct str rest = ascii_domain, label;

	buf_init(&shown, (size_t)4 * NAME_MAX_BYTES);
	if (ascii_domain.n > NAME_MAX_BYTES || str_ifind(ascii_domain, str_of("xn--")) == SIZE_MAX)
		return arena_str(arena, ascii_domain);
	while (str_cut(&rest, '.', &label)) {
		if (label.p != ascii_domain.p)
			buf_addc(&shown, '.');
		show_label(arena, label, &shown);
	}
	return arena_str(arena, shown.cut ? ascii_domain : buf_str(&shown));
}
