/* Mail readers differ in what they make of a broken From field, and an attacker chooses the one in
 * which the check and the victim disagree ("Weak Links in Authentication Chains", Shen and others,
 * 2021; "Composition Kills", Chen and others, 2020). GMime, for one, reads `a@b@c` as a@b, and sees
 * nothing in `Ann [Acme] <ann@acme.example>`. So the field is cut here at its commas into elements,
 * of each element the one shape that all read alike is taken (`phrase <local@domain>` or
 * `local@domain`), and everything else is noted.
 *
 * An element is a row of words (joined where a "." or "@" says that they are one), at most one pair
 * of angle brackets, and comments, which count for nothing. */
#include "mail/mailbox.h"

#include "mail/spec.h"

struct element {
	size_t start;       /* of the element in the value */
	size_t angle_at;    /* of its "<" */
	size_t words;       /* outside the brackets */
	size_t addresses;   /* of them with "@" */
	struct str address; /* the first of these */
	struct str word;    /* the last word, still growing */
	bool word_has_at;
	bool word_joins;   /* ends in "." or "@" */
	bool word_has_gap; /* blanks or comments in it: obsolete, and not read alike */
	bool quoted_at;    /* a quoted string with "@" in it */
	bool has_angle, after_angle;
	struct str angle;
};

struct scan {
	struct arena *arena;
	struct str value;
	size_t at;
	char *copy; /* where words grow; value.n + some bytes */
	size_t copied;
	bool in_group;
	struct element element;
	struct mailbox_list *list;
	bool failed;
};

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 127;
}

static void broken(struct scan *scan)
{
	scan->list->broken = true;
}

static void unclear(struct scan *scan)
{
	scan->list->broken = true;
	scan->list->unclear = true;
}

static void add_mailbox(struct scan *scan, struct str spec, struct str name)
{
	struct mailbox_list *list = scan->list;
	void *v = list->v;

	if (list->n == list->max)
		return;
	if (!arena_grow(scan->arena, &v, list->n, &list->room, sizeof *list->v)) {
		scan->failed = true;
		return;
	}
	list->v = v;
	list->v[list->n++] = (struct mailbox){ .name = str_trim(name), .spec = spec };
}

/* The word is complete: is it an address? */
static void end_word(struct scan *scan)
{
	struct element *element = &scan->element;

	if (element->word.n == 0)
		return;
	element->words++;
	if (element->word_has_at && element->word_has_gap)
		unclear(scan);
	if (element->word_has_at && element->addresses++ == 0)
		element->address = element->word;
	element->word = (struct str){ NULL, 0 };
	element->word_has_at = element->word_joins = element->word_has_gap = false;
}

static void append(struct scan *scan, struct str piece)
{
	struct element *element = &scan->element;

	if (element->word.n == 0)
		element->word.p = scan->copy + scan->copied;
	memcpy(scan->copy + scan->copied, piece.p, piece.n);
	scan->copied += piece.n;
	element->word.n += piece.n;
}

/* `name <spec>`. A bare address in the name is odd unless it is the same one: readers that stop at
 * the first address exist, but those that people use show what stands in the brackets. */
static void end_angle_element(struct scan *scan)
{
	struct element *element = &scan->element;
	struct str spec = spec_without_route(element->angle);
	struct str name = str_sub(scan->value, element->start, element->angle_at - element->start);

	if (element->addresses > 1 || (element->addresses && !str_ieq(element->address, spec)) ||
	    element->after_angle)
		broken(scan);
	/* a route's hosts mean nothing, and programs exist that show them */
	if ((element->addresses && element->after_angle) || spec.n < element->angle.n)
		unclear(scan);
	if (spec_is_sound(spec))
		add_mailbox(scan, spec, name);
	else if (spec.n)
		unclear(scan);
	else
		broken(scan); /* "MAILER-DAEMON <>" */
}

static void end_bare_element(struct scan *scan)
{
	struct element *element = &scan->element;

	if (element->words > 1 || element->addresses == 0)
		broken(scan);
	/* `"ann@acme.example", <x@y.example>`: some take the quotes off and see an address */
	if (element->quoted_at && (element->words > 1 || element->addresses == 0))
		unclear(scan);
	if (element->addresses == 0)
		return;
	if (element->addresses > 1 || !spec_is_sound(element->address))
		unclear(scan);
	if (spec_is_sound(element->address))
		add_mailbox(scan, element->address, (struct str){ NULL, 0 });
}

static void end_element(struct scan *scan)
{
	struct element *element = &scan->element;

	end_word(scan);
	if (element->has_angle)
		end_angle_element(scan);
	else if (element->words)
		end_bare_element(scan);
	*element = (struct element){ .start = scan->at };
}

/* The comment at scan->at is passed over; they may nest, which is counted. */
static void take_comment(struct scan *scan)
{
	size_t depth = 0;

	for (; scan->at < scan->value.n; scan->at++) {
		char c = scan->value.p[scan->at];

		if (c == '\\')
			scan->at++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0) {
			scan->at++;
			return;
		}
	}
	scan->at = scan->value.n;
	unclear(scan);
}

/* The quoted string at scan->at, quotes included, becomes (part of) a word. */
static void take_quoted(struct scan *scan)
{
	size_t from = scan->at++;

	while (scan->at < scan->value.n && scan->value.p[scan->at] != '"')
		scan->at += scan->value.p[scan->at] == '\\' ? 2 : 1;
	if (scan->at >= scan->value.n) {
		scan->at = scan->value.n;
		unclear(scan);
	} else {
		scan->at++;
	}
	append(scan, str_sub(scan->value, from, scan->at - from));
	if (str_chr(str_sub(scan->value, from, scan->at - from), '@') != SIZE_MAX)
		scan->element.quoted_at = true;
}

/* Whether the words before and behind a gap are one: "ann . b @ acme". */
static bool joins(const struct scan *scan, char next)
{
	const struct element *element = &scan->element;

	return next == '.' || next == '@' || element->word_joins;
}

static void take_word_byte(struct scan *scan)
{
	char c = scan->value.p[scan->at];

	append(scan, str_sub(scan->value, scan->at++, 1));
	scan->element.word_has_at |= c == '@';
	scan->element.word_joins = c == '.' || c == '@';
}

static void take_gap(struct scan *scan)
{
	while (scan->at < scan->value.n && !scan->failed) {
		char c = scan->value.p[scan->at];

		if (c == ' ' || c == '\t')
			scan->at++;
		else if (c == '(')
			take_comment(scan);
		else
			break;
	}
	if (scan->at == scan->value.n || scan->element.word.n == 0)
		return;
	if (joins(scan, scan->value.p[scan->at]))
		scan->element.word_has_gap = true;
	else
		end_word(scan);
}

/* What stands between "<" and ">", without comments and the blanks around dots. Anything that makes
 * it no single address stays in it, so that it fails the test there. */
static void take_angle(struct scan *scan)
{
	struct element *element = &scan->element;
	struct element outside = *element;
	size_t from = scan->copied;

	*element = (struct element){ .start = scan->at++ };
	while (scan->at < scan->value.n && scan->value.p[scan->at] != '>') {
		char c = scan->value.p[scan->at];

		if (c == ' ' || c == '\t' || c == '(')
			take_gap(scan);
		else if (c == '"')
			take_quoted(scan);
		else
			take_word_byte(scan);
	}
	if (scan->at < scan->value.n)
		scan->at++;
	else
		broken(scan);
	end_word(scan);
	outside.angle = str_make(scan->copy + from, scan->copied - from);
	if (element->words > 1) { /* no address, though together they may look like one */
		unclear(scan);
		outside.angle.n = 0;
	}
	*element = outside;
}

static void take_open(struct scan *scan)
{
	end_word(scan);
	/* a second one is an element of its own, for nobody knows which is shown */
	if (scan->element.has_angle) {
		unclear(scan);
		end_element(scan);
	}
	scan->element.angle_at = scan->at;
	take_angle(scan);
	scan->element.has_angle = true;
}

/* "Friends: ann@acme.example, ben@acme.example;" */
static void take_colon(struct scan *scan)
{
	end_word(scan);
	if (scan->in_group || scan->element.has_angle || scan->element.words == 0)
		broken(scan);
	if (scan->element.addresses)
		unclear(scan);
	scan->in_group = true;
	scan->at++;
	scan->element = (struct element){ .start = scan->at };
}

static void take_semicolon(struct scan *scan)
{
	if (!scan->in_group)
		broken(scan);
	end_element(scan);
	scan->in_group = false;
	scan->element.start = ++scan->at;
}

/* "[IPv6:2001:db8::1]" behind an "@" has colons of its own. */
static void take_literal(struct scan *scan)
{
	struct str rest = str_sub(scan->value, scan->at, scan->value.n);
	size_t close = str_chr(rest, ']');

	rest = str_sub(rest, 0, close == SIZE_MAX ? 1 : close + 1);
	append(scan, rest);
	scan->at += rest.n;
	scan->element.word_joins = false;
}

static void take_text(struct scan *scan)
{
	char c = scan->value.p[scan->at];

	if (scan->element.has_angle)
		scan->element.after_angle = true;
	if (c == '"') {
		take_quoted(scan);
		return;
	}
	if (c == '[' && scan->element.word_has_at && scan->element.word_joins) {
		take_literal(scan);
		return;
	}
	if (strchr(")>\\", c) || (is_control(c) && c != 27)) /* ISO-2022-JP is written with ESC */
		broken(scan);
	take_word_byte(scan);
}

static void take_next(struct scan *scan)
{
	switch (scan->value.p[scan->at]) {
	case ' ':
	case '\t':
	case '(':
		take_gap(scan);
		break;
	case '<':
		take_open(scan);
		break;
	case ',':
		end_element(scan);
		scan->element.start = ++scan->at;
		break;
	case ':':
		take_colon(scan);
		break;
	case ';':
		take_semicolon(scan);
		break;
	default:
		take_text(scan);
	}
}

bool mailbox_scan(struct arena *arena, struct str value, struct mailbox_list *ret)
{
	struct scan scan = { .arena = arena, .value = value, .list = ret };

	scan.copy = arena_alloc(arena, value.n + 1);
	if (!scan.copy)
		return false;
	while (scan.at < value.n && !scan.failed)
		take_next(&scan);
	end_element(&scan);
	if (scan.in_group)
		broken(&scan);
	return !scan.failed;
}
