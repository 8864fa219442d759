/* The addressing fields, each instance on its own: GMime would merge them, and the number of From
 * fields is a sign. Two readers look at each value, mailbox_scan() and GMime. The mailboxes are the
 * first one's; GMime decodes their names, and where it sees an address that the first doesn't,
 * there is no author. */
#include <gmime/gmime.h>

#include "base/unicode.h"
#include "mail/mailbox.h"
#include "mail/message_parts.h"

#define ADDRESSES_MAX 1000
/* All addressing fields together are read as far as this; some 3,000 addresses. */
#define ADDRESSING_MAX ((size_t)256 << 10)
/* GMime recurses on nested groups ("a:a:a:...") and would end the stack. */
#define COLONS_MAX 200

static const struct addressing {
	struct str name;
	size_t offset; /* of its parties in struct message */
} addressing[] = {
	{ STR("From"), offsetof(struct message, from) },
	{ STR("Sender"), offsetof(struct message, sender) },
	{ STR("Reply-To"), offsetof(struct message, reply_to) },
	{ STR("To"), offsetof(struct message, to) },
	{ STR("Cc"), offsetof(struct message, cc) },
	{ STR("Resent-From"), offsetof(struct message, resent_from) },
};

#define ADDRESSINGS (sizeof addressing / sizeof *addressing)

struct reader {
	struct message_job *job;
	size_t left;              /* of ADDRESSING_MAX */
	size_t room[ADDRESSINGS]; /* of each list */
	bool unclear[ADDRESSINGS];
};

/* One value on its way into its parties. */
struct value {
	struct message_job *job;
	struct mailbox_list mailbox;
	struct address *address; /* of each mailbox */
	bool *named;
	size_t next;  /* GMime's next mailbox should be this one */
	bool differs; /* GMime sees another one */
	bool failed;
};

static struct str blank_colons(struct arena *arena, struct str value)
{
	char *p = header_cstring(arena, value);
	size_t colons = 0;

	for (size_t i = 0; p && i < value.n; i++)
		if (p[i] == ':' && ++colons > COLONS_MAX)
			p[i] = ' ';
	return str_make(p, p ? value.n : 0);
}

/* The index of that address among the mailboxes; their number if it isn't there. Both readers go
 * from left to right, so it is mostly the next. */
static size_t find_mailbox(const struct value *value, struct address wanted)
{
	size_t n = value->mailbox.n;

	for (size_t i = 0; i < n; i++) {
		size_t k = (value->next + i) % n;

		if (address_eq(value->address[k], wanted))
			return k;
	}
	return n;
}

static void compare_mailbox(struct value *value, InternetAddressMailbox *seen)
{
	struct str spec = str_of(internet_address_mailbox_get_idn_addr(seen)), name;
	struct address address;
	size_t k;

	if (str_chr(spec, '@') ==
	    SIZE_MAX) /* a word that stands for itself: seen as broken already */
		return;
	name = header_owned(value->job, internet_address_get_name(INTERNET_ADDRESS(seen)));
	spec = header_owned(value->job, spec.p);
	if (!name.p || !spec.p || !header_address(value->job, spec, name, &address)) {
		value->failed = true;
		return;
	}
	k = find_mailbox(value, address);
	if (k == value->mailbox.n) {
		value->differs = true;
		return;
	}
	value->next = k + 1;
	if (!value->named[k])
		value->address[k].name = address.name;
	value->named[k] = true;
}

/* Groups hold no groups: blank_colons() bounds what GMime makes of them, and deeper ones are passed
 * over. */
static void compare_list(struct value *value, InternetAddressList *list)
{
	int n = internet_address_list_length(list);

	for (int i = 0; i < n && i <= ADDRESSES_MAX && !value->failed; i++) {
		InternetAddress *address = internet_address_list_get_address(list, i);
		InternetAddressList *members;

		if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
			compare_mailbox(value, INTERNET_ADDRESS_MAILBOX(address));
			continue;
		}
		members = internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address));
		for (int k = 0; k < internet_address_list_length(members) && !value->failed; k++) {
			InternetAddress *member = internet_address_list_get_address(members, k);

			if (INTERNET_ADDRESS_IS_MAILBOX(member))
				compare_mailbox(value, INTERNET_ADDRESS_MAILBOX(member));
		}
	}
}

/* Where GMime didn't see the mailbox ("Ann [Acme] <ann@acme.example>") its name is decoded
 * alone. */
static void name_the_rest(struct value *value)
{
	struct arena *arena = &value->job->mail->arena;

	for (size_t i = 0; i < value->mailbox.n && !value->failed; i++) {
		char *cstring, *decoded;

		if (value->named[i] || value->mailbox.v[i].name.n == 0)
			continue;
		cstring = header_cstring(arena, value->mailbox.v[i].name);
		if (!cstring) {
			value->failed = true;
			return;
		}
		g_mime_utils_unquote_string(cstring);
		decoded = g_mime_utils_header_decode_phrase(NULL, cstring);
		value->address[i].name = str_trim(header_owned(value->job, decoded));
		value->failed = !value->address[i].name.p;
		g_free(decoded);
	}
}

static bool read_value(struct value *value, struct str text)
{
	struct arena *arena = &value->job->mail->arena;
	struct str none = { NULL, 0 }, guarded;
	InternetAddressList *list;

	if (!mailbox_scan(arena, text, &value->mailbox))
		return false;
	value->address = arena_array(arena, value->mailbox.n + 1, sizeof *value->address);
	value->named = arena_array(arena, value->mailbox.n + 1, sizeof *value->named);
	guarded = blank_colons(arena, text);
	if (!value->address || !value->named || !guarded.p)
		return false;
	for (size_t i = 0; i < value->mailbox.n; i++)
		if (!header_address(value->job, value->mailbox.v[i].spec, none, &value->address[i]))
			return false;
	list = internet_address_list_parse(NULL, guarded.p);
	if (list) {
		compare_list(value, list);
		g_object_unref(list);
	}
	if (!value->failed)
		name_the_rest(value);
	return !value->failed;
}

static bool add_addresses(struct reader *reader, size_t which, struct parties *parties,
                          const struct value *value)
{
	for (size_t i = 0; i < value->mailbox.n; i++) {
		void *v = parties->list.v;

		if (!arena_grow(&reader->job->mail->arena, &v, parties->list.n,
		                &reader->room[which], sizeof *parties->list.v))
			return false;
		parties->list.v = v;
		parties->list.v[parties->list.n++] = value->address[i];
	}
	return true;
}

static bool read_instance(struct reader *reader, size_t which, const struct field *field)
{
	struct parties *parties =
		(struct parties *)((char *)reader->job->ret + addressing[which].offset);
	struct value value = { .job = reader->job };
	struct str text = header_raw(reader->job, field->value, reader->left);

	if (!text.p)
		return false;
	if (parties->instances++ == 0)
		parties->raw = text;
	if (field->value.n > reader->left)
		parties->broken = reader->unclear[which] = true;
	reader->left -= field->value.n < reader->left ? field->value.n : reader->left;
	value.mailbox.max = ADDRESSES_MAX - parties->list.n;
	if (!read_value(&value, text) || !add_addresses(reader, which, parties, &value))
		return false;
	parties->broken |= value.mailbox.broken || value.differs;
	reader->unclear[which] |= value.mailbox.unclear || value.differs;
	return true;
}

/* "From : ann@acme.example"; not the "From:To:Subject;" of a signature. */
static bool reads_as_from(struct str line)
{
	static const struct str from = STR("From");
	size_t end;

	line = str_trim(line);
	if (!str_istarts(line, from))
		return false;
	line = str_trim(str_sub(line, from.n, line.n));
	end = str_chr(line, ';');
	return line.n && line.p[0] == ':' &&
	       str_chr(str_sub(line, 0, end == SIZE_MAX ? line.n : end), '@') != SIZE_MAX;
}

static bool hides_from(const struct field *field)
{
	struct str rest = field->raw, line;

	if (!str_line(&rest, &line)) /* the field's own line */
		return false;
	while (str_line(&rest, &line)) {
		if (reads_as_from(line))
			return true;
	}
	return false;
}

static const struct field *find_hidden_from(const struct mail *mail)
{
	for (size_t i = 0; i < mail->fields; i++) {
		if (hides_from(&mail->field[i]))
			return &mail->field[i];
	}
	return NULL;
}

/* All From addresses are one, and nobody can read another there. */
static bool is_single(const struct parties *from)
{
	for (size_t i = 1; i < from->list.n; i++)
		if (!address_eq(from->list.v[0], from->list.v[i]))
			return false;
	return from->list.n > 0;
}

static void name_author(struct reader *reader)
{
	struct message *message = reader->job->ret;
	const struct address_list *reply = &message->reply_to.list;

	message->hidden_from = find_hidden_from(reader->job->mail);
	if (is_single(&message->from) && !reader->unclear[0] && !message->hidden_from &&
	    !reader->job->mail->header_cut)
		message->author = message->from.list.v[0];
	for (size_t i = 0; i < reply->n && message->reply.full.n == 0; i++)
		if (!address_eq(reply->v[i], message->author))
			message->reply = reply->v[i];
}

bool message_parties(struct message_job *job)
{
	struct reader reader = { .job = job, .left = ADDRESSING_MAX };
	const struct mail *mail = job->mail;

	/* From first, so that a long To can't use up its share */
	for (size_t k = 0; k < ADDRESSINGS; k++)
		for (size_t i = 0; i < mail->fields; i++)
			if (str_ieq(mail->field[i].name, addressing[k].name) &&
			    !read_instance(&reader, k, &mail->field[i]))
				return false;
	name_author(&reader);
	return true;
}
