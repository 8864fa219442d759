#include "indicators/pose.h"

#include "base/unicode.h"
#include "party/punycode.h"

#define LABEL_FEWEST 4 /* letters of a name that a display name shows */

/* The letters and digits alone, lower case, without diacritics. */
static struct str squeeze(struct arena *arena, struct str text)
{
	struct str ascii = unicode_ascii(arena, text), ret = { NULL, 0 };
	char *room = arena_alloc(arena, ascii.n + 1);

	if (!ascii.p || !room)
		return ret;
	ret.p = room;
	for (size_t i = 0; i < ascii.n; i++)
		if ((ascii.p[i] >= 'a' && ascii.p[i] <= 'z') ||
		    (ascii.p[i] >= '0' && ascii.p[i] <= '9'))
			room[ret.n++] = ascii.p[i];
	return ret;
}

/* "Acme Supplies Ltd" for acme-supplies.example. */
static bool name_shows(const struct evidence *e, struct domain known)
{
	const struct address_list *from = &e->message->from.list;
	struct str label, name;

	if (from->n == 0 || from->v[0].name.n == 0)
		return false;
	label = squeeze(e->arena, punycode_label(e->arena, domain_label(known)));
	name = squeeze(e->arena, from->v[0].name);
	return label.n >= LABEL_FEWEST && str_find(name, label) != SIZE_MAX;
}

static bool is_id_of(struct str id, struct domain known)
{
	size_t at = str_rchr(id, '@');

	return at != SIZE_MAX && domain_is_under(str_sub(id, at + 1, id.n), known.org);
}

static bool answers(const struct evidence *e, struct domain known)
{
	const struct message *message = e->message;

	for (size_t i = 0; i < message->references; i++)
		if (is_id_of(message->reference[i], known))
			return true;
	return is_id_of(message->in_reply_to, known);
}

static bool names(const struct evidence *e, struct domain known)
{
	const struct named *named = &e->text->named;

	for (size_t i = 0; i < named->domains; i++)
		if (domain_same_org(named->domain[i], known))
			return true;
	return false;
}

static const struct claim {
	bool (*holds)(const struct evidence *e, struct domain known);
	const char *words;
} claims[] = {
	{ name_shows, "and the display name shows it" },
	{ answers, "and it poses as an answer in a thread of it" },
	{ names, "and the text names it" },
};

const char *pose_of(const struct evidence *e, struct domain known)
{
	for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
		if (claims[i].holds(e, known))
			return claims[i].words;
	return NULL;
}
