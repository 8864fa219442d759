/* Names of domains stand in text in three ways: behind the @ of an address, in a URL, and bare
 * ("see acme.example"). Bare ones are the weakest: a missing blank after a full stop and names of
 * files look the same, so these want a last label that may be a top-level domain and no capital
 * behind a dot.
 *
 * Taking a name apart costs a microsecond and memory: only TRIES_MAX are tried, and none twice. */
#include "text/named.h"

#include "base/unicode.h"

#define TEXT_MAX   ((size_t)256 << 10)
#define TRIES_MAX  512
#define LOCAL_MAX  64 /* bytes of a local part (RFC 5321) */
#define DOMAIN_MAX 253

struct finder {
	struct arena *arena;
	const struct domain_lists *lists;
	struct named *found;
	unsigned tries;
	bool no_memory;
};

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

static bool is_local_byte(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || is_one_of(c, "!#$%&'*+-/=?^_`{|}~.");
}

/* The length of the character of a label at `at`; 0: it is none. */
static size_t label_character(struct str text, size_t at)
{
	size_t next = at;
	int32_t c = utf8_next(text, &next);

	return c == '-' || (c >= 0 && unicode_is_word(c)) ? next - at : 0;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The name that begins at `at`: labels with single dots between. */
static struct str name_at(struct str text, size_t at)
{
	size_t end = at, n;

	while (end < text.n && end - at <= DOMAIN_MAX) {
		n = label_character(text, end);
		if (n == 0 && (text.p[end] != '.' || end == at || text.p[end - 1] == '.'))
			break;
		end += n ? n : 1;
	}
	while (end > at && (text.p[end - 1] == '.' || text.p[end - 1] == '-'))
		end--;
	return str_sub(text, at, end - at);
}

static struct str last_label(struct str name)
{
	size_t dot = str_rchr(name, '.');

	return dot == SIZE_MAX ? (struct str){ NULL, 0 } : str_sub(name, dot + 1, name.n);
}

/* A name with a dot whose last label could be a top-level domain. */
static bool is_plausible(struct str name)
{
	struct str last = last_label(name);

	if (last.n < 2 || name.n > DOMAIN_MAX)
		return false;
	for (size_t i = 0; i < last.n; i++) {
		if (!is_letter(last.p[i]) && !((unsigned char)last.p[i] >= 0x80))
			return str_istarts(last, str_of("xn--"));
	}
	return true;
}

/* Whether a plausible name is meant as one where nothing else says so. */
static bool is_bare_domain(struct str name)
{
	static const char *const files[] = { "pdf",  "doc", "docx", "xls",  "xlsx", "ppt",
		                             "pptx", "txt", "csv",  "html", "htm",  "jpg",
		                             "jpeg", "png", "gif",  "exe",  "eml",  "msg",
		                             "rtf",  "xml", "zip",  "rar",  "js",   "json",
		                             "php",  "odt", "ods",  "p7m",  "p7s" };
	struct str last = last_label(name);
	bool small = false;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (str_ieq(last, str_of(files[i])))
			return false;
	}
	for (size_t i = 0; i < name.n; i++) {
		small |= name.p[i] >= 'a' && name.p[i] <= 'z';
		if (i > 0 && name.p[i - 1] == '.' && is_upper(name.p[i]) && small)
			return false; /* "today.Please" */
	}
	return true;
}

static bool has_domain(const struct named *found, struct str name)
{
	for (size_t i = 0; i < found->domains; i++) {
		if (str_ieq(found->domain[i].name, name))
			return true;
	}
	return false;
}

static bool has_address(const struct named *found, struct str full)
{
	for (size_t i = 0; i < found->addresses; i++) {
		if (str_ieq(found->address[i].full, full))
			return true;
	}
	return false;
}

static void add_domain(struct finder *f, struct domain domain)
{
	struct named *found = f->found;

	if (found->domains < NAMED_MAX && domain.name.n && !(domain.flags & DOMAIN_LITERAL) &&
	    !has_domain(found, domain.name))
		found->domain[found->domains++] = domain;
}

static void take_domain(struct finder *f, struct str name)
{
	struct domain domain;

	if (f->tries == TRIES_MAX || f->found->domains == NAMED_MAX || has_domain(f->found, name))
		return;
	f->tries++;
	if (domain_init(f->arena, f->lists, name, &domain))
		add_domain(f, domain);
	else
		f->no_memory = true;
}

static void take_address(struct finder *f, struct str full)
{
	struct named *found = f->found;
	struct address address;

	if (f->tries == TRIES_MAX || found->addresses == NAMED_MAX || has_address(found, full))
		return;
	f->tries++;
	if (!address_init(f->arena, f->lists, full, (struct str){ NULL, 0 }, &address)) {
		f->no_memory = true;
		return;
	}
	if (!address.domain.name.n || (address.domain.flags & DOMAIN_LITERAL))
		return;
	if (!has_address(found, address.full))
		found->address[found->addresses++] = address;
	add_domain(f, address.domain);
}

/* Where the local part begins that ends before `at`; not before `from`. */
static size_t local_begin(struct str text, size_t from, size_t at)
{
	size_t begin = at;

	while (begin > from && at - begin < LOCAL_MAX && is_local_byte(text.p[begin - 1]))
		begin--;
	while (begin < at && strchr("'.=/", text.p[begin]))
		begin++;
	return begin;
}

/* The address whose @ stands at `at`; returns where it ends. */
static size_t take_at_sign(struct finder *f, struct str text, size_t from, size_t at)
{
	struct str name = name_at(text, at + 1);
	size_t begin = local_begin(text, from, at);

	if (begin < at && is_plausible(name))
		take_address(f, str_sub(text, begin, at + 1 - begin + name.n));
	return at + 1 + name.n;
}

/* Whether a scheme or "www." stands there, which says what the name is. */
static bool is_marked(struct str text, size_t at, struct str name)
{
	return str_istarts(name, str_of("www.")) || str_ends(str_sub(text, 0, at), str_of("://"));
}

/* Where the path of a URL ends that begins at `at`: at a blank or a bracket. */
static size_t path_end(struct str text, size_t at)
{
	while (at < text.n && (unsigned char)text.p[at] > ' ' && !is_one_of(text.p[at], "<>\"()[]"))
		at++;
	return at;
}

/* The name that begins at `at`, which may be a domain, a local part or nothing but a word; where
 * to go on. */
static size_t take_word(struct finder *f, struct str text, size_t at)
{
	struct str name = name_at(text, at);
	size_t end = at + name.n;
	char behind = end < text.n ? text.p[end] : ' ';

	if (name.n == 0)
		return at + 1;
	if (is_one_of(behind, "@+_=") || !is_plausible(name))
		return end;
	if (is_marked(text, at, name) || is_bare_domain(name))
		take_domain(f, name);
	return is_one_of(behind, "/?:") ? path_end(text, end) : end;
}

static void search_text(struct finder *f, struct str text)
{
	size_t at = 0, from = 0; /* from: behind the last address */

	text = str_sub(text, 0, TEXT_MAX);
	while (at < text.n && !f->no_memory && f->tries < TRIES_MAX) {
		if (text.p[at] == '@')
			at = from = take_at_sign(f, text, from, at);
		else
			at = take_word(f, text, at);
	}
}

/* The host of a URL: behind "//", without user and port. */
static struct str url_host(struct str url)
{
	size_t at = str_find(url, str_of("//")), end;
	struct str host;

	if (at == SIZE_MAX)
		return (struct str){ NULL, 0 };
	host = str_sub(url, at + 2, url.n);
	for (end = 0; end < host.n && !is_one_of(host.p[end], "/?#\\"); end++)
		;
	host = str_sub(host, 0, end);
	at = str_rchr(host, '@');
	if (at != SIZE_MAX)
		host = str_sub(host, at + 1, host.n);
	return str_sub(host, 0, str_chr(host, ':'));
}

static void search_link(struct finder *f, const struct html_link *link)
{
	if (str_istarts(link->href, str_of("mailto:"))) {
		search_text(f, str_sub(link->href, strlen("mailto:"), link->href.n));
	} else {
		struct str host = url_host(link->href);

		if (is_plausible(host))
			take_domain(f, host);
	}
	search_text(f, link->text);
}

bool named_find(struct arena *arena, const struct domain_lists *lists,
                const struct message *message, struct named *ret)
{
	struct finder f = { .arena = arena, .lists = lists, .found = ret };

	*ret = (struct named){
		.domain = arena_array(arena, NAMED_MAX, sizeof *ret->domain),
		.address = arena_array(arena, NAMED_MAX, sizeof *ret->address),
	};
	if (!ret->domain || !ret->address)
		return false;
	search_text(&f, message->own);
	search_text(&f, message->signature);
	for (size_t i = 0; i < message->links; i++)
		search_link(&f, &message->link[i]);
	search_text(&f, message->quoted);
	return !f.no_memory;
}
