/* What earlier messages and the admin left on the parties of this one. */
#include "base/clock.h"
#include "history/reader.h"

#define VIA_DAYS      4 /* a list or forwarder is known after so many days */
#define VIA_SPAN_DAYS 14
#define COUNT(table)  (sizeof(table) / sizeof *(table))

static bool is_established(const struct profile *profile)
{
	return profile->found && profile_established(profile);
}

static bool is_known_via(const struct profile *profile)
{
	return profile->found && profile->days >= VIA_DAYS &&
	       profile->last_day - profile->first_day >= VIA_SPAN_DAYS;
}

/* A stranger can name anybody's address as his Reply-To, and anybody's account or number: what is known to be an
 * established sender's own doesn't bear the mark that the stranger left on it. */
static bool is_own(const struct reader *r, const struct question *asked)
{
	static const struct str reply_to = STR("reply-to");
	const struct profile *sender = &r->ret->sender;
	const struct trait_record *record;

	if (!reader_is_aligned(r) || !is_established(sender))
		return false;
	if (str_eq(asked->kind, reply_to))
		return str_eq(asked->value, r->input->auth->identity.address);
	record = profile_trait(
		sender, asked->kind); /* marks on accounts and numbers bear their trait's name */
	return record && trait_record_value(record, asked->value);
}

/* A retry meets the mark that its first copy left. It is held against what comes later, not against itself; unless there
 * were others before it, which the newest one hides. */
static bool is_of_itself(const struct reader *r, const struct mark *mark)
{
	static const struct str marked = STR("\"dialogue-marked\"");
	const struct message_record *copy = &r->ret->first_copy;

	return copy->found && str_eq(mark->message, copy->key) &&
	       str_find(copy->findings, marked) == SIZE_MAX;
}

static uint32_t silent_days(const struct reader *r)
{
	const struct profile *sender = &r->ret->sender;
	int32_t today = day_of(r->input->now_s);

	return sender->found && today > sender->last_day
	               ? (uint32_t)((int64_t)today - sender->last_day)
	               : 0;
}

/* What is true of an identity that bears no mark of its own. */
static void conclude_established(struct reader *r)
{
	const struct identity *identity = &r->input->auth->identity;
	struct history *ret = r->ret;

	for (size_t i = 0; i < ret->marks; i++)
		if (str_eq(ret->mark[i].asked.kind, str_of("identity")) &&
		    str_eq(ret->mark[i].asked.value, identity->key))
			return;
	ret->established = reader_is_aligned(r) && is_established(&ret->sender);
	ret->domain_established = reader_is_aligned(r) && is_established(&ret->domain);
	ret->via_established = identity->proof == PROOF_VIA && is_known_via(&ret->sender);
}

int reader_marks(struct reader *r)
{
	const struct questions *questions = r->input->questions;
	struct history *ret = r->ret;

	for (size_t i = 0; i < questions->marks && ret->marks < COUNT(ret->mark); i++) {
		struct history_mark *mark = &ret->mark[ret->marks];
		int status;

		mark->asked = questions->mark[i];
		status = snapshot_mark(r->snapshot, mark->asked.kind, mark->asked.value,
		                       r->input->now_s, r->input->arena, &mark->mark, r->err);
		if (status)
			return status;
		if (mark->mark.found && !is_own(r, &mark->asked) && !is_of_itself(r, &mark->mark))
			ret->marks++;
	}
	conclude_established(r);
	ret->silent_days = silent_days(r);
	return 0;
}

static int read_list(struct reader *r, const char *list, const struct question *asked,
                     struct list_entry *entry, size_t max, size_t *n)
{
	int status;

	if (*n == max)
		return 0;
	status = snapshot_list(r->snapshot, str_of(list), asked->kind, asked->value,
	                       r->input->now_s, r->input->arena, &entry[*n], r->err);
	if (status == 0)
		*n += entry[*n].found;
	return status;
}

/* Only From itself can be allowed: a Reply-To or an account is named by whoever likes to. */
static bool can_allow(const struct reader *r, const struct question *asked)
{
	const struct identity *identity = &r->input->auth->identity;

	if (!reader_is_aligned(r))
		return false;
	return str_eq(asked->kind, str_of("address"))
	               ? str_eq(asked->value, identity->address)
	               : str_eq(asked->kind, str_of("domain")) &&
	                         domain_is_under(identity->domain.name, asked->value);
}

int reader_lists(struct reader *r)
{
	const struct questions *questions = r->input->questions;
	struct history *ret = r->ret;
	int status = 0;

	for (size_t i = 0; i < questions->entries && status == 0; i++) {
		const struct question *asked = &questions->entry[i];

		status = read_list(r, "block", asked, ret->block, COUNT(ret->block), &ret->blocks);
		if (status == 0 && can_allow(r, asked))
			status = read_list(r, "allow", asked, ret->allow, COUNT(ret->allow),
			                   &ret->allows);
	}
	return status;
}
