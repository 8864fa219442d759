/* Relaxed, a field's name is in lower case, its folds are undone, blanks are one each, and none stand at the ends of the value; a
 * body's blanks are one each, and none stand at the ends of lines. In both forms empty lines at a body's end don't count. */
#include "auth/arc_canon.h"

#include <openssl/evp.h>

/* ---- digest ---- */

void arc_digest_init(struct arc_digest *digest)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	digest->n = 0;
	if (context && EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
		EVP_MD_CTX_free(context);
		context = NULL;
	}
	digest->context = context;
}

void arc_digest_done(struct arc_digest *digest)
{
	EVP_MD_CTX_free(digest->context);
	digest->context = NULL;
}

static void flush(struct arc_digest *digest)
{
	if (digest->context && EVP_DigestUpdate(digest->context, digest->waiting, digest->n) != 1)
		arc_digest_done(digest);
	digest->n = 0;
}

bool arc_digest_copy(struct arc_digest *digest, struct arc_digest *ret)
{
	flush(digest);
	ret->n = 0;
	return digest->context && ret->context &&
	       EVP_MD_CTX_copy_ex(ret->context, digest->context) == 1;
}

bool arc_digest_read(struct arc_digest *digest, unsigned char ret[ARC_DIGEST_BYTES])
{
	struct arc_digest copy;
	bool ok;

	arc_digest_init(&copy);
	ok = arc_digest_copy(digest, &copy) && EVP_DigestFinal_ex(copy.context, ret, NULL) == 1;
	arc_digest_done(&copy);
	return ok;
}

static void put(struct arc_digest *digest, char c)
{
	if (digest->n == sizeof digest->waiting)
		flush(digest);
	digest->waiting[digest->n++] = (unsigned char)c;
}

static void put_all(struct arc_digest *digest, struct str s)
{
	while (s.n) {
		size_t room = sizeof digest->waiting - digest->n, n = s.n < room ? s.n : room;

		memcpy(digest->waiting + digest->n, s.p, n);
		digest->n += n;
		s = str_sub(s, n, s.n);
		if (digest->n == sizeof digest->waiting)
			flush(digest);
	}
}

void arc_canon_line_end(struct arc_digest *digest)
{
	put(digest, '\r');
	put(digest, '\n');
}

/* ---- header fields ---- */

/* A CR counts as part of a fold only. */
static bool is_blank_at(struct str s, size_t i)
{
	char c = s.p[i];

	return c == ' ' || c == '\t' || c == '\n' ||
	       (c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n');
}

static void put_lower(struct arc_digest *digest, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		put(digest, s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + ('a' - 'A')) : s.p[i]);
}

struct relaxing {
	bool text, blank;
};

static void put_relaxed(struct arc_digest *digest, struct relaxing *state, struct str s)
{
	size_t from = 0, to;

	for (; from < s.n; from = to) {
		to = from;
		while (to < s.n && !is_blank_at(s, to))
			to++;
		if (to == from) {
			state->blank = true;
			to++;
			continue;
		}
		if (state->blank && state->text)
			put(digest, ' ');
		put_all(digest, str_sub(s, from, to - from));
		state->text = true;
		state->blank = false;
	}
}

/* As it came, but that folds are CRLF, which milters get as LF. */
static void put_simple(struct arc_digest *digest, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n' && (i == 0 || s.p[i - 1] != '\r'))
			put(digest, '\r');
		put(digest, s.p[i]);
	}
}

void arc_canon_field(struct arc_digest *digest, struct str name, struct str before,
                     struct str after, bool relaxed)
{
	struct relaxing state = { false, false };

	if (relaxed) {
		put_lower(digest, name);
		put(digest, ':');
		put_relaxed(digest, &state, before);
		put_relaxed(digest, &state, after);
		return;
	}
	put_all(digest, name);
	put(digest, ':');
	put_simple(digest, before);
	put_simple(digest, after);
}

/* ---- body ---- */

/* Text follows: what was held back counts. */
static void let_go(struct arc_body *body)
{
	for (; body->line_ends; body->line_ends--)
		arc_canon_line_end(body->digest);
	if (body->blank)
		put(body->digest, ' ');
	body->blank = false;
	body->text = true;
}

/* How much of it is neither line end nor, relaxed, a blank. */
static size_t plain(const struct arc_body *body, struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '\r' && (!body->relaxed || (s.p[n] != ' ' && s.p[n] != '\t')))
		n++;
	return n;
}

/* One byte that isn't plain, or stands behind a CR. */
static void take_odd(struct arc_body *body, char c)
{
	if (body->cr && c == '\n') {
		body->cr = body->blank = false;
		body->line_ends++;
		return;
	}
	if (body->cr) { /* that CR was text */
		let_go(body);
		put(body->digest, '\r');
	}
	body->cr = c == '\r';
	if (body->cr)
		return;
	if (body->relaxed && (c == ' ' || c == '\t')) {
		body->blank = true;
		return;
	}
	let_go(body);
	put(body->digest, c);
}

void arc_body_feed(struct arc_body *body, struct str piece)
{
	while (piece.n) {
		size_t n = body->cr ? 0 : plain(body, piece);

		if (n) {
			let_go(body);
			put_all(body->digest, str_sub(piece, 0, n));
		} else {
			take_odd(body, piece.p[0]);
			n = 1;
		}
		piece = str_sub(piece, n, piece.n);
	}
}

/* An empty body is a line end in the simple form, nothing in the relaxed one. */
void arc_body_end(struct arc_body *body)
{
	if (body->text || !body->relaxed)
		arc_canon_line_end(body->digest);
}
