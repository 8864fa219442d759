/* What an answer answers: mail of ours that left, by the ids that it cites. */
#include "history/reader.h"

int reader_sent(struct reader *r)
{
	const struct questions *questions = r->input->questions;
	struct history *ret = r->ret;
	int status;

	if (!reader_is_inbound(r) || questions->citeds == 0)
		return 0;
	status = snapshot_coverage(r->snapshot, r->input->now_s, &ret->coverage, r->err);
	for (size_t i = 0; i < questions->citeds && !status && !ret->answered.found; i++)
		status = snapshot_sent(r->snapshot, str_of(questions->cited[i]), r->input->now_s,
		                       &ret->answered, r->err);
	return status;
}
