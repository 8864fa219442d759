/* The admin's lists are asked for each party that a message would lead money or an answer to, with its domains from
 * the name itself up to the organisation. All bounds together stay below QUESTIONS_MAX, so that no part of a
 * message can crowd out another. */
#include "traits/questions.h"

#include "party/person.h"

#define SUBJECT_NAME_MAX 60 /* bytes of a subject that is a name alone */

#define AUTHORS_MAX      3
#define REPLIES_MAX      6
#define DOMAINS_MAX      4 /* of an address: the name, and the nearest to the organisation */

#define NUMBERS_MAX      (TEXT_ACCOUNTS_MAX + TEXT_PHONES_MAX)
_Static_assert((AUTHORS_MAX + REPLIES_MAX) * (1 + DOMAINS_MAX) + NUMBERS_MAX <= QUESTIONS_MAX,
               "entries");
_Static_assert(2 + REPLIES_MAX * 2 + NUMBERS_MAX <= QUESTIONS_MAX, "marks");

static void ask(struct question *list, size_t *n, const char *kind, struct str value)
{
	if (value.n == 0 || *n == QUESTIONS_MAX)
		return;
	for (size_t i = 0; i < *n; i++)
		if (str_eq(list[i].kind, str_of(kind)) && str_eq(list[i].value, value))
			return;
	list[(*n)++] = (struct question){ str_of(kind), value };
}

/* These four stay when a message is relayed, retried or read from an archive. */
void questions_message_key(const struct mail *mail, const struct message *message,
                           const struct site_key *key, char ret[KEYED_HEX_SIZE])
{
	const struct field *date = mail_field(mail, "Date", 0);
	struct keyed_stream stream;

	keyed_begin(&stream, key, "message");
	keyed_part(&stream, message->message_id);
	keyed_part(&stream, message->from.raw);
	keyed_part(&stream, date ? str_trim(date->value) : (struct str){ NULL, 0 });
	keyed_part(&stream, str_of(mail->body_digest));
	keyed_end(&stream, ret);
}

static void ask_domains(struct questions *ret, struct domain domain)
{
	struct str parent[DOMAINS_MAX - 1], rest = domain.name, label;
	size_t n = 0;

	ask(ret->entry, &ret->entries, "domain", domain.name);
	while (rest.n > domain.org.n && str_cut(&rest, '.', &label))
		parent[n++ % (DOMAINS_MAX - 1)] = rest; /* keeps the last ones */
	for (size_t i = 0; i < n && i < DOMAINS_MAX - 1; i++)
		ask(ret->entry, &ret->entries, "domain", parent[i]);
}

static void ask_entries(const struct address_list *list, size_t max, struct questions *ret)
{
	for (size_t i = 0; i < list->n && i < max; i++) {
		ask(ret->entry, &ret->entries, "address", list->v[i].full);
		ask_domains(ret, list->v[i].domain);
	}
}

/* An address that was a marked Reply-To may write itself now, and one that wrote may be the Reply-To now. */
static void ask_marks(const struct trait_input *input, struct questions *ret)
{
	const struct message *message = input->message;
	const struct address_list *reply = &message->reply_to.list;

	ask(ret->mark, &ret->marks, "identity", input->auth->identity.key);
	ask(ret->mark, &ret->marks, "reply-to", message->author.full);
	for (size_t i = 0; i < reply->n && i < REPLIES_MAX; i++) {
		if (address_eq(reply->v[i], message->author))
			continue;
		ask(ret->mark, &ret->marks, "reply-to", reply->v[i].full);
		ask(ret->mark, &ret->marks, "identity", reply->v[i].full);
	}
}

/* Accounts and phone numbers. */
static void ask_fingerprints(const struct traits *traits, struct questions *ret)
{
	for (size_t i = 0; i < traits->n; i++) {
		const char *kind = trait_rows[traits->v[i].kind].name;

		if (!trait_is_fingerprint(traits->v[i].kind))
			continue;
		ask(ret->mark, &ret->marks, kind, traits->v[i].value);
		ask(ret->entry, &ret->entries, kind, traits->v[i].value);
	}
}

static void cite(const struct trait_input *input, struct str id, struct questions *ret)
{
	char key[KEYED_HEX_SIZE];

	if (id.n == 0 || ret->citeds == QUESTIONS_CITED)
		return;
	keyed_hex(input->key, "message-id", id, key);
	for (size_t i = 0; i < ret->citeds; i++)
		if (strcmp(ret->cited[i], key) == 0)
			return;
	memcpy(ret->cited[ret->citeds++], key, sizeof key);
}

/* Of the thread: what it answers, then the newest. */
static void ask_thread(const struct trait_input *input, struct questions *ret)
{
	const struct message *message = input->message;

	if (message->message_id.n)
		keyed_hex(input->key, "message-id", message->message_id, ret->sent_key);
	cite(input, message->in_reply_to, ret);
	cite(input, message->returned_id, ret);
	for (size_t i = message->references; i-- > 0;)
		cite(input, message->reference[i], ret);
	ret->own_lines = lines_digest(input->key, &input->text->own, ret->own_line);
	ret->quoted_lines = lines_digest(input->key, &input->text->quoted, ret->quoted_line);
}

static bool make_domain_seen_key(const struct trait_input *input, struct questions *ret)
{
	struct str key = input->auth->identity.aligned_domain_key;

	if (key.n == 0)
		return true;
	ret->domain_seen_key = arena_printf(input->arena, STR_FMT " unproven", STR_ARG(key));
	return ret->domain_seen_key.p;
}

/* Nothing for one word, too. */
static bool make_person_key(struct arena *arena, struct str text, struct str *ret)
{
	struct person_name name;

	if (text.n == 0)
		return true;
	if (!person_name_init(arena, text, &name))
		return false;
	*ret = person_key(arena, &name);
	return true;
}

static bool make_staff_keys(const struct trait_input *input, struct questions *ret)
{
	const struct address_list *from = &input->message->from.list;
	struct str subject = input->message->subject;

	if (from->n &&
	    (!make_person_key(input->arena, from->v[0].name, &ret->staff_key[STAFF_IN_NAME]) ||
	     !make_person_key(input->arena, person_bare_local(from->v[0].local),
	                      &ret->staff_key[STAFF_IN_LOCAL])))
		return false;
	return subject.n > SUBJECT_NAME_MAX ||
	       make_person_key(input->arena, subject, &ret->staff_key[STAFF_IN_SUBJECT]);
}

int questions_ask(const struct trait_input *input, const struct traits *traits,
                  struct questions *ret, struct err *err)
{
	memset(ret, 0, sizeof *ret);
	questions_message_key(input->mail, input->message, input->key, ret->message_key);
	ask_marks(input, ret);
	ask_entries(&input->message->from.list, AUTHORS_MAX, ret);
	ask_entries(&input->message->reply_to.list, REPLIES_MAX, ret);
	ask_fingerprints(traits, ret);
	ask_thread(input, ret);
	if (!make_domain_seen_key(input, ret) || !make_staff_keys(input, ret) ||
	    !parties_see(input, &ret->parties))
		return err_memory(err);
	return 0;
}
