#include "support/sign.h"

#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "auth/tags.h"

struct sign_key {
	EVP_PKEY *pkey;
	bool ed25519;
	char *public;
	char *record;
};

static void *checked(void *p)
{
	if (!p)
		abort();
	return p;
}

static char *base64(const unsigned char *p, size_t n)
{
	char *text = checked(malloc(n / 3 * 4 + 5));

	EVP_EncodeBlock((unsigned char *)text, p, (int)n);
	return text;
}

static struct sign_key *key_new(EVP_PKEY *pkey, bool ed25519)
{
	struct sign_key *key = checked(calloc(1, sizeof *key));
	unsigned char raw[32], *der = NULL;
	size_t n = sizeof raw;
	int length = 0;

	key->pkey = checked(pkey);
	key->ed25519 = ed25519;
	if (ed25519) {
		EVP_PKEY_get_raw_public_key(pkey, raw, &n);
		key->public = base64(raw, n);
	} else {
		length = i2d_PUBKEY(pkey, &der);
		key->public = base64(der, (size_t)length);
		OPENSSL_free(der);
	}
	if (asprintf(&key->record, "v=DKIM1; k=%s; p=%s", ed25519 ? "ed25519" : "rsa",
	             key->public) < 0)
		abort();
	return key;
}

struct sign_key *sign_key_rsa(unsigned bits)
{
	return key_new(EVP_RSA_gen(bits), false);
}

struct sign_key *sign_key_ed25519(void)
{
	return key_new(EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"), true);
}

void sign_key_free(struct sign_key *key)
{
	if (!key)
		return;
	EVP_PKEY_free(key->pkey);
	free(key->public);
	free(key->record);
	free(key);
}

const char *sign_key_record(const struct sign_key *key)
{
	return key->record;
}

const char *sign_key_public(const struct sign_key *key)
{
	return key->public;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A line without its end: runs of blanks become one, none at its end. */
static size_t collapse(struct str line, char *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (!is_blank(line.p[i]))
			ret[n++] = line.p[i];
		else if (n == 0 || ret[n - 1] != ' ')
			ret[n++] = ' ';
	}
	return n && ret[n - 1] == ' ' ? n - 1 : n;
}

size_t sign_canonical_body(struct str body, bool relaxed, char *ret)
{
	size_t n = 0, end = 0, start;

	while (body.n) {
		size_t at = str_find(body, str_of("\r\n"));
		struct str line = str_sub(body, 0, at);

		body = at == SIZE_MAX ? str_make(NULL, 0) : str_sub(body, at + 2, body.n);
		start = n;
		if (relaxed) {
			n += collapse(line, ret + n);
		} else {
			memcpy(ret + n, line.p, line.n);
			n += line.n;
		}
		if (n > start)
			end = n + 2; /* empty lines behind it don't count */
		memcpy(ret + n, "\r\n", 2);
		n += 2;
	}
	if (end == 0 && !relaxed) {
		memcpy(ret, "\r\n", 2);
		end = 2;
	}
	return end;
}

size_t sign_canonical_field(struct str field, bool relaxed, char *ret)
{
	size_t colon = str_chr(field, ':'), n = 0;
	struct str value = str_sub(field, colon + 1, field.n);
	char *unfolded;

	if (!relaxed) {
		for (size_t i = 0; i < field.n; i++) {
			if (field.p[i] == '\n' && (i == 0 || field.p[i - 1] != '\r'))
				ret[n++] = '\r';
			ret[n++] = field.p[i];
		}
		return n;
	}
	for (size_t i = 0; i < colon; i++) {
		if (!is_blank(field.p[i]))
			ret[n++] = field.p[i] >= 'A' && field.p[i] <= 'Z' ? (char)(field.p[i] + 32)
			                                                  : field.p[i];
	}
	ret[n++] = ':';
	unfolded = checked(malloc(value.n + 1));
	value = str_trim(value);
	for (size_t i = 0; i < value.n; i++)
		unfolded[i] = value.p[i] == '\r' || value.p[i] == '\n' ? ' ' : value.p[i];
	n += collapse(str_make(unfolded, value.n), ret + n);
	free(unfolded);
	return n;
}

char *sign_digest(bool sha1, struct str bytes)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned n;

	EVP_Digest(bytes.p ? bytes.p : "", bytes.n, digest, &n, sha1 ? EVP_sha1() : EVP_sha256(),
	           NULL);
	return base64(digest, n);
}

/* RFC 8463: Ed25519 signs the digest. */
char *sign_bytes(const struct sign_key *key, bool sha1, struct str bytes)
{
	unsigned char digest[EVP_MAX_MD_SIZE], signature[1024];
	const EVP_MD *md = sha1 ? EVP_sha1() : EVP_sha256();
	EVP_MD_CTX *context = checked(EVP_MD_CTX_new());
	size_t n = sizeof signature;
	unsigned digest_n;
	int ok;

	EVP_Digest(bytes.p, bytes.n, digest, &digest_n, md, NULL);
	if (key->ed25519)
		ok = EVP_DigestSignInit(context, NULL, NULL, NULL, key->pkey) == 1 &&
		     EVP_DigestSign(context, signature, &n, digest, digest_n) == 1;
	else
		ok = EVP_DigestSignInit(context, NULL, md, NULL, key->pkey) == 1 &&
		     EVP_DigestSign(context, signature, &n, (const unsigned char *)bytes.p,
		                    bytes.n) == 1;
	EVP_MD_CTX_free(context);
	if (!ok)
		abort();
	return base64(signature, n);
}

struct fields {
	struct str field[512]; /* top first, without their line ends */
	bool used[512];
	size_t n;
};

static void split(const char *header, struct fields *ret)
{
	struct str rest = str_of(header), line;

	ret->n = 0;
	while (str_line(&rest, &line)) {
		if (line.n == 0)
			break;
		if (is_blank(line.p[0]) && ret->n) {
			struct str *last = &ret->field[ret->n - 1];

			last->n = (size_t)(line.p + line.n - last->p);
			continue;
		}
		if (ret->n == 512)
			abort();
		ret->used[ret->n] = false;
		ret->field[ret->n++] = line;
	}
}

/* The lowest field of that name that wasn't taken yet; NULL if there is none. */
static const struct str *take(struct fields *fields, struct str name)
{
	for (size_t i = fields->n; i > 0; i--) {
		struct str field = fields->field[i - 1];

		if (fields->used[i - 1] ||
		    !str_ieq(str_trim(str_sub(field, 0, str_chr(field, ':'))), name))
			continue;
		fields->used[i - 1] = true;
		return &fields->field[i - 1];
	}
	return NULL;
}

static char *body_digest(const struct tags *tags, bool sha1, struct str body)
{
	struct str c = tags_value(tags, "c"), l = tags_value(tags, "l");
	char *canonical = checked(malloc(body.n + 4)), *digest;
	size_t n = sign_canonical_body(body, str_iends(c, str_of("/relaxed")), canonical);
	uint64_t length;

	if (str_number(l, UINT64_MAX, &length) && length < n)
		n = (size_t)length;
	digest = sign_digest(sha1, str_make(canonical, n));
	free(canonical);
	return digest;
}

char *sign_value(const struct sign_key *key, const char *text, const char *header, struct str body)
{
	struct fields *fields = checked(malloc(sizeof *fields));
	size_t room = strlen(header) * 2 + strlen(text) * 2 + 8192, n = 0;
	char *input = checked(malloc(room)), *digest, *signature, *unsigned_value, *value, *own;
	struct str headers, name;
	bool sha1, relaxed;
	struct tags tags;

	if (!tags_parse(str_of(text), &tags, NULL))
		tags.n = 0;
	sha1 = str_iends(tags_value(&tags, "a"), str_of("sha1"));
	relaxed = str_istarts(tags_value(&tags, "c"), str_of("relaxed"));
	headers = tags_value(&tags, "h");
	split(header, fields);
	while (str_cut(&headers, ':', &name)) {
		const struct str *field = take(fields, str_trim(name));

		if (!field)
			continue;
		n += sign_canonical_field(*field, relaxed, input + n);
		memcpy(input + n, "\r\n", 2);
		n += 2;
	}
	digest = body_digest(&tags, sha1, body);
	if (asprintf(&unsigned_value, " %s; bh=%s;\r\n\tb=", text, digest) < 0 ||
	    asprintf(&own, "DKIM-Signature:%s", unsigned_value) < 0)
		abort();
	n += sign_canonical_field(str_of(own), relaxed, input + n);
	signature = sign_bytes(key, sha1, str_make(input, n));
	if (asprintf(&value, "%s%s", unsigned_value, signature) < 0)
		abort();
	free(fields);
	free(input);
	free(digest);
	free(signature);
	free(unsigned_value);
	free(own);
	return value;
}

char *sign_message(const struct sign_key *key, const char *tags, const char *header,
                   const char *body)
{
	char *value = sign_value(key, tags, header, str_of(body)), *message;

	if (asprintf(&message, "DKIM-Signature:%s\r\n%s\r\n%s", value, header, body) < 0)
		abort();
	free(value);
	return message;
}
