#include "party/lookalike_face.h"

#include "party/data/data.h"
#include "party/wordlist.h"

enum {
	PARTS_MAX = 6,            /* between hyphens; names of more have no cores */
	JOINED_MAX = 4,           /* such words at one end of a label, one a way to read it */
	CORE_FEWEST = 5,          /* letters of what is left then: two may be read as one */
	NUMBER_DIGITS = 4,        /* that may be added */
	NUMBER_DIGITS_FEWEST = 2, /* without a hyphen */
};

/* The label as bytes, where words are looked for; what isn't ASCII is no letter of any. */
struct text {
	char p[LETTERS_MAX];
	size_t n;
};

/* On a provider's shared domain the tenant's label is read: acme of acme.onmicrosoft.com. */
static struct str tenant_label(struct domain domain)
{
	struct str before = str_sub(domain.name, 0, domain.name.n - domain.org.n - 1);
	size_t dot = str_rchr(before, '.');

	return dot == SIZE_MAX ? before : str_sub(before, dot + 1, before.n);
}

/* "acme" and "co.uk" as acmecouk. */
static void read_whole(struct face *face)
{
	struct letters joined = face->bare;

	face->whole.n = 0;
	for (size_t i = 0; i < face->suffix.n; i++) {
		if (face->suffix.p[i] == '.' || face->suffix.p[i] == '-')
			continue;
		if (joined.n == LETTERS_MAX)
			return;
		joined.v[joined.n++] = (unsigned char)face->suffix.p[i];
	}
	letters_eye(&joined, &face->whole);
}

bool face_read(struct arena *arena, struct domain domain, struct face *ret)
{
	bool tenant = domain.flags & DOMAIN_SHARED && domain.name.n > domain.org.n + 1;

	if (domain.name.n == 0 || domain.flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX))
		return false;
	ret->domain = domain;
	ret->tenant = tenant;
	ret->label = tenant ? tenant_label(domain) : domain_label(domain);
	ret->suffix = tenant ? domain.org : str_sub(domain.org, ret->label.n + 1, domain.org.n);
	if (!letters_read(arena, ret->label, &ret->plain, &ret->eye))
		return false;
	ret->bare = ret->plain;
	letters_drop(&ret->bare, '-');
	letters_eye(&ret->bare, &ret->look);
	read_whole(ret);
	return true;
}

static struct str word_list(void)
{
	return str_make(party_combination_words, party_combination_words_size);
}

bool face_is_word(struct str word)
{
	return wordlist_has(word_list(), "", word);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What may be added with a hyphen: a word of the list, a number, a letter of the old suffix. */
static bool is_added_part(struct str part)
{
	uint64_t number;

	return part.n == 1 || face_is_word(part) || str_number(part, 9999, &number);
}

static struct text read_text(const struct letters *plain)
{
	struct text text = { .n = plain->n };

	for (size_t i = 0; i < plain->n; i++)
		text.p[i] = plain->v[i] < 0x80 ? (char)plain->v[i] : '\x7f';
	return text;
}

/* How many bytes may be taken off one end of `run`: nothing; each word of the list that stands there; a number. */
struct joined {
	size_t length[JOINED_MAX + 1];
	size_t n;
};

static size_t digits_at(struct str run, bool behind)
{
	size_t n = 0;

	while (n < run.n && is_digit(run.p[behind ? run.n - 1 - n : n]))
		n++;
	return n >= NUMBER_DIGITS_FEWEST && n <= NUMBER_DIGITS ? n : 0;
}

static struct joined joined_words(struct str run, bool behind)
{
	struct joined ret = { .length = { 0 }, .n = 1 };
	size_t digits = digits_at(run, behind);

	if (digits)
		ret.length[ret.n++] = digits;
	else if (run.n >= CORE_FEWEST + WORDLIST_FEWEST)
		ret.n += wordlist_around(word_list(), run, behind, run.n - CORE_FEWEST,
		                         ret.length + 1, JOINED_MAX);
	return ret;
}

static bool has_core(const struct face_core *cores, size_t n, const struct letters *plain)
{
	for (size_t i = 0; i < n; i++)
		if (letters_eq(&cores[i].plain, plain))
			return true;
	return false;
}

static void add_core(const struct face *face, size_t from, size_t end, bool added,
                     struct face_core *ret, size_t *n)
{
	struct face_core *core = &ret[*n];

	if (*n == FACE_CORES_MAX || end < from + CORE_FEWEST)
		return;
	letters_part(&face->plain, from, end, &core->plain);
	letters_drop(&core->plain, '-');
	if (has_core(ret, *n, &core->plain))
		return;
	letters_eye(&core->plain, &core->look);
	core->added = added;
	*n += core->plain.n >= CORE_FEWEST;
}

/* The label from `from` to `end`, and what is left of it without words at its ends. */
static void add_cores(const struct face *face, const struct text *text, size_t from, size_t end,
                      struct face_core *ret, size_t *n)
{
	struct str run = str_make(text->p + from, end - from);
	struct joined front = joined_words(run, false), behind = joined_words(run, true);
	bool added = from > 0 || end < text->n;

	for (size_t i = 0; i < front.n; i++)
		for (size_t k = 0; k < behind.n; k++)
			if (front.length[i] + behind.length[k] < run.n)
				add_core(face, from + front.length[i], end - behind.length[k],
				         added || i || k, ret, n);
}

/* Where the parts begin between hyphens; start[n] is one behind the end. 0: too many. */
static size_t find_parts(const struct text *text, size_t start[PARTS_MAX + 1])
{
	size_t n = 0;

	start[n++] = 0;
	for (size_t i = 0; i < text->n; i++) {
		if (text->p[i] != '-')
			continue;
		if (n == PARTS_MAX)
			return 0;
		start[n++] = i + 1;
	}
	start[n] = text->n + 1;
	return n;
}

size_t face_cores(const struct face *face, struct face_core ret[FACE_CORES_MAX])
{
	struct text text = read_text(&face->plain);
	size_t start[PARTS_MAX + 1], parts = find_parts(&text, start), n = 0;
	bool word[PARTS_MAX];

	if (face->plain.n < FACE_LETTERS_FEWEST)
		return 0;
	for (size_t i = 0; i < parts; i++)
		word[i] = is_added_part(str_make(text.p + start[i], start[i + 1] - 1 - start[i]));
	/* each run of parts that has but words around it */
	for (size_t from = 0; from < parts; from++) {
		size_t least = parts;

		while (least > from + 1 && word[least - 1])
			least--;
		for (size_t end = parts; end >= least; end--)
			add_cores(face, &text, start[from], start[end] - 1, ret, &n);
		if (!word[from])
			break;
	}
	return n;
}

static bool takes_es(int32_t letter)
{
	return letter == 's' || letter == 'x' || letter == 'z';
}

size_t face_plurals(const struct face *face, struct letters ret[FACE_PLURALS_MAX])
{
	const struct letters *bare = &face->bare;
	size_t n = 0;

	for (size_t i = 1; i + 1 < bare->n && n < FACE_PLURALS_MAX; i++)
		if (bare->v[i] == 'e' && bare->v[i + 1] == 's' && takes_es(bare->v[i - 1]))
			letters_without(bare, i, 2, &ret[n++]);
	return n;
}

size_t face_hosts(const struct face *face, struct str ret[FACE_HOSTS_MAX])
{
	struct str name = face->domain.name, rest;
	size_t n = 0;

	rest = str_sub(name, 0, name.n - face->domain.org.n);
	while (n < FACE_HOSTS_MAX && rest.n && str_cut(&rest, '.', &ret[n]))
		n += ret[n].n > 0;
	return n;
}

struct str face_undotted(const struct face *face, char room[LETTERS_MAX])
{
	static const struct str none = { NULL, 0 };
	struct str name = face->domain.name, host, first;
	size_t n = 0;

	if (face->suffix.n == 0 || name.n == face->domain.org.n)
		return none;
	host = str_sub(name, 0, name.n - face->suffix.n - 1);
	for (size_t i = 0; i < host.n; i++) {
		if (host.p[i] == '.')
			continue;
		if (n == LETTERS_MAX)
			return none;
		room[n++] = host.p[i];
	}
	str_cut(&host, '.', &first);
	return face_is_word(first) ? none : str_make(room, n);
}
