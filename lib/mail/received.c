/* One Received field: "from HELO (NAME [ADDRESS]) by HOST with PROTOCOL ...; DATE" (RFC 5321, 4.4),
 * and how Postfix, Sendmail, Exim, qmail, Exchange really write it. A word right behind a clause's
 * keyword is its value; words that belong to no clause are passed over. The host's address is what
 * the receiver saw: it stands in the comments of the from clause, beside what the host only claims
 * (its HELO, its ident), and those claims must not be taken for it. */
#include "mail/received.h"

#include "mail/date.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_COMMENT, TOKEN_SEMICOLON };

struct token {
	enum token_kind kind;
	struct str text; /* a comment's without its parentheses */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* How long the comment that begins `s` is; nested ones are counted; one that isn't closed is all
 * the rest. */
static size_t comment_length(struct str s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			return i + 1;
	}
	return s.n;
}

static size_t word_length(struct str s)
{
	bool quoted = false;
	size_t i = 0;

	for (; i < s.n; i++) {
		char c = s.p[i];

		if (c == '"')
			quoted = !quoted;
		else if (!quoted && (is_blank(c) || c == '(' || c == ';'))
			break;
	}
	return i;
}

static struct token next_token(struct str *rest)
{
	struct token token = { TOKEN_END, { NULL, 0 } };
	size_t n;

	while (rest->n && is_blank(rest->p[0]))
		*rest = str_sub(*rest, 1, rest->n);
	if (rest->n == 0)
		return token;
	if (rest->p[0] == '(') {
		n = comment_length(*rest);
		token = (struct token){ TOKEN_COMMENT, str_sub(*rest, 1, n < 2 ? 0 : n - 2) };
	} else if (rest->p[0] == ';') {
		n = 1;
		token.kind = TOKEN_SEMICOLON;
	} else {
		n = word_length(*rest);
		token = (struct token){ TOKEN_WORD, str_sub(*rest, 0, n) };
	}
	*rest = str_sub(*rest, n, rest->n);
	return token;
}

/* What stands in brackets at the end of a word: "[192.0.2.1]", "[192.0.2.1]:25",
 * "ident@[192.0.2.1]". */
static bool bracketed(struct str word, struct str *ret)
{
	size_t open = str_chr(word, '['), close = str_rchr(word, ']');

	if (open == SIZE_MAX || (open > 0 && word.p[open - 1] != '@'))
		return false;
	if (close == SIZE_MAX || close < open)
		close = word.n;
	*ret = str_sub(word, open + 1, close - open - 1);
	return true;
}

struct address_seen {
	bool place; /* brackets stood there; the first ones count, whatever was in them ("[unknown]") */
	struct ip bracketed, bare;
};

static void see_word(struct str word, struct address_seen *seen)
{
	size_t at = str_rchr(word, '@');
	struct str inside;

	if (seen->place)
		return;
	if (bracketed(word, &inside)) {
		seen->place = true;
		ip_parse(inside, &seen->bracketed);
		return;
	}
	if (at != SIZE_MAX)
		word = str_sub(word, at + 1, word.n);
	if (seen->bare.length == 0)
		ip_parse(word, &seen->bare);
}

/* The host's own words: "helo=...", or the word behind "HELO". */
static bool is_claim(struct str word, bool *next_too)
{
	static const struct str keys[] = { STR("helo="), STR("ident=") };
	static const struct str verbs[] = { STR("HELO"), STR("EHLO") };

	*next_too = str_ieq(word, verbs[0]) || str_ieq(word, verbs[1]);
	return *next_too || str_istarts(word, keys[0]) || str_istarts(word, keys[1]);
}

/* "name [address]", "[address] helo=claim", "HELO claim", "ident@address"; nested comments as if
 * they weren't nested. */
static void see_comment(struct str comment, struct address_seen *seen)
{
	bool claimed = false;

	while (comment.n) {
		size_t n = 0;
		struct str word;

		while (n < comment.n && !is_blank(comment.p[n]) && !strchr("(),", comment.p[n]))
			n++;
		word = str_sub(comment, 0, n);
		comment = str_sub(comment, n ? n : 1, comment.n);
		if (n == 0)
			continue;
		if (claimed)
			claimed = false;
		else if (!is_claim(word, &claimed))
			see_word(word, seen);
	}
}

/* Brackets first: a name that the DNS gave may look like a bare address. A literal in place of the
 * name is only Exim's way of writing an address, who then writes none in the comment. */
static struct ip address_of(const struct address_seen *seen, struct str helo)
{
	struct ip literal = { .length = 0 };

	if (seen->bracketed.length)
		return seen->bracketed;
	if (seen->place)
		return literal;
	if (seen->bare.length)
		return seen->bare;
	if (helo.n && helo.p[0] == '[')
		ip_parse(helo, &literal);
	return literal;
}

enum clause { CLAUSE_FROM, CLAUSE_BY, CLAUSE_WITH, CLAUSE_VIA, CLAUSE_ID, CLAUSE_FOR, CLAUSES };

static const struct str clause_names[CLAUSES] = {
	[CLAUSE_FROM] = STR("from"), [CLAUSE_BY] = STR("by"), [CLAUSE_WITH] = STR("with"),
	[CLAUSE_VIA] = STR("via"),   [CLAUSE_ID] = STR("id"), [CLAUSE_FOR] = STR("for"),
};

static enum clause clause_of(struct str word)
{
	enum clause clause = 0;

	while (clause < CLAUSES && !str_ieq(word, clause_names[clause]))
		clause++;
	return clause;
}

/* Reads up to the first ";" and leaves what is behind it. */
static void read_clauses(struct str *rest, struct str value[CLAUSES], struct address_seen *seen)
{
	enum clause now = CLAUSES;
	bool wants_value = false;
	struct token token;

	while ((token = next_token(rest)).kind == TOKEN_WORD || token.kind == TOKEN_COMMENT) {
		enum clause clause;

		if (token.kind == TOKEN_COMMENT) {
			if (now == CLAUSE_FROM && !wants_value)
				see_comment(token.text, seen);
			continue;
		}
		if (wants_value) {
			value[now] = token.text;
			wants_value = false;
			continue;
		}
		clause = clause_of(token.text);
		if (clause == CLAUSES)
			continue;
		now = clause;
		wants_value = value[now].n == 0; /* of a clause that comes twice the first counts */
	}
}

void received_parse(struct arena *arena, struct str value, struct received *ret)
{
	struct str clause[CLAUSES] = { { NULL, 0 } }, rest = value, date;
	struct address_seen seen = { .place = false };
	size_t semicolon;

	*ret = (struct received){ .readable = false };
	read_clauses(&rest, clause, &seen);
	semicolon = str_rchr(rest, ';');
	date = semicolon == SIZE_MAX ? rest : str_sub(rest, semicolon + 1, rest.n);
	ret->helo = clause[CLAUSE_FROM];
	ret->by = arena_lower(arena, clause[CLAUSE_BY]);
	ret->with = clause[CLAUSE_WITH];
	if (clause[CLAUSE_FROM].n)
		ret->ip = address_of(&seen, clause[CLAUSE_FROM]);
	ret->readable = ret->helo.n && ret->by.n;
	ret->has_date = date_parse(date, &ret->at_s, NULL);
}
