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
	struct str key;
	int status = snapshot_as_kept(r->snapshot, r->input->auth->identity.key, r->input->arena,
	                              &key, r->err);

	if (!status)
		status = snapshot_message(r->snapshot, str_of(r->input->questions->message_key),
		                          r->input->arena, copy, r->err);

	if (status == 0 && copy->found &&
	    (r->input->now_s - copy->at_s > REPLAY_S || !str_eq(copy->party, key)))
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

/* Whose name it is may be the author: in the message's own form then, in which they are compared. */
static int staff_as_shown(struct reader *r)
{
	struct str author = r->input->message->author.full, kept;
	int status = snapshot_as_kept(r->snapshot, author, r->input->arena, &kept, r->err);

	for (size_t i = 0; i < r->ret->staffs && !status; i++)
		if (str_eq(r->ret->staff[i].address, kept))
			r->ret->staff[i].address = author;
	return status;
}

static int read_staff(struct reader *r)
{
	int status = 0;

	for (size_t i = 0; i < STAFF_PLACES && r->ret->staffs == 0 && status == 0; i++) {
		struct str key = r->input->questions->staff_key[i];

		r->ret->staff_place = (enum staff_place)i;
		if (key.n)
			status = snapshot_staff(r->snapshot, key, r->input->arena, r->ret->staff,
			                        HISTORY_STAFF, &r->ret->staffs, r->err);
	}
	return status ? status : staff_as_shown(r);
}

/* What is worst to miss comes first. */
static int (*const readings[])(struct reader *r) = {
	reader_lists,  read_profiles, read_first_copy,      reader_marks,
	reader_site,   read_staff,    reader_correspondent, reader_new_domain,
	reader_owners, reader_sent,   reader_similar,       reader_contacts,
};

/* What is compared with profiles, in their form. */
static int traits_as_kept(struct reader *r, struct traits *ret)
{
	int status = 0;

	*ret = *r->input->traits;
	for (size_t i = 0; i < ret->n && !status; i++)
		status = snapshot_as_kept(r->snapshot, ret->v[i].value, r->input->arena,
		                          &ret->v[i].value, r->err);
	return status;
}

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
	struct traits shown = *input->traits;
	int status;

	memset(ret, 0, sizeof *ret);
	similar_of_site(input, &ret->similar);
	if (!store)
		return note_state(NULL, NULL, input, ret) ? 0 : err_memory(err);
	status = store_snapshot(store, &reader.snapshot, &failure);
	if (status == 0)
		status = traits_as_kept(&reader, &shown);
	if (status == 0)
		status = read_all(&reader);
	snapshot_end(reader.snapshot);
	if (status == ERR_MEMORY || !note_state(store, status ? failure.text : NULL, input, ret))
		return err_memory(err);
	history_compare(&shown, reader_is_aligned(&reader), ret);
	return 0;
}
