/* One snapshot, look-ups by key only. Reading stops at the first failure of the store: what was read stands, what wasn't is
 * unknown, and every conclusion is drawn beside the reading it rests on, so that unknown never looks like new. */
#include "history/history.h"

#include "history/compare.h"
#include "history/reader.h"

#define REPLAY_S     ((int64_t)30 * 24 * 3600) /* the log is asked that far back */
#define COUNT(table) (sizeof(table) / sizeof *(table))

int reader_profile(struct reader *r, struct str key, struct profile *ret)
{
	return key.n ? snapshot_profile(r->snapshot, key, r->input->arena, ret, r->err) : 0;
}

/* The same message in another identity's hands is another message: its key covers neither Reply-To nor proof. */
static int read_first_copy(struct reader *r)
{
	struct message_record *copy = &r->ret->first_copy;
	int status = snapshot_message(r->snapshot, str_of(r->input->questions->message_key),
	                              r->input->arena, copy, r->err);

	if (status == 0 && copy->found &&
	    (r->input->now_s - copy->at_s > REPLAY_S ||
	     !str_eq(copy->party, r->input->auth->identity.key)))
		*copy = (struct message_record){ 0 };
	return status;
}

static int read_profiles(struct reader *r)
{
	const struct identity *identity = &r->input->auth->identity;
	struct history *ret = r->ret;
	int status = reader_profile(r, identity->key, &ret->sender);

	if (status)
		return status;
	if (reader_is_aligned(r))
		return reader_profile(r, identity->domain_key, &ret->domain);
	status = reader_profile(r, identity->aligned_key, &ret->aligned);
	return status ? status
	              : reader_profile(r, identity->aligned_domain_key, &ret->aligned_domain);
}

static int read_staff(struct reader *r)
{
	struct str key = r->input->questions->staff_key;

	return key.n ? snapshot_staff(r->snapshot, key, r->input->arena, r->ret->staff,
	                              HISTORY_STAFF, &r->ret->staffs, r->err)
	             : 0;
}

/* What is worst to miss comes first. */
static int (*const readings[])(struct reader *r) = {
	reader_lists,  read_profiles, read_first_copy,      reader_marks,
	reader_site,   read_staff,    reader_correspondent, reader_new_domain,
	reader_owners, reader_sent,   reader_similar,       reader_contacts,
};

static int read_all(struct reader *r)
{
	int status = 0;

	for (size_t i = 0; i < COUNT(readings) && status == 0; i++)
		status = readings[i](r);
	return status;
}

/* The store's own state, or degraded where it failed for this message alone. */
static bool note_state(struct store *store, const char *failure, const struct history_input *input,
                       struct history *ret)
{
	char why[sizeof((struct err *)NULL)->text] = "";

	ret->store = store_state(store, why, sizeof why);
	if (failure && (ret->store == STORE_OK || ret->store == STORE_READONLY))
		ret->store = STORE_DEGRADED;
	ret->store_why = arena_str(input->arena, str_of(failure && !*why ? failure : why));
	return ret->store_why.p;
}

int history_read(struct store *store, const struct history_input *input, struct history *ret,
                 struct err *err)
{
	struct err failure = { .text = "" };
	struct reader reader = { .input = input, .ret = ret, .err = &failure };
	int status;

	memset(ret, 0, sizeof *ret);
	similar_of_site(input, &ret->similar);
	if (!store)
		return note_state(NULL, NULL, input, ret) ? 0 : err_memory(err);
	status = store_snapshot(store, &reader.snapshot, &failure);
	if (status == 0)
		status = read_all(&reader);
	snapshot_end(reader.snapshot);
	if (status == ERR_MEMORY || !note_state(store, status ? failure.text : NULL, input, ret))
		return err_memory(err);
	history_compare(input->traits, reader_is_aligned(&reader), ret);
	return 0;
}
