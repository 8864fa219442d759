/* Folding of the common alphabets as ranges (from Unicode's CaseFolding.txt; the test compares each
 * letter with ICU's answer), and letters that look like a Latin one: Unicode's confusables.txt (UTS
 * #39) cut down to the alphabets that mail shows up with. ICU's skeleton isn't asked letter by
 * letter because it costs 0.7 us each and makes "rn" of "m"; the test compares the rows with it.
 *
 * Beyond UTS #39: small capitals (Latin and Cyrillic), which it takes for letters of their own,
 * and a capital I of another alphabet is "i" here, not "l", because text is compared in lower
 * case. */
#include "text/letters.h"

struct fold_range {
	uint16_t first, last;
	int16_t add;   /* what leads to the small letter */
	uint16_t step; /* 1: each letter; 2: every other, those between are small already */
};

static const struct fold_range fold_ranges[] = {
	{ 0x00c0, 0x00d6, 32, 1 }, { 0x00d8, 0x00de, 32, 1 }, { 0x00e0, 0x00f6, 0, 1 },
	{ 0x00f8, 0x00ff, 0, 1 },  { 0x0100, 0x012f, 1, 2 },  { 0x0134, 0x0137, 1, 2 },
	{ 0x0139, 0x013e, 1, 2 },  { 0x0141, 0x0148, 1, 2 },  { 0x014a, 0x0177, 1, 2 },
	{ 0x0179, 0x017e, 1, 2 },  { 0x0391, 0x03a1, 32, 1 }, { 0x03a3, 0x03ab, 32, 1 },
	{ 0x03ac, 0x03af, 0, 1 },  { 0x03b1, 0x03c1, 0, 1 },  { 0x03c3, 0x03ce, 0, 1 },
	{ 0x0400, 0x040f, 80, 1 }, { 0x0410, 0x042f, 32, 1 }, { 0x0430, 0x045f, 0, 1 },
};

int32_t letter_fold(int32_t code_point)
{
	for (size_t i = 0; i < sizeof fold_ranges / sizeof *fold_ranges; i++) {
		const struct fold_range *range = &fold_ranges[i];

		if (code_point < range->first)
			return -1;
		if (code_point <= range->last)
			return (code_point - range->first) % range->step ? code_point
			                                                 : code_point + range->add;
	}
	return -1;
}

/* What is left of the letters from `first` on; a blank: more than one letter, or none of the alphabet. */
struct bare_range {
	int32_t first;
	struct str letters;
};

static const struct bare_range bare_ranges[] = {
	{ 0x00c0, STR("aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y") },
	{ 0x0100, STR("aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkk llllll  ll"
	              "nnnnnn nnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs") },
	{ 0x01cd,
	  STR("aaiioouuuuuuuuuu aaaa  ggggkkoooo  j   gg  nnaa  ooaaaaeeeeiiiioooorrrruuuusstt"
	      "  hh      aaeeooooooooyy") },
	{ 0x1e00,
	  STR("aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnn"
	      "oooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy"
	      " s    aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooo"
	      "uuuuuuuuuuuuuuyyyyyyyy") },
};

static const struct bare_pair {
	int32_t code_point;
	char letters[3];
} bare_pairs[] = {
	{ 0x00c6, "ae" }, { 0x00de, "th" }, { 0x00df, "ss" }, { 0x00e6, "ae" },
	{ 0x00fe, "th" }, { 0x0152, "oe" }, { 0x0153, "oe" }, { 0x1e9e, "ss" },
};

size_t letter_bare(int32_t code_point, char ret[2])
{
	for (size_t i = 0; i < sizeof bare_ranges / sizeof *bare_ranges; i++) {
		const struct bare_range *range = &bare_ranges[i];
		size_t at = (size_t)(code_point - range->first);

		if (code_point < range->first || at >= range->letters.n ||
		    range->letters.p[at] == ' ')
			continue;
		ret[0] = range->letters.p[at];
		return 1;
	}
	for (size_t i = 0; i < sizeof bare_pairs / sizeof *bare_pairs; i++) {
		if (bare_pairs[i].code_point == code_point) {
			memcpy(ret, bare_pairs[i].letters, 2);
			return 2;
		}
	}
	return 0;
}

bool letter_is_latin(int32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0x2af) ||
	       (c >= 0x1d00 && c <= 0x1d25) || (c >= 0x1d6b && c <= 0x1d9a) ||
	       (c >= 0x1e00 && c <= 0x1eff) || (c >= 0x2c60 && c <= 0x2c7f) ||
	       (c >= 0xa722 && c <= 0xa7ff) || (c >= 0xff21 && c <= 0xff5a);
}

bool letter_is_enclosed(int32_t c)
{
	return (c >= 0x249c && c <= 0x24e9) || (c >= 0x1f110 && c <= 0x1f149);
}

struct letter_look {
	uint16_t code_point;
	char latin;
};

/* clang-format off */
static const struct letter_look letter_looks[] = {
	/* Latin: without dot, turned, IPA */
	{ 0x0131, 'i' }, { 0x018d, 'g' }, { 0x01a6, 'r' }, { 0x01bd, 's' }, { 0x01c0, 'l' }, { 0x0251, 'a' },
	{ 0x0261, 'g' }, { 0x0262, 'g' }, { 0x0263, 'y' }, { 0x0269, 'i' }, { 0x026a, 'i' }, { 0x026f, 'w' },
	{ 0x0274, 'n' }, { 0x0280, 'r' }, { 0x028b, 'u' }, { 0x028f, 'y' }, { 0x0299, 'b' }, { 0x029c, 'h' },
	{ 0x029f, 'l' },
	/* Greek */
	{ 0x037f, 'j' }, { 0x0391, 'a' }, { 0x0392, 'b' }, { 0x0395, 'e' }, { 0x0396, 'z' }, { 0x0397, 'h' },
	{ 0x0399, 'i' }, { 0x039a, 'k' }, { 0x039c, 'm' }, { 0x039d, 'n' }, { 0x039f, 'o' }, { 0x03a1, 'p' },
	{ 0x03a4, 't' }, { 0x03a5, 'y' }, { 0x03a7, 'x' }, { 0x03b1, 'a' }, { 0x03b3, 'y' }, { 0x03b9, 'i' },
	{ 0x03bd, 'v' }, { 0x03bf, 'o' }, { 0x03c1, 'p' }, { 0x03c3, 'o' }, { 0x03c5, 'u' }, { 0x03d2, 'y' },
	{ 0x03f2, 'c' }, { 0x03f3, 'j' }, { 0x03f9, 'c' }, { 0x03fa, 'm' },
	/* Cyrillic; its small ve, ka, em, en, te are small capitals */
	{ 0x0405, 's' }, { 0x0406, 'i' }, { 0x0408, 'j' }, { 0x0410, 'a' }, { 0x0412, 'b' }, { 0x0415, 'e' },
	{ 0x041a, 'k' }, { 0x041c, 'm' }, { 0x041d, 'h' }, { 0x041e, 'o' }, { 0x0420, 'p' }, { 0x0421, 'c' },
	{ 0x0422, 't' }, { 0x0423, 'y' }, { 0x0425, 'x' }, { 0x042c, 'b' }, { 0x0430, 'a' }, { 0x0432, 'b' },
	{ 0x0433, 'r' }, { 0x0435, 'e' }, { 0x043a, 'k' }, { 0x043c, 'm' }, { 0x043d, 'h' }, { 0x043e, 'o' },
	{ 0x0440, 'p' }, { 0x0441, 'c' }, { 0x0442, 't' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' },
	{ 0x0456, 'i' }, { 0x0458, 'j' }, { 0x0461, 'w' }, { 0x0474, 'v' }, { 0x0475, 'v' }, { 0x04ae, 'y' },
	{ 0x04af, 'y' }, { 0x04bb, 'h' }, { 0x04bd, 'e' }, { 0x04c0, 'l' }, { 0x04cf, 'i' }, { 0x0501, 'd' },
	{ 0x050c, 'g' }, { 0x051b, 'q' }, { 0x051c, 'w' }, { 0x051d, 'w' },
	/* Armenian */
	{ 0x054d, 'u' }, { 0x054f, 's' }, { 0x0555, 'o' }, { 0x0561, 'w' }, { 0x0563, 'q' }, { 0x0566, 'q' },
	{ 0x0570, 'h' }, { 0x0578, 'n' }, { 0x057c, 'n' }, { 0x057d, 'u' }, { 0x0581, 'g' }, { 0x0584, 'f' },
	{ 0x0585, 'o' },
	/* Cherokee */
	{ 0x13a0, 'd' }, { 0x13a1, 'r' }, { 0x13a2, 't' }, { 0x13a5, 'i' }, { 0x13a9, 'y' }, { 0x13aa, 'a' },
	{ 0x13ab, 'j' }, { 0x13ac, 'e' }, { 0x13b3, 'w' }, { 0x13b7, 'm' }, { 0x13bb, 'h' }, { 0x13bd, 'y' },
	{ 0x13c0, 'g' }, { 0x13c2, 'h' }, { 0x13c3, 'z' }, { 0x13cf, 'b' }, { 0x13d2, 'r' }, { 0x13d4, 'w' },
	{ 0x13d5, 's' }, { 0x13d9, 'v' }, { 0x13da, 's' }, { 0x13de, 'l' }, { 0x13df, 'c' }, { 0x13e2, 'p' },
	{ 0x13e6, 'k' }, { 0x13e7, 'd' }, { 0x13f3, 'g' }, { 0x13f4, 'b' },
	/* Latin: small capitals */
	{ 0x1d00, 'a' }, { 0x1d04, 'c' }, { 0x1d05, 'd' }, { 0x1d07, 'e' }, { 0x1d0a, 'j' }, { 0x1d0b, 'k' },
	{ 0x1d0d, 'm' }, { 0x1d0f, 'o' }, { 0x1d11, 'o' }, { 0x1d18, 'p' }, { 0x1d1b, 't' }, { 0x1d1c, 'u' },
	{ 0x1d20, 'v' }, { 0x1d21, 'w' }, { 0x1d22, 'z' }, { 0x1d83, 'g' }, { 0x1d8c, 'y' },
	/* Lisu, made of Latin capitals */
	{ 0xa4d0, 'b' }, { 0xa4d1, 'p' }, { 0xa4d2, 'd' }, { 0xa4d3, 'd' }, { 0xa4d4, 't' }, { 0xa4d6, 'g' },
	{ 0xa4d7, 'k' }, { 0xa4d9, 'j' }, { 0xa4da, 'c' }, { 0xa4dc, 'z' }, { 0xa4dd, 'f' }, { 0xa4df, 'm' },
	{ 0xa4e0, 'n' }, { 0xa4e1, 'l' }, { 0xa4e2, 's' }, { 0xa4e3, 'r' }, { 0xa4e6, 'v' }, { 0xa4e7, 'h' },
	{ 0xa4ea, 'w' }, { 0xa4eb, 'x' }, { 0xa4ec, 'y' }, { 0xa4ee, 'a' }, { 0xa4f0, 'e' }, { 0xa4f2, 'i' },
	{ 0xa4f3, 'o' }, { 0xa4f4, 'u' },
	/* Latin: small capitals again */
	{ 0xa730, 'f' }, { 0xa731, 's' },
};
/* clang-format on */

char letter_seen_as(int32_t code_point)
{
	size_t low = 0, high = sizeof letter_looks / sizeof *letter_looks;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (letter_looks[middle].code_point == code_point)
			return letter_looks[middle].latin;
		if (letter_looks[middle].code_point < code_point)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}
