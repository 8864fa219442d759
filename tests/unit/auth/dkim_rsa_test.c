/* DER read in one way: keys of all sizes that libcrypto makes, each cut and changed in every byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "auth/dkim_rsa.h"

static void reads_every_size(void **state)
{
	static const unsigned bits[] = { 512, 1000, 1016, 1024, 1025, 2048 };

	(void)state;
	for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
		EVP_PKEY *pkey = EVP_RSA_gen(bits[i]);
		unsigned char *der = NULL, *bare_der = NULL;
		size_t n = (size_t)i2d_PUBKEY(pkey, &der),
		       bare_n = (size_t)i2d_PublicKey(pkey, &bare_der);
		struct dkim_rsa rsa, bare;

		assert_true(dkim_rsa_read(str_make((char *)der, n), &rsa));
		assert_int_equal(rsa.bits, bits[i]);
		assert_true(dkim_rsa_read(str_make((char *)bare_der, bare_n), &bare));
		assert_true(str_eq(rsa.n, bare.n) && str_eq(rsa.e, bare.e));
		assert_int_equal(rsa.e.n, 3);
		for (size_t cut = 0; cut < n; cut++) {
			char *copy = malloc(cut + 1); /* of its own, so that an over-read is seen */

			memcpy(copy, der, cut);
			assert_false(dkim_rsa_read(str_make(copy, cut), &rsa));
			free(copy);
		}
		OPENSSL_free(der);
		OPENSSL_free(bare_der);
		EVP_PKEY_free(pkey);
	}
}

/* Changed in one byte it is refused, or read as libcrypto reads it. */
static void agrees_with_libcrypto(void **state)
{
	EVP_PKEY *pkey = EVP_RSA_gen(1024);
	unsigned char *der = NULL;
	size_t n = (size_t)i2d_PUBKEY(pkey, &der);

	(void)state;
	for (size_t at = 0; at < n; at++) {
		for (unsigned change = 1; change < 256; change = change * 2 + 1) {
			const unsigned char *p = der;
			EVP_PKEY *other;
			struct dkim_rsa rsa;
			bool read;

			der[at] ^= (unsigned char)change;
			read = dkim_rsa_read(str_make((char *)der, n), &rsa);
			other = read ? d2i_PUBKEY(NULL, &p, (long)n) : NULL;
			if (read && (!other || (unsigned)EVP_PKEY_get_bits(other) != rsa.bits))
				fail_msg("byte %zu: %u bits here", at, rsa.bits);
			EVP_PKEY_free(other);
			der[at] ^= (unsigned char)change;
		}
	}
	OPENSSL_free(der);
	EVP_PKEY_free(pkey);
}

static void refuses_a_slow_exponent(void **state)
{
	/* SEQUENCE { INTEGER n of 64 bits, INTEGER e } */
	static const char fine[] =
		"\x30\x0f\x02\x09\x00\xff\xff\xff\xff\xff\xff\xff\xff\x02\x02\x01\x01";
	static const char slow[] = "\x30\x16\x02\x09\x00\xff\xff\xff\xff\xff\xff\xff\xff"
				   "\x02\x09\x01\xff\xff\xff\xff\xff\xff\xff\xff";
	static const char even[] =
		"\x30\x0f\x02\x09\x00\xff\xff\xff\xff\xff\xff\xff\xfe\x02\x02\x01\x01";
	struct dkim_rsa rsa;

	(void)state;
	assert_true(dkim_rsa_read(str_make(fine, sizeof fine - 1), &rsa));
	assert_int_equal(rsa.bits, 64);
	assert_false(dkim_rsa_read(str_make(slow, sizeof slow - 1), &rsa));
	assert_false(dkim_rsa_read(str_make(even, sizeof even - 1), &rsa));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_size),
		cmocka_unit_test(agrees_with_libcrypto),
		cmocka_unit_test(refuses_a_slow_exponent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
