/* Where accounts begin and how their numbers are read; what makes one stands in bank_iban,
 * bank_coin, bank_local. The text is gone through once, from word to word. */
#include "text/bank.h"

#include <stdio.h>

#include "text/bank_finder.h"

#define GROUP_BLANKS_MAX 16 /* indentation of a wrapped line included */

bool bank_is_inside(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The length of the blank at `at`: ASCII, or one of the no-break and narrow ones that are put
 * between groups and the zero-width space; 0: none. */
static size_t blank_length(struct str text, size_t at)
{
	static const struct str wide[] = {
		STR("\u00a0"), STR("\u2007"), STR("\u2009"), STR("\u200b"), STR("\u202f"),
	};

	if (text.p[at] == ' ' || text.p[at] == '\t' || text.p[at] == '\r' || text.p[at] == '\n')
		return 1;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		if (str_starts(str_sub(text, at, wide[i].n), wide[i]))
			return wide[i].n;
	}
	return 0;
}

char bank_next(struct bank_reader *reader)
{
	const struct str text = reader->text;
	size_t at = reader->at, n;
	unsigned marks = 0;

	for (unsigned blanks = 0; at < text.n && blanks <= GROUP_BLANKS_MAX; blanks++) {
		if (bank_is_inside(text.p[at])) {
			reader->at = at + 1;
			return text.p[at];
		}
		n = blank_length(text, at);
		if (text.p[at] == '\n' && ++reader->lines > 1)
			return 0;
		if (n == 0 && ((text.p[at] != '-' && text.p[at] != '.') || marks++ > 0))
			return 0;
		at += n ? n : 1;
	}
	return 0;
}

struct str bank_near(struct str text, size_t from, size_t to, size_t n)
{
	size_t begin = from > n ? from - n : 0;

	return str_sub(text, begin, to - begin + n);
}

bool bank_has_word(struct str text, const char *const *words)
{
	for (; *words; words++) {
		struct str rest = text, word = str_of(*words);
		size_t at;

		while ((at = str_ifind(rest, word)) != SIZE_MAX) {
			size_t from = (size_t)(rest.p - text.p) + at, to = from + word.n;

			if ((from == 0 || !bank_is_inside(text.p[from - 1])) &&
			    (to == text.n || !bank_is_inside(text.p[to])))
				return true;
			rest = str_sub(text, to, text.n);
		}
	}
	return false;
}

static bool is_known(const struct bank_account *account, size_t n, const char *number)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(account[i].number, number) == 0)
			return true;
	}
	return false;
}

/* The first finder that takes what begins at `at`; its length, 0: none. */
static size_t find_at(struct str text, size_t at, struct bank_account *ret)
{
	static bank_finder *const finders[] = {
		bank_find_iban, bank_find_bitcoin,   bank_find_ethereum,
		bank_find_aba,  bank_find_sort_code,
	};

	for (size_t i = 0; i < sizeof finders / sizeof *finders; i++) {
		size_t n = finders[i](text, at, ret);

		if (n)
			return n;
	}
	return 0;
}

size_t bank_find(struct str text, struct bank_account *ret, size_t max)
{
	size_t found = 0, at = 0;

	while (at < text.n && found < max) {
		struct bank_account account = { 0 };
		size_t n = bank_is_inside(text.p[at]) ? find_at(text, at, &account) : 0;

		if (n) {
			account.as_written = str_sub(text, at, n);
			if (!is_known(ret, found, account.number))
				ret[found++] = account;
			at += n;
			continue;
		}
		while (at < text.n && bank_is_inside(text.p[at]))
			at++;
		while (at < text.n && !bank_is_inside(text.p[at]))
			at++;
	}
	return found;
}

const char *bank_masked(const struct bank_account *account, char ret[BANK_MASKED_SIZE])
{
	static const char *const names[] = { [BANK_BITCOIN] = "BTC", [BANK_ETHEREUM] = "ETH" };
	const char *name = account->country[0] ? account->country : names[account->kind];
	size_t n = strlen(account->number);

	snprintf(ret, BANK_MASKED_SIZE, "%s...%s", name ? name : "",
	         account->number + (n > 4 ? n - 4 : n));
	return ret;
}
