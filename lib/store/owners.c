#include "store/owners.h"

#include "store/kept.h"
#include "store/snapshot.h"

struct owners {
	struct arena *arena;
	struct account_owner *v;
	size_t n, max;
};

/* party, address, domain, proof, days */
static int take_owner(void *context, const struct db_column *column, size_t columns,
                      struct err *err)
{
	struct owners *owners = context;
	struct account_owner *owner = &owners->v[owners->n];
	struct str *const text[] = { &owner->party, &owner->address, &owner->domain,
		                     &owner->proof };
	const size_t texts = sizeof text / sizeof text[0];

	if (owners->n == owners->max)
		return 1;
	if (columns != texts + 1)
		return err_set(err, ERR_INTERNAL, "account_owners gives %zu columns", columns);
	for (size_t i = 0; i < texts; i++) {
		*text[i] = arena_str(owners->arena, column[i].value.text);
		if (!text[i]->p)
			return err_memory(err);
	}
	owner->days = column[texts].value.integer > 0 && column[texts].value.integer <= UINT32_MAX
	                      ? (uint32_t)column[texts].value.integer
	                      : 0;
	owners->n++;
	return 0;
}

int snapshot_account_owners(struct snapshot *snapshot, struct str account, struct arena *arena,
                            struct account_owner *ret, size_t max, size_t *ret_n, struct err *err)
{
	char room[KEPT_VALUE_MAX];
	struct owners owners = { .arena = arena, .v = ret, .max = max };
	struct db_value arguments[] = { db_text(kept(account, room, sizeof room)),
		                        db_integer((int64_t)max) };
	int status = snapshot_run(snapshot, STATEMENT_ACCOUNT_OWNERS, arguments, 2, take_owner,
	                          &owners, err);

	*ret_n = status ? 0 : owners.n;
	return status;
}
