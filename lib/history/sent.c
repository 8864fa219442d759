/* What an answer answers: mail in and out, by the ids that it cites, and by what it quotes. */
#include "history/reader.h"
#include "store/threads.h"

static int read_cited(struct reader *r)
{
	const struct questions *questions = r->input->questions;
	struct history *ret = r->ret;
	int status = 0;

	for (size_t i = 0; i < questions->citeds && !status; i++) {
		struct str id = str_of(questions->cited[i]);

		if (!ret->answered.found)
			status = snapshot_sent(r->snapshot, id, r->input->now_s, &ret->answered,
			                       r->err);
		if (!status)
			status = snapshot_thread(r->snapshot, id, r->input->now_s, &ret->thread,
			                         r->err);
	}
	return status;
}

static bool has_outside(const struct site *site, const struct address_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (!site_is_local(site, list->v[i].domain))
			return true;
	return false;
}

/* The newest mail that it quotes, if one of ours is said to have written it, and if it would have left in the days of which we know
 * all mail that left. Mail among ourselves is not remembered. */
static const struct quoted_mail *quoted_ours(const struct reader *r)
{
	const struct quoted_mail *quoted = r->input->message->quoted_mail;
	const struct site *site = r->input->site;

	if (r->input->message->quoted_mails == 0 || quoted->writer.full.n == 0 ||
	    !site_is_local(site, quoted->writer.domain) || quoted->dated != QUOTE_DATED ||
	    quoted->date.from < r->ret->coverage.since_day ||
	    quoted->date.to > day_of(r->input->now_s) + 1 ||
	    (quoted->others.n && !has_outside(site, &quoted->others)))
		return NULL;
	return quoted;
}

/* By its lines, where no id leads to it. */
static int read_quoted(struct reader *r)
{
	const struct questions *questions = r->input->questions;
	const struct quoted_mail *quoted;
	struct sent_mail sent;
	int status;

	if (r->ret->answered.found || questions->quoted_lines == 0 ||
	    !coverage_is_complete(&r->ret->coverage) || !(quoted = quoted_ours(r)))
		return 0;
	status = snapshot_sent_quoted(r->snapshot, questions->quoted_line, questions->quoted_lines,
	                              r->input->now_s, &sent, r->err);
	if (!status && !sent.found)
		r->ret->never_sent = quoted;
	return status;
}

enum thread_place history_thread_place(const struct history *history, const struct site_key *key,
                                       struct address party)
{
	struct participant participant = participant_of(key, party);

	if (thread_has_address(&history->thread, participant.address))
		return THREAD_PARTY;
	return thread_has_org(&history->thread, participant.org) ? THREAD_COLLEAGUE
	                                                         : THREAD_STRANGER;
}

int reader_sent(struct reader *r)
{
	const struct questions *questions = r->input->questions;
	int status;

	if (!reader_is_inbound(r) || (questions->citeds == 0 && questions->quoted_lines == 0))
		return 0;
	status = snapshot_coverage(r->snapshot, r->input->now_s, &r->ret->coverage, r->err);
	if (!status)
		status = read_cited(r);
	return status ? status : read_quoted(r);
}
