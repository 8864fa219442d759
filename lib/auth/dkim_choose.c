/* Only a signature of the author's domain can prove the author, so junk above it must not use up the places. Whose mail
 * it is is guessed here from the first From field: a wrong guess costs a good signature its place only where there are more than
 * five. */
#include "auth/dkim_choose.h"

#include "party/domain.h"

#define READ_MAX 50

enum rank { RANK_AUTHOR, RANK_RELATED, RANK_OTHER, RANK_UNREADABLE, RANKS };

bool dkim_is_signature(struct str name)
{
	static const struct str signature = STR("DKIM-Signature");

	return str_ieq(name, signature);
}

/* What stands behind From's last "@", in lower case. */
static struct str author_domain(struct arena *arena, const struct mail *mail)
{
	static const struct str stops = STR(">,; \t\r\n()\"");
	const struct field *from = mail_field(mail, "From", 0);
	size_t at = from ? str_rchr(from->value, '@') : SIZE_MAX, n = 0;
	struct str rest;

	if (at == SIZE_MAX)
		return str_make(NULL, 0);
	rest = str_sub(from->value, at + 1, from->value.n);
	while (n < rest.n && str_chr(stops, rest.p[n]) == SIZE_MAX)
		n++;
	return arena_lower(arena, str_sub(rest, 0, n));
}

static enum rank rank_of(const struct dkim_field *field, struct str author)
{
	if (field->unreadable)
		return RANK_UNREADABLE;
	if (str_eq(field->domain, author))
		return RANK_AUTHOR;
	if (domain_is_under(field->domain, author) || domain_is_under(author, field->domain))
		return RANK_RELATED;
	return RANK_OTHER;
}

static bool read_all(struct arena *arena, const struct mail *mail, struct dkim_candidates *ret)
{
	for (size_t i = 0; i < mail->fields; i++) {
		struct dkim_candidate *candidate = &ret->v[ret->n];

		if (!dkim_is_signature(mail->field[i].name) || ret->total++ >= READ_MAX)
			continue;
		if (!dkim_field_read(arena, mail->field[i].raw, &candidate->read))
			return false;
		candidate->at = i;
		ret->n++;
	}
	return true;
}

bool dkim_choose(struct arena *arena, const struct mail *mail, size_t max,
                 struct dkim_candidates *ret)
{
	struct dkim_candidates all = { .v = arena_array(arena, READ_MAX + 1, sizeof *all.v) };
	struct str author;
	size_t left = max;

	if (!all.v || !read_all(arena, mail, &all))
		return false;
	author = author_domain(arena, mail);
	for (enum rank rank = RANK_AUTHOR; rank < RANKS; rank++) {
		for (size_t i = 0; i < all.n && left; i++) {
			if (rank_of(&all.v[i].read, author) != rank)
				continue;
			all.v[i].chosen = true;
			left--;
		}
	}
	*ret = all;
	return true;
}
