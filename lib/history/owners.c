/* Who else gave the accounts that this message gives. */
#include "history/reader.h"

int reader_owners(struct reader *r)
{
	const struct traits *traits = r->input->traits;
	struct history *ret = r->ret;
	int status = 0;

	for (size_t i = 0; i < traits->n && ret->accounts < HISTORY_ACCOUNTS && !status; i++) {
		struct history_account *account = &ret->account[ret->accounts];

		if (traits->v[i].kind != TRAIT_ACCOUNT)
			continue;
		account->value = traits->v[i].value;
		status = snapshot_account_owners(r->snapshot, account->value, r->input->arena,
		                                 account->owner, HISTORY_OWNERS, &account->owners,
		                                 r->err);
		ret->accounts += status == 0;
	}
	return status;
}
