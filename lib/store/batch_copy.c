#include "store/batch.h"

#include "base/auto.h"
#include "store/addresses.h"
#include "store/domain_keys.h"
#include "store/kept.h"
#include "store/queue.h"
#include "store/record_json.h"

struct keeper {
	struct arena *arena;
	const struct site_key *hide; /* NULL: addresses stay as they are */
};

/* What is compared with rows must be as it stands in them. */
static bool hide(const struct keeper *k, struct str *s)
{
	AUTO(buf_done) struct buf hidden = { 0 };

	if (!k->hide || str_chr(*s, '@') == SIZE_MAX)
		return true;
	buf_init(&hidden, JOB_BYTES_MAX);
	addresses_hide(k->hide, *s, &hidden);
	*s = arena_str(k->arena, buf_str(&hidden));
	return !hidden.cut && s->p;
}

static bool keep(const struct keeper *k, struct str *s, size_t max)
{
	*s = kept_copy(k->arena, *s, max);
	return s->p != NULL && hide(k, s);
}

static bool keep_whole(const struct keeper *k, struct str *s)
{
	*s = kept_whole(k->arena, *s);
	return s->p != NULL && hide(k, s);
}

static bool keep_message(const struct keeper *k, struct message_record *m)
{
	struct str *key[] = { &m->key,       &m->host,    &m->queue_id, &m->message_id,
		              &m->direction, &m->verdict, &m->action,   &m->party,
		              &m->domain,    &m->from,    &m->envelope };
	struct str *whole[] = { &m->recipients, &m->findings, &m->authentication };
	bool ok = true;

	for (size_t i = 0; i < sizeof key / sizeof key[0]; i++)
		ok &= keep(k, key[i], KEPT_KEY_MAX);
	for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
		ok &= keep_whole(k, whole[i]);
	return ok;
}

static bool keep_sighting(const struct keeper *k, struct sighting *s)
{
	struct str *key[] = { &s->party, &s->address, &s->domain, &s->proof };
	struct shown_trait *trait;
	bool ok = true;

	s->traits = s->traits < SIGHTING_TRAITS_MAX ? s->traits : SIGHTING_TRAITS_MAX;
	trait = arena_array(k->arena, s->traits, sizeof *trait);
	for (size_t i = 0; i < sizeof key / sizeof key[0]; i++)
		ok &= keep(k, key[i], KEPT_KEY_MAX);
	for (size_t i = 0; trait && i < s->traits; i++) {
		trait[i] = s->trait[i];
		ok &= keep(k, &trait[i].kind, KEPT_KEY_MAX) &&
		      keep(k, &trait[i].value, KEPT_VALUE_MAX);
	}
	s->trait = trait;
	return ok && trait;
}

static bool keep_list(const struct keeper *k, const struct str **list, size_t *n)
{
	struct str *copy;
	bool ok = true;

	*n = *n < LESSON_LIST_MAX ? *n : LESSON_LIST_MAX;
	copy = arena_array(k->arena, *n, sizeof *copy);
	for (size_t i = 0; copy && i < *n; i++) {
		copy[i] = (*list)[i];
		ok &= keep(k, &copy[i], KEPT_KEY_MAX);
	}
	*list = copy;
	return ok && copy;
}

static bool keep_marks(const struct keeper *k, struct batch *batch)
{
	struct mark *mark;
	bool ok = true;

	batch->marks = batch->marks < LESSON_LIST_MAX ? batch->marks : LESSON_LIST_MAX;
	mark = arena_array(k->arena, batch->marks, sizeof *mark);
	for (size_t i = 0; mark && i < batch->marks; i++) {
		mark[i] = batch->mark[i];
		mark[i].message = batch->message.key;
		if (mark[i].at_s == 0)
			mark[i].at_s = batch->message.at_s;
		if (mark[i].expires_s == 0)
			mark[i].expires_s = mark[i].at_s + (int64_t)MARK_DAYS * 86400;
		ok &= keep(k, &mark[i].kind, KEPT_KEY_MAX) &&
		      keep(k, &mark[i].value, KEPT_KEY_MAX) &&
		      keep(k, &mark[i].verdict, KEPT_KEY_MAX);
	}
	batch->mark = mark;
	return ok && mark;
}

static bool keep_staff(const struct keeper *k, struct staff_name *staff)
{
	return keep(k, &staff->key, KEPT_KEY_MAX) && keep(k, &staff->name, KEPT_KEY_MAX) &&
	       keep(k, &staff->address, KEPT_KEY_MAX);
}

static bool keep_sent(const struct keeper *k, const struct sent_mail **sent)
{
	struct sent_mail *copy;

	if (!*sent)
		return true;
	copy = arena_alloc(k->arena, sizeof *copy);
	if (!copy)
		return false;
	*copy = **sent;
	copy->lines = copy->lines < SENT_LINES_MAX ? copy->lines : SENT_LINES_MAX;
	*sent = copy;
	return keep(k, &copy->id, KEPT_KEY_MAX);
}

static bool keep_thread(const struct keeper *k, const struct thread_record **thread)
{
	struct thread_record *copy;

	if (!*thread)
		return true;
	copy = arena_alloc(k->arena, sizeof *copy);
	if (!copy)
		return false;
	*copy = **thread;
	copy->parties = copy->parties < THREAD_PARTIES_MAX ? copy->parties : THREAD_PARTIES_MAX;
	*thread = copy;
	return keep(k, &copy->id, KEPT_KEY_MAX);
}

static bool keep_domains(const struct keeper *k, struct batch *batch)
{
	struct domain_keys *domain;
	bool ok = true;

	batch->domains = batch->domains < LESSON_LIST_MAX ? batch->domains : LESSON_LIST_MAX;
	domain = arena_array(k->arena, batch->domains, sizeof *domain);
	for (size_t i = 0; domain && i < batch->domains; i++) {
		size_t n = batch->domain[i].keys < DOMAIN_KEYS_MAX ? batch->domain[i].keys
		                                                   : DOMAIN_KEYS_MAX;
		uint64_t *key = arena_array(k->arena, n, sizeof *key);

		domain[i] = batch->domain[i];
		if (key && n)
			memcpy(key, domain[i].key, n * sizeof *key);
		domain[i].key = key;
		domain[i].keys = n;
		ok &= key && keep(k, &domain[i].domain, KEPT_KEY_MAX) &&
		      keep(k, &domain[i].address, KEPT_KEY_MAX);
	}
	batch->domain = domain;
	return ok && domain;
}

/* Here and not by the writer: whoever brings a message has time, the writer has everybody's. */
static bool pack_lesson(struct arena *arena, struct batch *batch)
{
	AUTO(free_done) char *packed = lesson_pack(batch);

	batch->message.batch = packed ? arena_str(arena, str_of(packed)) : (struct str){ NULL, 0 };
	return batch->message.batch.p;
}

struct batch *batch_copy(struct arena *arena, const struct site_key *hide,
                         const struct batch *batch)
{
	const struct keeper keeper = { arena, hide }, *k = &keeper;
	struct batch *copy = arena_alloc(k->arena, sizeof *copy);
	bool ok;

	if (!copy)
		return NULL;
	*copy = *batch;
	if (copy->sightings && copy->sighting[0].party.n == 0) /* no identity, no history */
		copy->sightings = 0;
	ok = keep_message(k, &copy->message);
	for (size_t i = 0; i < copy->sightings; i++)
		ok &= keep_sighting(k, &copy->sighting[i]);
	ok &= keep_list(k, &copy->contact, &copy->contacts) &&
	      keep_list(k, &copy->written, &copy->written_n);
	ok &= keep_marks(k, copy) && keep_staff(k, &copy->staff) && keep_sent(k, &copy->sent) &&
	      keep_thread(k, &copy->thread) && keep_domains(k, copy);
	return ok && pack_lesson(arena, copy) ? copy : NULL;
}
