/* RFC 8601 §2.2, a cursor over the bytes: comments are counted, not recursed into, and nothing inside a
 * comment or a quoted string is ever looked at again. Only an unquoted ";" outside of both begins another
 * result, and only the first "=" of a word divides it. */
#include "auth/authres.h"

#define RESULTS_MAX    64
#define PROPERTIES_MAX 16

struct scan {
	struct arena *arena;
	struct str rest;
	size_t room; /* for results */
	bool malformed;
	bool starved;
};

static bool fail(struct scan *scan)
{
	scan->malformed = true;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

static bool at(const struct scan *scan, char c)
{
	return scan->rest.n && scan->rest.p[0] == c;
}

static void advance(struct scan *scan, size_t n)
{
	scan->rest = str_sub(scan->rest, n, scan->rest.n);
}

/* The comment that begins here, its inside to `ret`. */
static bool comment(struct scan *scan, struct str *ret)
{
	size_t depth = 0, i = 0;

	for (; i < scan->rest.n; i++) {
		char c = scan->rest.p[i];

		if (is_control(c) && !is_blank(c))
			return fail(scan);
		if (c == '\\')
			i++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			break;
	}
	if (i >= scan->rest.n)
		return fail(scan);
	*ret = str_sub(scan->rest, 1, i - 1);
	advance(scan, i + 1);
	return true;
}

/* Blanks, folds and comments; the first comment goes to `first` if that is given and still empty. */
static bool skip_cfws(struct scan *scan, struct str *first)
{
	struct str inside;

	for (;;) {
		while (scan->rest.n && is_blank(scan->rest.p[0]))
			advance(scan, 1);
		if (!at(scan, '('))
			return true;
		if (!comment(scan, &inside))
			return false;
		if (first && first->n == 0)
			*first = inside;
	}
}

/* Where the quoted string that begins here ends: its closing quote; 0 if it has none. */
static size_t quoted_end(struct str s)
{
	for (size_t i = 1; i < s.n; i++) {
		if (s.p[i] == '"')
			return i;
		if (s.p[i] == '\\')
			i++;
		if (i < s.n && is_control(s.p[i]) && !is_blank(s.p[i]))
			return 0;
	}
	return 0;
}

/* A quoted string's inside, folds and backslashes taken off. */
static bool quoted(struct scan *scan, struct str *ret)
{
	size_t end = quoted_end(scan->rest), n = 0;
	char *copy = end ? arena_alloc(scan->arena, end) : NULL;

	if (!copy) {
		scan->starved |= end > 0;
		return fail(scan);
	}
	for (size_t i = 1; i < end; i++) {
		if (scan->rest.p[i] == '\\')
			i++;
		if (scan->rest.p[i] != '\r' && scan->rest.p[i] != '\n')
			copy[n++] = scan->rest.p[i];
	}
	*ret = str_make(copy, n);
	advance(scan, end + 1);
	return true;
}

/* The bytes up to a blank, a control or one of `stop`. May be empty. */
static struct str bare(struct scan *scan, const char *stop)
{
	size_t n = 0;

	while (n < scan->rest.n && scan->rest.p[n] != ' ' && !is_control(scan->rest.p[n]) &&
	       !strchr(stop, scan->rest.p[n]))
		n++;
	advance(scan, n);
	return str_make(scan->rest.p - n, n);
}

#define WORD_STOP  ";()\"\\=/" /* of ids, methods, results: what divides them */
#define VALUE_STOP ";()\"\\"   /* values: "/", "+", "=", ":" occur unquoted (signatures, VERP) */
#define NAME_STOP  ";()\"\\=." /* property types and names */

/* A value: bare, quoted, or an address whose local part is quoted; nothing at all for the null sender. */
static bool value(struct scan *scan, struct str *ret)
{
	struct str local, domain;

	if (!at(scan, '"')) {
		*ret = bare(scan, VALUE_STOP);
		return true;
	}
	if (!quoted(scan, &local))
		return false;
	*ret = local;
	if (!at(scan, '@'))
		return true;
	domain = bare(scan, VALUE_STOP);
	*ret = arena_printf(scan->arena, STR_FMT STR_FMT, STR_ARG(local), STR_ARG(domain));
	scan->starved |= !ret->p;
	return ret->p || fail(scan);
}

static struct str lower(struct scan *scan, struct str s)
{
	struct str copy = arena_lower(scan->arena, s);

	if (!copy.p)
		scan->starved = scan->malformed = true;
	return copy;
}

/* "=" with blanks and comments around it. */
static bool equals(struct scan *scan)
{
	if (!skip_cfws(scan, NULL) || !at(scan, '='))
		return fail(scan);
	advance(scan, 1);
	return skip_cfws(scan, NULL);
}

/* "smtp.mailfrom", "smtp . mailfrom", and without a type "action", "reason" */
static bool property_name(struct scan *scan, struct authres_property *ret)
{
	struct str word = bare(scan, NAME_STOP);

	ret->type = (struct str){ 0 };
	if (word.n == 0 || !skip_cfws(scan, NULL))
		return fail(scan);
	if (at(scan, '.')) {
		ret->type = lower(scan, word);
		advance(scan, 1);
		if (!skip_cfws(scan, NULL))
			return false;
		word = bare(scan, NAME_STOP);
		while (at(scan, '.')) { /* "x-tls.subject.cn": one name */
			advance(scan, 1);
			word.n += 1 + bare(scan, NAME_STOP).n;
		}
	}
	ret->name = lower(scan, word);
	return ret->name.n || fail(scan);
}

/* Reads "name=value ..." up to ";" or the end; `result` may be NULL: they are checked and dropped. */
static bool properties(struct scan *scan, struct authres_result *result)
{
	struct str *note = result ? &result->comment : NULL;

	while (skip_cfws(scan, note) && scan->rest.n && !at(scan, ';')) {
		struct authres_property property;

		if (!property_name(scan, &property) || !equals(scan) ||
		    !value(scan, &property.value))
			return false;
		if (!result)
			continue;
		if (property.type.n == 0 && str_eq(property.name, (struct str)STR("reason")))
			result->reason = property.value;
		else if (result->properties < PROPERTIES_MAX)
			result->property[result->properties++] = property;
	}
	return !scan->malformed;
}

/* "/1" behind a method or an id. */
static bool version(struct scan *scan)
{
	struct str number;
	uint64_t ignored;

	advance(scan, 1);
	if (!skip_cfws(scan, NULL))
		return false;
	number = bare(scan, WORD_STOP);
	return str_number(number, 999, &ignored) || fail(scan);
}

/* "method/1 = result" with its properties, from its first byte; `word` was read. */
static bool result_of(struct scan *scan, struct str word, struct authres_result *result)
{
	memset(result, 0, sizeof *result);
	if (at(scan, '/') && (!version(scan) || !skip_cfws(scan, NULL)))
		return false;
	if (!equals(scan))
		return false;
	result->method = lower(scan, word);
	result->result = lower(scan, bare(scan, WORD_STOP));
	if (result->result.n == 0)
		return fail(scan);
	return properties(scan, result);
}

static bool is_property(struct str word)
{
	return str_chr(word, '.') != SIZE_MAX;
}

/* One piece between semicolons that is no "method=result": the recipient's domain that Microsoft writes, "none",
 * properties torn from their result. None of them can be a result. */
static bool other_piece(struct scan *scan, struct str word, struct str start)
{
	if (scan->rest.n == 0 || at(scan, ';'))
		return word.n > 0 || fail(scan);
	if (!is_property(word) && !at(scan, '.'))
		return fail(scan);
	scan->rest = start;
	return properties(scan, NULL);
}

static bool add_result(struct scan *scan, struct authres *ret, const struct authres_result *result)
{
	if (ret->results == RESULTS_MAX)
		return fail(scan);
	if (!arena_grow(scan->arena, (void **)&ret->result, ret->results, &scan->room,
	                sizeof *ret->result)) {
		scan->starved = true;
		return fail(scan);
	}
	ret->result[ret->results++] = *result;
	return true;
}

/* One piece from its first byte to the ";" or the end. */
static bool piece(struct scan *scan, struct authres *ret)
{
	struct str start = scan->rest, word = bare(scan, WORD_STOP);
	struct authres_result result;

	if (!skip_cfws(scan, NULL))
		return false;
	if ((at(scan, '=') || at(scan, '/')) && word.n && !is_property(word))
		return result_of(scan, word, &result) && add_result(scan, ret, &result);
	return other_piece(scan, word, start);
}

static bool pieces(struct scan *scan, struct authres *ret)
{
	while (at(scan, ';')) {
		advance(scan, 1);
		if (!skip_cfws(scan, NULL))
			return false;
		if (scan->rest.n && !piece(scan, ret))
			return false;
	}
	return scan->rest.n == 0 || fail(scan);
}

/* "i=1;" in front of the id, in ARC's field. */
static void instance(struct scan *scan, struct authres *ret)
{
	struct scan try = *scan;
	struct str word = bare(&try, WORD_STOP), number;
	uint64_t i;

	if (!str_ieq(word, (struct str)STR("i")) || !equals(&try))
		return;
	number = bare(&try, WORD_STOP);
	if (!str_number(number, 50, &i) || i == 0 || !skip_cfws(&try, NULL) || !at(&try, ';'))
		return;
	advance(&try, 1);
	if (!skip_cfws(&try, NULL))
		return;
	*scan = try;
	ret->instance = (unsigned)i;
}

/* The id and its version, and ";". Where the first word is already "method=", there is no id: this is the
 * first piece, and the caller sees an empty id. */
static bool head(struct scan *scan, struct authres *ret)
{
	struct str start = scan->rest, id;

	if (at(scan, '"') ? !quoted(scan, &id) : (id = bare(scan, VALUE_STOP "=")).n == 0)
		return fail(scan);
	if (!skip_cfws(scan, NULL))
		return false;
	if (at(scan, '=')) {
		scan->rest = start;
		return piece(scan, ret);
	}
	ret->authserv_id = lower(scan, id);
	if (scan->rest.n && scan->rest.p[0] >= '0' && scan->rest.p[0] <= '9') {
		uint64_t ignored;

		if (!str_number(bare(scan, WORD_STOP), 999, &ignored))
			return fail(scan);
	}
	return properties(scan, NULL) && (at(scan, ';') || fail(scan)); /* some name the TLS peer */
}

enum authres_status authres_parse(struct arena *arena, struct str value, struct authres *ret)
{
	struct scan scan = { .arena = arena, .rest = value };
	bool ok;

	memset(ret, 0, sizeof *ret);
	ok = skip_cfws(&scan, NULL);
	if (ok)
		instance(&scan, ret);
	ok = ok && head(&scan, ret) && pieces(&scan, ret);
	if (scan.starved)
		return AUTHRES_MEMORY;
	if (ok && !scan.malformed)
		return AUTHRES_OK;
	ret->result = NULL;
	ret->results = 0;
	return AUTHRES_MALFORMED;
}

struct str authres_property(const struct authres_result *result, const char *type, const char *name)
{
	for (size_t i = 0; i < result->properties; i++)
		if (str_eq(result->property[i].type, str_of(type)) &&
		    str_eq(result->property[i].name, str_of(name)))
			return result->property[i].value;
	return (struct str){ 0 };
}
