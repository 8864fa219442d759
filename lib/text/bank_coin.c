/* Addresses of currencies without banks. Bitcoin: base58check (two rounds of SHA-256 over
 * version and hash), bech32 (BIP 173) and bech32m (BIP 350), a BCH code over 32-valued letters.
 * Ethereum: see text/bank.h on its checksum. */
#include "text/bank_finder.h"

#include "base/keyed.h"

#define BASE58_MIN    26
#define BASE58_MAX    35
#define BASE58_BYTES  25 /* version, hash of 20, checksum of 4 */
#define BECH32_MAX    90
#define BECH32_CONST  1u
#define BECH32M_CONST 0x2bc830a3u
#define ETHEREUM_HEX  40
#define WORD_NEAR     100

/* ASCII letters and digits from `at` on; of a longer word, max + 1. */
static struct str word_at(struct str text, size_t at, size_t max)
{
	size_t end = at;

	while (end < text.n && end - at <= max && bank_is_inside(text.p[end]))
		end++;
	return str_sub(text, at, end - at);
}

static size_t take(struct str word, enum bank_kind kind, struct bank_account *ret)
{
	memcpy(ret->number, word.p, word.n);
	ret->number[word.n] = '\0';
	ret->kind = kind;
	return word.n;
}

/* From base 58 to 25 bytes; false if a letter isn't one of the 58 or the number is larger. */
static bool base58_bytes(struct str word, unsigned char bytes[BASE58_BYTES])
{
	static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

	memset(bytes, 0, BASE58_BYTES);
	for (size_t i = 0; i < word.n; i++) {
		const char *digit = strchr(alphabet, word.p[i]);
		unsigned carry;

		if (!digit)
			return false;
		carry = (unsigned)(digit - alphabet);
		for (int k = BASE58_BYTES - 1; k >= 0; k--) {
			carry += 58u * bytes[k];
			bytes[k] = (unsigned char)carry;
			carry >>= 8;
		}
		if (carry)
			return false;
	}
	return true;
}

static bool is_base58check(struct str word)
{
	unsigned char bytes[BASE58_BYTES], hash[32];

	if (word.n < BASE58_MIN || word.n > BASE58_MAX || !base58_bytes(word, bytes))
		return false;
	if (bytes[0] != 0x00 && bytes[0] != 0x05) /* to a key, to a script */
		return false;
	sha256(str_make((const char *)bytes, BASE58_BYTES - 4), hash);
	sha256(str_make((const char *)hash, sizeof hash), hash);
	return memcmp(hash, bytes + BASE58_BYTES - 4, 4) == 0;
}

static uint32_t bech32_step(uint32_t sum, unsigned value)
{
	static const uint32_t generator[] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
		                              0x2a1462b3 };
	uint32_t top = sum >> 25;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	for (int i = 0; i < 5; i++)
		sum ^= top >> i & 1 ? generator[i] : 0;
	return sum;
}

/* `lower`: "bc1...", at least with a version and a checksum. */
static bool is_bech32(struct str lower)
{
	static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	static const unsigned char prefix[] = { 3, 3, 0, 'b' & 31,
		                                'c' & 31 }; /* "bc", as BIP 173 expands it */
	uint32_t sum = 1;

	for (size_t i = 0; i < sizeof prefix; i++)
		sum = bech32_step(sum, prefix[i]);
	for (size_t i = 3; i < lower.n; i++) {
		const char *digit = strchr(alphabet, lower.p[i]);

		if (!digit)
			return false;
		sum = bech32_step(sum, (unsigned)(digit - alphabet));
	}
	if (lower.p[3] == 'q') /* version 0 has programs of 20 and 32 bytes only */
		return sum == BECH32_CONST && (lower.n == 42 || lower.n == 62);
	return sum == BECH32M_CONST && lower.n >= 14;
}

size_t bank_find_bitcoin(struct str text, size_t at, struct bank_account *ret)
{
	char lower[BECH32_MAX];
	bool small = false, large = false;
	struct str word;

	if (!strchr("13bB", text.p[at]))
		return 0;
	word = word_at(text, at, BECH32_MAX);
	if (is_base58check(word))
		return take(word, BANK_BITCOIN, ret);
	if (word.n > BECH32_MAX || word.n < 14 || !str_istarts(word, str_of("bc1")))
		return 0;
	for (size_t i = 0; i < word.n; i++) {
		small |= word.p[i] >= 'a' && word.p[i] <= 'z';
		large |= word.p[i] >= 'A' && word.p[i] <= 'Z';
		lower[i] =
			word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] | 32) : word.p[i];
	}
	if ((small && large) || !is_bech32(str_make(lower, word.n)))
		return 0;
	return take(str_make(lower, word.n), BANK_BITCOIN, ret);
}

size_t bank_find_ethereum(struct str text, size_t at, struct bank_account *ret)
{
	static const char *const words[] = { "eth",    "ether",  "ethereum", "erc20",
		                             "erc-20", "usdt",   "usdc",     "tether",
		                             "crypto", "wallet", NULL };
	bool small = false, large = false;
	struct str word;

	if (text.p[at] != '0')
		return 0;
	word = word_at(text, at, ETHEREUM_HEX + 2);
	if (word.n != ETHEREUM_HEX + 2 || !str_starts(word, str_of("0x")))
		return 0;
	for (size_t i = 2; i < word.n; i++) {
		if (!strchr("0123456789abcdefABCDEF", word.p[i]))
			return 0;
		small |= word.p[i] >= 'a';
		large |= word.p[i] >= 'A' && word.p[i] <= 'F';
	}
	if (!(small && large) && !bank_has_word(bank_near(text, at, at + word.n, WORD_NEAR), words))
		return 0;
	return take(word, BANK_ETHEREUM, ret);
}
