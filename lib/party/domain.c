/* Each list is many lines "a domain, subdomains included"; all of them become one sorted array,
 * and a name is looked up by itself and by each of its parents. The Public Suffix List is
 * libpsl's newest (publicsuffix.org); it takes lower-case names without a trailing dot, sees a
 * top-level domain in the end of an IP address, and knows no answer for a suffix itself: those
 * cases are decided before. */
#include "party/domain.h"

#include <libpsl.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/textfile.h"
#include "base/unicode.h"
#include "party/data/data.h"
#include "party/network.h"

#define LIST_FILE_MAX (4u << 20)
#define LISTS_MEMORY  (64u << 20)
#define NAME_MAX_DNS  253

struct rule {
	struct str name;
	unsigned flags;
};

struct domain_lists {
	struct arena arena;
	psl_ctx_t *psl;
	struct rule *rules; /* sorted by name, each name once */
	size_t n, room;
};

#define LIST(symbol) symbol, &symbol##_size
static const struct list_kind {
	const char *file;
	unsigned flags;
	const char *shipped;
	const size_t *shipped_size;
} list_kinds[] = {
	{ "freemail.domains", DOMAIN_FREEMAIL | DOMAIN_SHARED, LIST(party_freemail_domains) },
	{ "shared.domains", DOMAIN_SHARED, LIST(party_shared_domains) },
	{ "platform.domains", DOMAIN_PLATFORM, LIST(party_platform_domains) },
};

static bool is_none(struct domain domain)
{
	return domain.name.n == 0;
}

static int compare_rules(const void *a, const void *b)
{
	return str_cmp(((const struct rule *)a)->name, ((const struct rule *)b)->name);
}

static bool add_rule(struct domain_lists *lists, struct str name, unsigned flags)
{
	void *rules = lists->rules;

	if (!arena_grow(&lists->arena, &rules, lists->n, &lists->room, sizeof *lists->rules))
		return false;
	lists->rules = rules;
	lists->rules[lists->n++] = (struct rule){ name, flags };
	return true;
}

/* `place` names the file for errors. "*.example.com" is taken as example.com: it means the same
 * here. */
static int add_list(struct domain_lists *lists, struct str text, unsigned flags, const char *place,
                    struct err *err)
{
	static const struct str wildcard = STR("*.");
	struct textfile_line line = { 0 };

	while (textfile_next(&text, &line)) {
		struct str written = line.text, name;

		if (str_starts(written, wildcard))
			written = str_sub(written, wildcard.n, written.n);
		if (!unicode_to_ascii_domain(&lists->arena, written, &name))
			return err_set(err, ERR_CONFIG, "%s:%u: \"" STR_FMT "\" is no domain name",
			               place, line.number, STR_ARG(line.text));
		if (!add_rule(lists, name, flags))
			return err_memory(err);
	}
	return 0;
}

static int add_admins_list(struct domain_lists *lists, const char *folder,
                           const struct list_kind *kind, struct err *err)
{
	struct str path = arena_printf(&lists->arena, "%s/%s", folder, kind->file), text;
	struct err why;
	int kind_of_error;

	if (!path.p)
		return err_memory(err);
	kind_of_error = textfile_read(&lists->arena, path.p, LIST_FILE_MAX, &text, &why);
	if (kind_of_error == ERR_MISSING)
		return 0;
	if (kind_of_error < 0) {
		if (err)
			*err = why;
		return kind_of_error;
	}
	return add_list(lists, text, kind->flags, path.p, err);
}

/* Sorts, and makes one rule of those with the same name. */
static void sort_rules(struct domain_lists *lists)
{
	size_t kept = 0;

	if (lists->n == 0)
		return;
	qsort(lists->rules, lists->n, sizeof *lists->rules, compare_rules);
	for (size_t i = 1; i < lists->n; i++) {
		if (str_eq(lists->rules[i].name, lists->rules[kept].name))
			lists->rules[kept].flags |= lists->rules[i].flags;
		else
			lists->rules[++kept] = lists->rules[i];
	}
	lists->n = kept + 1;
}

static int fill_lists(struct domain_lists *lists, const char *folder, struct err *err)
{
	lists->psl = psl_latest(NULL);
	if (!lists->psl)
		return err_set(err, ERR_INTERNAL,
		               "libpsl has no Public Suffix List; install publicsuffix");
	for (size_t i = 0; i < sizeof list_kinds / sizeof *list_kinds; i++) {
		const struct list_kind *kind = &list_kinds[i];
		struct str shipped = str_make(kind->shipped, *kind->shipped_size);
		int failed = add_list(lists, shipped, kind->flags, kind->file, err);

		if (!failed && folder)
			failed = add_admins_list(lists, folder, kind, err);
		if (failed)
			return failed;
	}
	sort_rules(lists);
	return 0;
}

int domain_lists_load(const char *folder, struct domain_lists **ret, struct err *err)
{
	struct domain_lists *lists = calloc(1, sizeof *lists);
	int failed;

	if (!lists)
		return err_memory(err);
	arena_init(&lists->arena, LISTS_MEMORY);
	failed = fill_lists(lists, folder, err);
	if (failed) {
		domain_lists_free(lists);
		return failed;
	}
	*ret = lists;
	return 0;
}

void domain_lists_free(struct domain_lists *lists)
{
	if (!lists)
		return;
	psl_free(lists->psl);
	arena_done(&lists->arena);
	free(lists);
}

static unsigned flags_of(const struct domain_lists *lists, struct str name)
{
	unsigned flags = 0;
	struct str label;

	for (struct str rest = name; rest.n; str_cut(&rest, '.', &label)) {
		struct rule key = { rest, 0 };
		const struct rule *rule = lists->n ? bsearch(&key, lists->rules, lists->n,
		                                             sizeof *lists->rules, compare_rules)
		                                   : NULL;

		if (rule)
			flags |= rule->flags;
	}
	return flags;
}

/* A top-level domain is never all digits (RFC 3696, 2): 300.1.1.1 is a number gone wrong, no
 * name. */
static bool ends_in_number(struct str name)
{
	size_t dot = str_rchr(name, '.');
	uint64_t number;

	return str_number(str_sub(name, dot == SIZE_MAX ? 0 : dot + 1, name.n), UINT64_MAX,
	                  &number);
}

static bool take_literal(struct arena *arena, struct str written, struct domain *ret)
{
	struct str name = arena_lower(arena, written);

	if (!name.p)
		return false;
	*ret = (struct domain){ name, name, DOMAIN_LITERAL };
	return true;
}

static bool take_name(struct arena *arena, const struct domain_lists *lists, struct str ascii,
                      struct domain *ret)
{
	struct str name = arena_lower(arena, ascii); /* its NUL is what libpsl needs */
	const char *registered;

	if (!name.p)
		return false;
	registered = psl_registrable_domain(lists->psl, name.p);
	*ret = (struct domain){ name, registered ? str_of(registered) : name,
		                flags_of(lists, name) };
	if (!registered)
		ret->flags |= DOMAIN_SUFFIX;
	return true;
}

bool domain_init(struct arena *arena, const struct domain_lists *lists, struct str written,
                 struct domain *ret)
{
	struct str trimmed = str_trim(written), name = trimmed, ascii;
	struct ip ip;

	if (name.n && name.p[name.n - 1] == '.')
		name.n--;
	if (trimmed.n == 0) {
		*ret = (struct domain){ 0 };
		return true;
	}
	if (ip_parse(name, &ip) || !unicode_to_ascii_domain(arena, name, &ascii) || ascii.n == 0 ||
	    ascii.n > NAME_MAX_DNS || ends_in_number(ascii))
		return take_literal(arena, trimmed, ret);
	return take_name(arena, lists, ascii, ret);
}

bool domain_eq(struct domain a, struct domain b)
{
	return !is_none(a) && str_eq(a.name, b.name);
}

bool domain_same_org(struct domain a, struct domain b)
{
	return !is_none(a) && !is_none(b) && str_eq(a.org, b.org);
}

bool domain_is_under(struct str name, struct str parent)
{
	if (parent.n == 0 || !str_ends(name, parent))
		return false;
	return name.n == parent.n || name.p[name.n - parent.n - 1] == '.';
}

struct str domain_label(struct domain domain)
{
	struct str rest = domain.org, label = { NULL, 0 };

	if (domain.flags & DOMAIN_LITERAL)
		return domain.name;
	str_cut(&rest, '.', &label);
	return label;
}
