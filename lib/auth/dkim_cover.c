/* Only covered fields are handed to libopendkim: it searches all of them once for each name in h=, and a message can have 20,000. */
#include "auth/dkim_cover.h"

#include "auth/dkim.h"

struct dkim_cover_name {
	struct str name;
	size_t most; /* times that one signature names it */
	size_t left; /* fields still to mark */
};

static struct dkim_cover_name *find(const struct dkim_cover *cover, struct str name)
{
	for (size_t i = 0; i < cover->n; i++) {
		if (str_ieq(cover->name[i].name, name))
			return &cover->name[i];
	}
	return NULL;
}

/* How often the list has that name. */
static size_t times(struct str headers, struct str name)
{
	size_t n = 0;
	struct str item;

	while (str_cut(&headers, ':', &item))
		n += str_ieq(item, name);
	return n;
}

bool dkim_cover_add(struct dkim_cover *cover, struct arena *arena, struct str headers)
{
	struct str rest = headers, name;

	while (str_cut(&rest, ':', &name)) {
		struct dkim_cover_name *known = find(cover, name);
		size_t n = times(headers, name);

		if (!known) {
			void *v = cover->name;

			if (!arena_grow(arena, &v, cover->n, &cover->room, sizeof *cover->name))
				return false;
			cover->name = v;
			known = &cover->name[cover->n++];
			*known = (struct dkim_cover_name){ .name = name };
		}
		if (n > known->most)
			known->most = n;
	}
	return true;
}

void dkim_cover_mark(struct dkim_cover *cover, const struct mail *mail, bool *ret)
{
	for (size_t i = 0; i < cover->n; i++)
		cover->name[i].left = cover->name[i].most;
	for (size_t i = mail->fields; i > 0; i--) {
		struct dkim_cover_name *name = find(cover, mail->field[i - 1].name);

		ret[i - 1] = name && name->left;
		if (ret[i - 1])
			name->left--;
	}
}

bool dkim_covers(struct str headers, const char *name, size_t instances)
{
	return instances > 0 && times(headers, str_of(name)) >= instances;
}
