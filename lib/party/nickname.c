/* A line of the list is a group of names that stand for one another. A name may be in several groups (Alex is Alexander, and
 * Alexandra, who are not one another), so that pairs are kept, a name and its group, sorted by name. */
#include "party/nickname.h"

#include <stdlib.h>

#include "party/data/data.h"
#include "party/datafile.h"

#define MEMORY_MAX ((size_t)16 << 20)

struct member {
	struct str name;
	unsigned group;
};

struct nicknames {
	struct arena arena;
	struct member *member;
	size_t n, room;
	unsigned groups;
};

static bool is_folded(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] < 'a' || name.p[i] > 'z')
			return false;
	return name.n >= 2;
}

static int take_group(void *context, struct str line, struct err *err)
{
	struct nicknames *nicknames = context;
	size_t before = nicknames->n;
	struct str name;

	while (str_cut(&line, ' ', &name)) {
		void *v = nicknames->member;

		if (name.n == 0)
			continue;
		if (!is_folded(name))
			return err_set(err, ERR_CONFIG,
			               "\"" STR_FMT "\": write names in small letters from a to z",
			               STR_ARG(name));
		if (!arena_grow(&nicknames->arena, &v, nicknames->n, &nicknames->room,
		                sizeof *nicknames->member))
			return err_memory(err);
		nicknames->member = v;
		nicknames->member[nicknames->n++] = (struct member){ name, nicknames->groups };
	}
	if (nicknames->n - before < 2)
		return err_set(err, ERR_CONFIG,
		               "a name alone; write those that go together on a line");
	nicknames->groups++;
	return 0;
}

static int compare_names(const void *a, const void *b)
{
	return str_cmp(((const struct member *)a)->name, ((const struct member *)b)->name);
}

int nicknames_load(const char *folder, struct nicknames **ret, struct err *err)
{
	struct nicknames *nicknames = calloc(1, sizeof *nicknames);
	const struct datafile file = {
		"nickname.words",
		str_make(party_nickname_words, party_nickname_words_size),
		take_group,
		nicknames,
	};
	int status;

	if (!nicknames)
		return err_memory(err);
	arena_init(&nicknames->arena, MEMORY_MAX);
	status = datafile_read(&nicknames->arena, folder, &file, err);
	if (status) {
		nicknames_free(nicknames);
		return status;
	}
	qsort(nicknames->member, nicknames->n, sizeof *nicknames->member, compare_names);
	*ret = nicknames;
	return 0;
}

void nicknames_free(struct nicknames *nicknames)
{
	if (nicknames)
		arena_done(&nicknames->arena);
	free(nicknames);
}

/* The first member of that name; n if there is none. */
static size_t first_of(const struct nicknames *nicknames, struct str name)
{
	size_t low = 0, high = nicknames->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(nicknames->member[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < nicknames->n && str_eq(nicknames->member[low].name, name) ? low : nicknames->n;
}

static bool is_in(const struct nicknames *nicknames, struct str name, unsigned group)
{
	for (size_t i = first_of(nicknames, name);
	     i < nicknames->n && str_eq(nicknames->member[i].name, name); i++)
		if (nicknames->member[i].group == group)
			return true;
	return false;
}

bool nicknames_same(const struct nicknames *nicknames, struct str one, struct str other)
{
	if (!nicknames)
		return false;
	for (size_t i = first_of(nicknames, one);
	     i < nicknames->n && str_eq(nicknames->member[i].name, one); i++)
		if (is_in(nicknames, other, nicknames->member[i].group))
			return true;
	return false;
}
