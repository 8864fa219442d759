#include "becctl/named.h"

#include "party/address.h"

int named_party(struct cli *cli, struct arena *arena, const char *written, struct str *ret,
                struct err *err)
{
	struct str text = str_trim(str_of(written));
	size_t at = str_chr(text, '@');
	struct address address;
	struct domain domain;
	bool ok;

	if (at != SIZE_MAX && at > 0) {
		ok = address_init(arena, cli->config->domains, text, (struct str){ "", 0 },
		                  &address);
		*ret = address.full;
		return ok ? 0 : err_memory(err);
	}
	text = at == 0 ? str_sub(text, 1, text.n) : text;
	ok = domain_init(arena, cli->config->domains, text, &domain);
	if (ok)
		*ret = arena_printf(arena, "@" STR_FMT, STR_ARG(domain.name));
	return ok && ret->p ? 0 : err_memory(err);
}

int named_address(struct cli *cli, struct arena *arena, const char *written, struct str *ret,
                  struct err *err)
{
	int status = named_party(cli, arena, written, ret, err);
	size_t at = status ? 0 : str_chr(*ret, '@');

	if (status)
		return status;
	return at == 0 || at == SIZE_MAX || at + 1 == ret->n
	               ? err_set(err, ERR_USAGE, "\"%s\" is no address", written)
	               : 0;
}
