/* What left was addressed by ours, whatever was thought of it. What came in counts if it is clean, and if nothing about its own thread
 * was found: else an intruder's first mail would vouch for his second. Lists and programs have no participants. */
#include "learn/threads.h"

#include "store/threads.h"
#include "traits/participant.h"

static bool breaks_thread(const struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++)
		if (findings->v[i].family == FAMILY_THREAD)
			return true;
	return false;
}

static bool is_learned(const struct evidence *e, const struct findings *findings,
                       const struct batch *batch)
{
	const struct message *message = e->message;

	if (!e->questions->sent_key[0] || message->is_list || message->is_automatic)
		return false;
	if (e->direction == DIRECTION_OUTBOUND)
		return true;
	return e->direction == DIRECTION_INBOUND && batch->lesson == LESSON_LEARN &&
	       !breaks_thread(findings);
}

static void add_outside(const struct evidence *e, const struct address_list *list,
                        struct thread_record *thread)
{
	bool room = true;

	for (size_t i = 0; i < list->n && room; i++) {
		struct participant party;

		if (list->v[i].domain.name.n == 0 || site_is_local(e->site, list->v[i].domain))
			continue;
		party = participant_of(&e->site->key, list->v[i]);
		room = thread_add(thread, party.address, party.org);
	}
}

bool threads_learn(const struct evidence *e, const struct findings *findings, struct arena *arena,
                   struct batch *ret)
{
	const struct message *message = e->message;
	const struct address_list *const lists[] = { &message->from.list, &message->reply_to.list,
		                                     &message->to.list, &message->cc.list,
		                                     &message->recipient };
	struct thread_record *thread;

	if (!is_learned(e, findings, ret))
		return true;
	thread = arena_array(arena, 1, sizeof *thread);
	if (!thread)
		return false;
	thread->id = str_of(e->questions->sent_key);
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		add_outside(e, lists[i], thread);
	ret->thread = thread;
	return true;
}
