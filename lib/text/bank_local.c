/* Accounts that only a country knows. ABA routing numbers (American Bankers Association): nine
 * digits, the sum of 3, 7, 1 times them is a multiple of ten; one nine-digit number in ten
 * passes, so the words around must say what it is. UK sort codes have no check digits at all:
 * the words alone decide. Both name a bank only; the account's number is looked for near them. */
#include "text/bank_finder.h"

#include <stdio.h>

#define WORD_NEAR      48  /* bytes in which the word stands that says what a number is */
#define ACCOUNT_NEAR   200 /* bytes in which the account's number stands */
#define ACCOUNT_BEHIND 32  /* bytes between "account" and its number */
#define DIGITS_MIN     6   /* of an account in the USA: shorter runs are years and ZIP codes */
#define DIGITS_MAX     17

struct local_rule {
	enum bank_kind kind;
	char country[3];
	size_t bank_digits;
	size_t account_digits; /* 0: any run of DIGITS_MIN to DIGITS_MAX */
	const char *const *words;
	bool (*is_valid)(const char *digits);
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t ends_at(struct str text, size_t end)
{
	return end < text.n && bank_is_inside(text.p[end]) ? 0 : end;
}

/* `n` digits from `at` on, in groups or not; where they end, 0 if there are fewer or more. */
static size_t read_exactly(struct str text, size_t at, size_t n, char *ret)
{
	struct bank_reader reader = { text, at, 1 }; /* no line end inside */

	for (size_t i = 0; i < n; i++) {
		ret[i] = bank_next(&reader);
		if (!is_digit(ret[i]))
			return 0;
	}
	ret[n] = '\0';
	return ends_at(text, reader.at);
}

/* A run of digits, hyphens between them dropped; where it ends, 0 if it is too short or too
 * long. */
static size_t read_run(struct str text, size_t at, char ret[DIGITS_MAX + 1])
{
	size_t n = 0;

	for (; at < text.n && (is_digit(text.p[at]) || text.p[at] == '-'); at++) {
		if (text.p[at] == '-')
			continue;
		if (n == DIGITS_MAX)
			return 0;
		ret[n++] = text.p[at];
	}
	ret[n] = '\0';
	return n >= DIGITS_MIN ? ends_at(text, at) : 0;
}

static bool aba_is_valid(const char *d)
{
	int first = (d[0] - '0') * 10 + d[1] - '0', sum = 0;

	for (int i = 0; i < 9; i++)
		sum += (d[i] - '0') * (i % 3 == 0 ? 3 : i % 3 == 1 ? 7 : 1);
	return sum % 10 == 0 && ((first >= 1 && first <= 12) || (first >= 21 && first <= 32) ||
	                         (first >= 61 && first <= 72) || first == 80);
}

static bool sort_code_is_valid(const char *d)
{
	return strcmp(d, "000000") != 0;
}

static struct str before(struct str text, size_t at, size_t n)
{
	return str_sub(text, at > n ? at - n : 0, at > n ? n : at);
}

/* The account's number in `text`: behind a word that says so. */
static bool find_account(struct str text, const struct local_rule *rule, char ret[DIGITS_MAX + 1])
{
	static const char *const words[] = { "account", "acct", "a/c", "acc", NULL };

	for (size_t at = 0; at < text.n; at++) {
		if (!is_digit(text.p[at]) || (at > 0 && bank_is_inside(text.p[at - 1])))
			continue;
		if (!(rule->account_digits ? read_exactly(text, at, rule->account_digits, ret)
		                           : read_run(text, at, ret)))
			continue;
		if (bank_has_word(before(text, at, ACCOUNT_BEHIND), words))
			return true;
	}
	return false;
}

/* The bank's number at `at`, and the account behind it, or else before it. */
static size_t find_local(const struct local_rule *rule, struct str text, size_t at,
                         struct bank_account *ret)
{
	char bank[DIGITS_MAX + 1], account[DIGITS_MAX + 1];
	size_t end = is_digit(text.p[at]) ? read_exactly(text, at, rule->bank_digits, bank) : 0;

	if (!end || !rule->is_valid(bank) ||
	    !bank_has_word(bank_near(text, at, end, WORD_NEAR), rule->words))
		return 0;
	if (!find_account(str_sub(text, end, ACCOUNT_NEAR), rule, account) &&
	    !find_account(before(text, at, ACCOUNT_NEAR), rule, account))
		return 0;
	ret->kind = rule->kind;
	snprintf(ret->number, sizeof ret->number, "%s/%s", bank, account);
	memcpy(ret->country, rule->country, sizeof ret->country);
	return end - at;
}

static const char *const aba_words[] = { "routing", "aba", "rtn", "transit", NULL };
static const char *const sort_words[] = { "sort", "sortcode", "sort-code", NULL };

static const struct local_rule aba = { BANK_ABA, "US", 9, 0, aba_words, aba_is_valid };
static const struct local_rule sort_code = { BANK_SORT_CODE,    "GB", 6, 8, sort_words,
	                                     sort_code_is_valid };

size_t bank_find_aba(struct str text, size_t at, struct bank_account *ret)
{
	return find_local(&aba, text, at, ret);
}

size_t bank_find_sort_code(struct str text, size_t at, struct bank_account *ret)
{
	return find_local(&sort_code, text, at, ret);
}
