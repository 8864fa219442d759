#include "openbec/forged.h"

#include <stdlib.h>
#include <strings.h>

#include "mail/mail.h"

/* Whether `text` begins with the name, quoted pairs undone: "mx\.example" is mx.example. */
static bool begins(struct str text, struct str id)
{
	size_t n = 0;

	for (size_t i = 0; n < id.n; i++, n++) {
		if (i < text.n && text.p[i] == '\\')
			i++;
		if (!str_ieq(str_sub(text, i, 1), str_sub(id, n, 1)))
			return false;
	}
	return true;
}

/* Anything that a reader might take for our name in the place of the id: in comments, in quotes, behind a fold. */
static bool bears(struct str value, struct str id)
{
	size_t end = str_chr(value, ';');
	struct str before = str_sub(value, 0, end == SIZE_MAX ? value.n : end);

	for (size_t i = 0; i + id.n <= before.n; i++) {
		if (begins(str_sub(before, i, before.n), id))
			return true;
	}
	return false;
}

static bool add(struct forged *forged, const char *name, int instance)
{
	if (forged->n > FORGED_MAX) /* one more than the limit is enough to know */
		return true;
	if (forged->n == forged->room) {
		size_t room = forged->room ? 4 * forged->room : 8;
		struct forged_field *grown = realloc(forged->v, room * sizeof *grown);

		if (!grown)
			return false;
		forged->v = grown;
		forged->room = room;
	}
	forged->v[forged->n] = (struct forged_field){ str_dup(str_of(name)), instance };
	if (!forged->v[forged->n].name)
		return false;
	forged->n++;
	return true;
}

static int instances(const struct forged *forged, const char *name)
{
	int n = 0;

	for (size_t i = 0; i < forged->n; i++)
		n += strcasecmp(forged->v[i].name, name) == 0;
	return n;
}

bool forged_look(struct forged *forged, struct str id, const char *name, struct str value)
{
	if (field_is_ours(str_of(name)))
		return add(forged, name, instances(forged, name) + 1);
	if (strcasecmp(name, "Authentication-Results") != 0)
		return true;
	forged->authres++;
	return id.n == 0 || !bears(value, id) || add(forged, name, forged->authres);
}

void forged_done(struct forged *forged)
{
	for (size_t i = 0; i < forged->n; i++)
		free(forged->v[i].name);
	free(forged->v);
	*forged = (struct forged){ 0 };
}
