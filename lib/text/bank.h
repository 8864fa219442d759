/* Bank accounts in running text that pass their own check digits. IBAN: ISO 13616 registry
 * lengths, mod 97 (ISO 7064). US: ABA routing number (checksum 3-7-1) with an account number
 * near it. UK: sort code, which has no check digits, named as such, with an account number near
 * it. Bitcoin (base58check, bech32 BIP 173, bech32m BIP 350) and Ethereum addresses. Ethereum's
 * own checksum (EIP-55, the case of the letters) wants Keccak-256, which no library here has: 0x
 * and 40 hexadecimal digits are taken as they stand, those without any case only beside a word
 * of that currency. */
#ifndef OPENBEC_TEXT_BANK_H
#define OPENBEC_TEXT_BANK_H

#include "base/str.h"

enum bank_kind { BANK_IBAN, BANK_ABA, BANK_SORT_CODE, BANK_BITCOIN, BANK_ETHEREUM };

struct bank_account {
	struct str as_written; /* borrowed from the text given */
	enum bank_kind kind;
	/* Upper case, no blanks, NUL-terminated; "021000021/12345678": the bank's number and the
	 * account's; addresses of currencies as written, bech32 in lower case. */
	char number[96];
	char country[3]; /* ISO 3166, of an IBAN, "US", "GB"; else "" */
};

/* Finds the accounts in `text` (UTF-8), first to last, each number once, and writes `max` at most
 * to `ret`. Returns how many; none is an answer, not an error. Allocates nothing; time grows with
 * text.n.
 *
 * A number may be written in groups, and be broken by one line end: mail clients wrap. A second
 * line end ends it: columns of figures would pass the check digits by chance, 1 in 97. */
size_t bank_find(struct str text, struct bank_account *ret, size_t max);
/* How it is shown: "IT...3456"; never the whole number. */
#define BANK_MASKED_SIZE 16
const char *bank_masked(const struct bank_account *account, char ret[BANK_MASKED_SIZE]);

#endif
