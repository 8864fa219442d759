/* IBAN: ISO 13616; which countries, and how long theirs are, from the registry (SWIFT, release
 * 98). */
#include "text/bank_finder.h"

#define IBAN_MAX 34

/* clang-format off */
static const struct iban_country {
	char name[3];
	unsigned char length;
} iban_countries[] = {
	{ "AD", 24 }, { "AE", 23 }, { "AL", 28 }, { "AT", 20 }, { "AZ", 28 }, { "BA", 20 }, { "BE", 16 }, { "BG", 22 },
	{ "BH", 22 }, { "BI", 27 }, { "BR", 29 }, { "BY", 28 }, { "CH", 21 }, { "CR", 22 }, { "CY", 28 }, { "CZ", 24 },
	{ "DE", 22 }, { "DJ", 27 }, { "DK", 18 }, { "DO", 28 }, { "EE", 20 }, { "EG", 29 }, { "ES", 24 }, { "FI", 18 },
	{ "FK", 18 }, { "FO", 18 }, { "FR", 27 }, { "GB", 22 }, { "GE", 22 }, { "GI", 23 }, { "GL", 18 }, { "GR", 27 },
	{ "GT", 28 }, { "HN", 28 }, { "HR", 21 }, { "HU", 28 }, { "IE", 22 }, { "IL", 23 }, { "IQ", 23 }, { "IS", 26 },
	{ "IT", 27 }, { "JO", 30 }, { "KW", 30 }, { "KZ", 20 }, { "LB", 28 }, { "LC", 32 }, { "LI", 21 }, { "LT", 20 },
	{ "LU", 20 }, { "LV", 21 }, { "LY", 25 }, { "MC", 27 }, { "MD", 24 }, { "ME", 22 }, { "MK", 19 }, { "MN", 20 },
	{ "MR", 27 }, { "MT", 31 }, { "MU", 30 }, { "NI", 28 }, { "NL", 18 }, { "NO", 15 }, { "OM", 23 }, { "PK", 24 },
	{ "PL", 28 }, { "PS", 29 }, { "PT", 25 }, { "QA", 29 }, { "RO", 24 }, { "RS", 22 }, { "RU", 33 }, { "SA", 24 },
	{ "SC", 31 }, { "SD", 18 }, { "SE", 24 }, { "SI", 19 }, { "SK", 24 }, { "SM", 27 }, { "SO", 23 }, { "ST", 25 },
	{ "SV", 28 }, { "TL", 23 }, { "TN", 24 }, { "TR", 26 }, { "UA", 29 }, { "VA", 22 }, { "VG", 24 }, { "XK", 20 },
	{ "YE", 30 },
};
/* clang-format on */

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* How long the country's IBANs are; 0: it has none. */
static size_t iban_length(const char *number)
{
	for (size_t i = 0; i < sizeof iban_countries / sizeof *iban_countries; i++) {
		if (memcmp(iban_countries[i].name, number, 2) == 0)
			return iban_countries[i].length;
	}
	return 0;
}

/* ISO 7064 mod 97-10: the first four characters count behind the others, letters as 10 to 35. */
static bool iban_is_valid(const char *number, size_t n)
{
	unsigned rest = 0;

	for (size_t i = 0; i < n; i++) {
		char c = number[(i + 4) % n];

		if (c >= '0' && c <= '9')
			rest = (rest * 10 + (unsigned)(c - '0')) % 97;
		else
			rest = (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
	}
	return rest == 1;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Country and check digits, with which the length is known: most words end at the third letter. */
static size_t read_head(struct bank_reader *reader, char number[4])
{
	for (int i = 0; i < 4; i++) {
		number[i] = upper(bank_next(reader));
		if (number[i] == '\0' || is_digit(number[i]) != (i >= 2))
			return 0;
	}
	return iban_length(number);
}

size_t bank_find_iban(struct str text, size_t at, struct bank_account *ret)
{
	struct bank_reader reader = { text, at, 0 };
	char number[IBAN_MAX];
	size_t length = read_head(&reader, number);

	for (size_t n = 4; n < length; n++) {
		number[n] = upper(bank_next(&reader));
		if (number[n] == '\0')
			return 0;
	}
	if (length == 0 || (reader.at < text.n && bank_is_inside(text.p[reader.at])) ||
	    !iban_is_valid(number, length))
		return 0;
	ret->kind = BANK_IBAN;
	memcpy(ret->number, number, length);
	memcpy(ret->country, number, 2);
	return reader.at - at;
}
