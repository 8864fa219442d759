#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/bank.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The accounts are the examples of the ISO 13616 registry, of BIP 173 and BIP 350, and the
 * genesis block's. */
static const struct row {
	const char *name, *text, *number, *country, *masked; /* number NULL: none */
} rows[] = {
	{ "plain", "IBAN: IT60X0542811101000000123456.", "IT60X0542811101000000123456", "IT",
	  "IT...3456" },
	{ "in groups", "to DE89 3704 0044 0532 0130 00 please", "DE89370400440532013000", "DE",
	  "DE...3000" },
	{ "lower case", "gb82west12345698765432", "GB82WEST12345698765432", "GB", "GB...5432" },
	{ "hyphens", "GB82-WEST-1234-5698-7654-32", "GB82WEST12345698765432", "GB", "GB...5432" },
	{ "no-break blanks", "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
	  "DE89370400440532013000", "DE", "DE...3000" },
	{ "in typographic quotes", "\u201cDE89370400440532013000\u201d", "DE89370400440532013000",
	  "DE", "DE...3000" },
	{ "behind a euro sign", "\u20acDE89370400440532013000", "DE89370400440532013000", "DE",
	  "DE...3000" },
	{ "wrapped", "IT60 X054 2811 1010\r\n   0000 0123 456\r\n", "IT60X0542811101000000123456",
	  "IT", "IT...3456" },
	{ "wrapped twice", "IT60 X054\n2811 1010\n0000 0123 456", NULL, NULL, NULL },
	{ "words behind", "DE89 3704 0044 0532 0130 00 BIC COBADEFF", "DE89370400440532013000",
	  "DE", "DE...3000" },
	{ "one digit wrong", "IT60X0542811101000000123457", NULL, NULL, NULL },
	{ "two swapped", "DE89370400440532010300", NULL, NULL, NULL },
	{ "too short", "DE8937040044053201300", NULL, NULL, NULL },
	{ "goes on", "DE893704004405320130001", NULL, NULL, NULL },
	{ "inside a word", "XDE89370400440532013000", NULL, NULL, NULL },
	{ "no such country", "ZZ89370400440532013000", NULL, NULL, NULL },
	{ "other signs inside", "DE89 3704 / 0044 0532 0130 00", NULL, NULL, NULL },
	{ "nothing", "", NULL, NULL, NULL },
	{ "words", "please pay the invoice as we said in 2024", NULL, NULL, NULL },

	{ "ABA", "Routing number: 021000021\nAccount number: 123456789", "021000021/123456789",
	  "US", "US...6789" },
	{ "ABA behind the account", "Acct 1234-5678 at ABA 021000021", "021000021/12345678", "US",
	  "US...5678" },
	{ "ABA checksum", "Routing number: 021000022\nAccount number: 123456789", NULL, NULL,
	  NULL },
	{ "ABA prefix", "Routing number: 990000000\nAccount number: 123456789", NULL, NULL, NULL },
	{ "ABA without its name", "Order 021000021, account 123456789", NULL, NULL, NULL },
	{ "ABA without account", "Routing number 021000021, call 5551234567", NULL, NULL, NULL },
	{ "a word that begins so", "the database 021000021 of account 123456789", NULL, NULL,
	  NULL },

	{ "sort code", "Sort code 20-00-00, account no. 55779911", "200000/55779911", "GB",
	  "GB...9911" },
	{ "sort code in one", "Account: 5577 9911\nSort Code: 200000", "200000/55779911", "GB",
	  "GB...9911" },
	{ "a date", "On 20-05-24 account 55779911 was opened", NULL, NULL, NULL },
	{ "sort code alone", "sort code 20-00-00 and nothing else", NULL, NULL, NULL },

	{ "bitcoin", "send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa now",
	  "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "", "BTC...vfNa" },
	{ "bitcoin script", "(3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy)",
	  "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "", "BTC...WNLy" },
	{ "bitcoin checksum", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", NULL, NULL, NULL },
	{ "bech32", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
	  "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "", "BTC...f3t4" },
	{ "bech32m", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
	  "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "", "BTC...5jj0" },
	{ "bech32m checksum", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj1",
	  NULL, NULL, NULL },
	{ "bech32 with the sum of bech32m",
	  "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", NULL, NULL, NULL },
	{ "mixed bech32", "bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", NULL, NULL, NULL },
	{ "ethereum", "pay 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
	  "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "", "ETH...eAed" },
	{ "ethereum in small letters", "USDT: 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
	  "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "", "ETH...eaed" },
	{ "a hash", "commit 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", NULL, NULL, NULL },
	{ "a longer hash", "wallet 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed00", NULL, NULL,
	  NULL },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct bank_account account[4];
		char masked[BANK_MASKED_SIZE];
		size_t n = bank_find(str_of(row->text), account, 4);

		if (n != (row->number ? 1 : 0))
			fail_msg("%s: %zu found", row->name, n);
		if (n == 0)
			continue;
		if (strcmp(account[0].number, row->number) != 0 ||
		    strcmp(account[0].country, row->country) != 0 ||
		    strcmp(bank_masked(&account[0], masked), row->masked) != 0)
			fail_msg("%s: %s, %s, %s", row->name, account[0].number, account[0].country,
			         masked);
		assert_true(account[0].as_written.n > 0 && account[0].as_written.p >= row->text &&
		            account[0].as_written.p + account[0].as_written.n <=
		                    row->text + strlen(row->text));
	}
}

/* Each of the registry's countries by its own example. */
static void test_registry(void **state)
{
	static const char *const examples[] = {
		"AD1200012030200359100100",
		"AE070331234567890123456",
		"AL47212110090000000235698741",
		"AT611904300234573201",
		"AZ21NABZ00000000137010001944",
		"BA391290079401028494",
		"BE68539007547034",
		"BG80BNBG96611020345678",
		"BH67BMAG00001299123456",
		"BR1800360305000010009795493C1",
		"BY13NBRB3600900000002Z00AB00",
		"CH9300762011623852957",
		"CR05015202001026284066",
		"CY17002001280000001200527600",
		"CZ6508000000192000145399",
		"DE89370400440532013000",
		"DK5000400440116243",
		"DO28BAGR00000001212453611324",
		"EE382200221020145685",
		"EG380019000500000000263180002",
		"ES9121000418450200051332",
		"FI2112345600000785",
		"FO6264600001631634",
		"FR1420041010050500013M02606",
		"GB29NWBK60161331926819",
		"GE29NB0000000101904917",
		"GI75NWBK000000007099453",
		"GL8964710001000206",
		"GR1601101250000000012300695",
		"GT82TRAJ01020000001210029690",
		"HR1210010051863000160",
		"HU42117730161111101800000000",
		"IE29AIBK93115212345678",
		"IL620108000000099999999",
		"IQ98NBIQ850123456789012",
		"IS140159260076545510730339",
		"IT60X0542811101000000123456",
		"JO94CBJO0010000000000131000302",
		"KW81CBKU0000000000001234560101",
		"KZ86125KZT5004100100",
		"LB62099900000001001901229114",
		"LC55HEMM000100010012001200023015",
		"LI21088100002324013AA",
		"LT121000011101001000",
		"LU280019400644750000",
		"LV80BANK0000435195001",
		"MC5811222000010123456789030",
		"MD24AG000225100013104168",
		"ME25505000012345678951",
		"MK07250120000058984",
		"MR1300020001010000123456753",
		"MT84MALT011000012345MTLCAST001S",
		"MU17BOMM0101101030300200000MUR",
		"NL91ABNA0417164300",
		"NO9386011117947",
		"PK36SCBL0000001123456702",
		"PL61109010140000071219812874",
		"PS92PALS000000000400123456702",
		"PT50000201231234567890154",
		"QA58DOHB00001234567890ABCDEFG",
		"RO49AAAA1B31007593840000",
		"RS35260005601001611379",
		"SA0380000000608010167519",
		"SC18SSCB11010000000000001497USD",
		"SE4550000000058398257466",
		"SI56263300012039086",
		"SK3112000000198742637541",
		"SM86U0322509800000000270100",
		"ST23000100010051845310146",
		"SV62CENR00000000000000700025",
		"TL380080012345678910157",
		"TN5910006035183598478831",
		"TR330006100519786457841326",
		"UA213223130000026007233566001",
		"VA59001123000012345678",
		"VG96VPVG0000012345678901",
		"XK051212012345678906",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct bank_account account;

		if (bank_find(str_of(examples[i]), &account, 1) != 1)
			fail_msg("%s isn't found", examples[i]);
		assert_string_equal(account.number, examples[i]);
	}
}

static void test_several(void **state)
{
	const char *text = "old IT60X0542811101000000123456, new DE89370400440532013000, again "
			   "IT60 X054 2811 1010 0000 0123 456, GB29NWBK60161331926819";
	struct bank_account account[3];

	(void)state;
	assert_int_equal(bank_find(str_of(text), account, 3), 3);
	assert_string_equal(account[0].country, "IT");
	assert_string_equal(account[1].country, "DE");
	assert_string_equal(account[2].country, "GB");
	assert_int_equal(bank_find(str_of(text), account, 2), 2);
	assert_int_equal(bank_find(str_of(text), account, 0), 0);
}

/* A column of figures, one a line, passes no check digits by being read on over its lines. */
static void test_columns(void **state)
{
	char text[40000];
	size_t n = 0;
	struct bank_account account[8];

	(void)state;
	srand(7);
	while (n + 40 < sizeof text)
		n += (size_t)snprintf(text + n, sizeof text - n,
		                      "DE%02d\n%04d\n%04d\n%04d\n%04d\n%02d\n", rand() % 100,
		                      rand() % 10000, rand() % 10000, rand() % 10000,
		                      rand() % 10000, rand() % 100);
	assert_int_equal(bank_find(str_make(text, n), account, 8), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_registry),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
