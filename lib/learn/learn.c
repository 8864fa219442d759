/* Who learns what, by verdict: the lesson stands in a table, and the rows are the same whatever it is, because feedback
 * may turn one into another. An identity that isn't proven teaches its own key only; of its domain no more than that
 * somebody wrote in its name. All that a sender chooses is bounded here, before it is kept. */
#include "learn/learn.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/unicode.h"
#include "learn/domains.h"
#include "learn/threads.h"
#include "verdict/json.h"

#define KEY_MAX                                                                                    \
	512 /* the store cuts longer ones; an address and a domain (RFC 5321 §4.5.3.1) need less */
#define ADDRESS_MAX     320
#define LOGGED_MAX      512 /* an id or address in the log */
#define CONTACTS_MAX    50
#define WRITTEN_MAX     20 /* to more than these nobody writes personally */
#define REPLY_MARKS_MAX 4
#define MARK_S          ((int64_t)90 * 24 * 3600)

static const enum batch_lesson lessons[VERDICT_COUNT] = {
	[VERDICT_CLEAN] = LESSON_LEARN,       [VERDICT_SUSPICIOUS] = LESSON_PENDING,
	[VERDICT_MALICIOUS] = LESSON_NOTHING, [VERDICT_EXEMPT] = LESSON_LEARN,
	[VERDICT_ERROR] = LESSON_NOTHING,
};

struct learner {
	const struct judgement *judgement;
	const struct evidence *evidence;
	const struct verdict_options *options;
	struct arena *arena;
	struct batch *ret;
};

static bool is_party(const struct identity *identity)
{
	return identity->key.n && identity->key.n <= KEY_MAX && identity->address.n <= ADDRESS_MAX;
}

/* {NULL, 0} without memory. */
static struct str json_str(struct arena *arena, json_t *object)
{
	AUTO(free_done) char *line = object ? json_line(object) : NULL;

	json_decref(object);
	return line ? arena_str(arena, str_of(line)) : (struct str){ NULL, 0 };
}

static struct str recipients_json(const struct learner *l)
{
	const struct address_list *list = &l->evidence->message->recipient;
	json_t *array = json_array();

	for (size_t i = 0; i < list->n && i < CONTACTS_MAX; i++)
		json_array_append_new(array, json_text(utf8_clip(list->v[i].full, LOGGED_MAX)));
	return json_str(l->arena, array);
}

static bool write_log(struct learner *l)
{
	const struct message *message = l->evidence->message;
	const struct identity *identity = &l->evidence->auth->identity;
	const struct decision *decision = l->judgement->decision;
	struct str from = message->author.full.n ? message->author.full : message->from.raw;
	struct message_record *log = &l->ret->message;

	*log = (struct message_record){
		.key = str_of(l->evidence->questions->message_key),
		.at_s = message->at_s,
		.host = l->options->host.n ? l->options->host : l->judgement->mail->mta,
		.queue_id = utf8_clip(l->judgement->mail->queue_id, LOGGED_MAX),
		.message_id = utf8_clip(message->message_id, LOGGED_MAX),
		.direction = str_of(direction_names[l->evidence->direction]),
		.verdict = str_of(verdict_names[decision->verdict]),
		.action = str_of(action_names[decision->action]),
		.score = l->judgement->score->total,
		.probability = l->judgement->score->probability,
		.threshold = decision->threshold,
		.party = is_party(identity) ? identity->key : (struct str){ "", 0 },
		.domain = is_party(identity) ? identity->domain.org : (struct str){ "", 0 },
		.from = utf8_clip(from, LOGGED_MAX),
		.envelope = utf8_clip(message->envelope.full, LOGGED_MAX),
		.recipients = recipients_json(l),
		.recipient_total = (int64_t)message->recipients,
		.findings = json_str(l->arena,
		                     findings_json(l->judgement->findings, l->options->log_quotes)),
		.authentication = json_str(l->arena, authentication_json(l->evidence->auth)),
	};
	return log->recipients.p && log->findings.p && log->authentication.p;
}

/* All that was shown, or only what says something of the organisation. False without memory. */
static bool add_traits(struct learner *l, bool organisation, struct sighting *ret)
{
	const struct traits *traits = l->evidence->traits;
	struct shown_trait *shown = arena_array(l->arena, traits->n + 1, sizeof *shown);

	if (!shown)
		return false;
	for (size_t i = 0; i < traits->n; i++) {
		const struct trait_row *row = &trait_rows[traits->v[i].kind];

		if (!organisation || !row->personal)
			shown[ret->traits++] =
				(struct shown_trait){ str_of(row->name), traits->v[i].value,
				                      row->strong, row->guarded };
	}
	ret->trait = shown;
	return true;
}

static bool add_sightings(struct learner *l)
{
	const struct identity *identity = &l->evidence->auth->identity;
	struct str seen_key = l->evidence->questions->domain_seen_key;
	struct sighting sighting = {
		.party = identity->key,
		.address = identity->address,
		.domain = identity->domain.org,
		.proof = str_of(proof_names[identity->proof]),
		.at_s = l->evidence->message->at_s,
		.dkim = identity->by & IDENTITY_BY_DKIM,
	};
	struct sighting domain = sighting;

	if (!add_traits(l, false, &sighting))
		return false;
	l->ret->sighting[l->ret->sightings++] = sighting;
	domain.address = (struct str){ "", 0 };
	domain.party = identity->domain_key;
	if (domain.party.n && !add_traits(l, true, &domain))
		return false;
	if (domain.party.n == 0)
		domain.party = seen_key;
	if (domain.party.n && domain.party.n <= KEY_MAX)
		l->ret->sighting[l->ret->sightings++] = domain;
	return true;
}

/* Recipients that are outside, or all. False without memory. */
static bool take_recipients(struct learner *l, bool outside, const struct str **ret, size_t *ret_n)
{
	const struct address_list *list = &l->evidence->message->recipient;
	struct str *v = arena_array(l->arena, CONTACTS_MAX, sizeof *v);
	size_t n = 0;

	if (!v)
		return false;
	for (size_t i = 0; i < list->n && n < CONTACTS_MAX; i++)
		if (list->v[i].full.n <= ADDRESS_MAX &&
		    !(outside && (list->v[i].domain.name.n == 0 ||
		                  site_is_local(l->evidence->site, list->v[i].domain))))
			v[n++] = list->v[i].full;
	*ret = v;
	*ret_n = n;
	return true;
}

/* Only a person who writes to few makes them correspondents. */
static bool add_pairs(struct learner *l)
{
	const struct message *message = l->evidence->message;

	if (l->evidence->direction != DIRECTION_OUTBOUND)
		return take_recipients(l, false, &l->ret->contact, &l->ret->contacts);
	if (message->is_automatic || message->is_bulk || message->recipients > WRITTEN_MAX)
		return true;
	return take_recipients(l, true, &l->ret->written, &l->ret->written_n);
}

static void add_staff(struct learner *l)
{
	const struct message *message = l->evidence->message;
	const struct identity *identity = &l->evidence->auth->identity;

	if (l->evidence->direction == DIRECTION_INBOUND || identity->proof != PROOF_ALIGNED ||
	    !site_is_local(l->evidence->site, identity->domain) || message->is_automatic ||
	    message->is_bulk || l->evidence->questions->staff_key[STAFF_IN_NAME].n == 0)
		return;
	l->ret->staff = (struct staff_name){
		.key = utf8_clip(l->evidence->questions->staff_key[STAFF_IN_NAME], ADDRESS_MAX),
		.name = utf8_clip(message->author.name, ADDRESS_MAX),
		.address = identity->address,
		.days = 1,
		.last_day = day_of(message->at_s),
	};
}

static void mark(struct learner *l, struct mark *v, const char *kind, struct str value)
{
	if (value.n == 0 || value.n > KEY_MAX)
		return;
	v[l->ret->marks++] = (struct mark){
		.kind = str_of(kind),
		.value = value,
		.at_s = l->evidence->message->at_s,
		.expires_s = l->evidence->message->at_s + MARK_S,
		.message = l->ret->message.key,
		.verdict = l->ret->message.verdict,
	};
}

/* Where answers would go; never one of our own, whom anybody can name. */
static void mark_replies(struct learner *l, struct mark *v)
{
	const struct message *message = l->evidence->message;
	const struct address_list *reply = &message->reply_to.list;

	for (size_t i = 0; i < reply->n && i < REPLY_MARKS_MAX; i++)
		if (!address_eq(reply->v[i], message->author) &&
		    !site_is_local(l->evidence->site, reply->v[i].domain))
			mark(l, v, "reply-to", reply->v[i].full);
}

static bool add_marks(struct learner *l)
{
	const struct traits *traits = l->evidence->traits;
	enum verdict verdict = l->judgement->decision->verdict;
	struct mark *v;

	if (l->evidence->direction != DIRECTION_INBOUND ||
	    (verdict != VERDICT_SUSPICIOUS && verdict != VERDICT_MALICIOUS))
		return true;
	v = arena_array(l->arena, 1 + REPLY_MARKS_MAX + TRAITS_MAX, sizeof *v);
	if (!v)
		return false;
	l->ret->mark = v;
	mark(l, v, "identity", l->evidence->auth->identity.key);
	mark_replies(l, v);
	for (size_t i = 0; i < traits->n; i++)
		if (trait_is_fingerprint(traits->v[i].kind))
			mark(l, v, trait_rows[traits->v[i].kind].name, traits->v[i].value);
	return true;
}

/* Whatever its verdict was: it left, and will be answered. */
static bool add_sent(struct learner *l)
{
	const struct questions *questions = l->evidence->questions;
	struct sent_mail *sent;

	if (l->evidence->direction != DIRECTION_OUTBOUND || !questions->sent_key[0])
		return true;
	sent = arena_array(l->arena, 1, sizeof *sent);
	if (!sent)
		return false;
	*sent = (struct sent_mail){ .id = str_of(questions->sent_key),
		                    .lines = questions->own_lines };
	memcpy(sent->line, questions->own_line, questions->own_lines * sizeof sent->line[0]);
	l->ret->sent = sent;
	return true;
}

/* An answer whose In-Reply-To names a host of ours says whether we see all mail that leaves. Only of those whom we wrote to:
 * strangers could cite ids that never were. */
static bool add_coverage(struct learner *l)
{
	const struct message *message = l->evidence->message;
	const struct history *history = l->evidence->history;
	struct str id = arena_lower(l->arena, message->in_reply_to);
	size_t at = str_rchr(id, '@');
	struct domain host = { .name = str_sub(id, at == SIZE_MAX ? id.n : at + 1, id.n) };

	if (l->evidence->direction == DIRECTION_INBOUND && id.n && !message->is_list &&
	    !message->is_automatic && l->evidence->auth->identity.proof == PROOF_ALIGNED &&
	    history->correspondent.trusted) {
		l->ret->cites_found = history->answered.found;
		l->ret->cites = history->answered.found || site_is_local(l->evidence->site, host);
	}
	return id.p;
}

static bool fill(struct learner *l)
{
	if (!write_log(l) || !add_marks(l) || !add_sent(l) || !add_coverage(l))
		return false;
	if (!is_party(&l->evidence->auth->identity))
		return true;
	l->ret->lesson = lessons[l->judgement->decision->verdict];
	if (l->ret->lesson == LESSON_LEARN)
		add_staff(l);
	return add_sightings(l) && add_pairs(l) && domains_learn(l->evidence, l->arena, l->ret) &&
	       threads_learn(l->evidence, l->judgement->findings, l->arena, l->ret);
}

int learn_batch(const struct judgement *judgement, const struct verdict_options *options,
                struct arena *arena, struct batch *ret, struct err *err)
{
	struct batch batch = { .lesson = LESSON_NOTHING };
	struct learner learner = { judgement, judgement->evidence, options, arena, &batch };

	if (judgement->evidence && !fill(&learner))
		return err_memory(err);
	*ret = batch;
	return 0;
}
