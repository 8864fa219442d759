#include "site/site.h"

int site_index(struct arena *arena, struct site *site, struct err *err)
{
	size_t n = site->locals + site->partners;

	site->known = arena_array(arena, n + 1, sizeof *site->known);
	if (!site->known)
		return err_memory(err);
	for (size_t i = 0; i < n; i++)
		site->known[i] =
			i < site->locals ? site->local[i] : site->partner[i - site->locals].domain;
	return lookalike_index_init(arena, &site->key, site->known, n, &site->lookalikes, err);
}

bool site_is_local(const struct site *site, struct domain domain)
{
	for (size_t i = 0; i < site->locals; i++)
		if (domain_is_under(domain.name, site->local[i].name))
			return true;
	return false;
}

/* How surely `shown` is the person, under any spelling. */
static double match(const struct site *site, const struct site_person *person,
                    const struct person_name *shown)
{
	double best = 0;

	for (size_t i = 0; i < person->spellings; i++) {
		double strength = person_match(site->nicknames, &person->spelling[i], shown);

		if (strength > best)
			best = strength;
	}
	return best;
}

const struct site_person *site_person_shown(const struct site *site,
                                            const struct person_name *shown, double *ret_strength)
{
	const struct site_person *best = NULL;

	*ret_strength = 0;
	for (size_t i = 0; i < site->persons; i++) {
		double strength = match(site, &site->person[i], shown);

		if (strength > *ret_strength) {
			*ret_strength = strength;
			best = &site->person[i];
		}
	}
	return best;
}

bool site_person_has(const struct site_person *person, struct address address)
{
	for (size_t i = 0; i < person->addresses; i++)
		if (address_eq(person->address[i], address))
			return true;
	return false;
}
