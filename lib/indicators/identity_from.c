/* How From is written: what it shows beside its address, and whether all programs read it alike. Of the family identity. */
#include "base/unicode.h"
#include "indicators/indicator.h"
#include "indicators/parts.h"
#include "party/person.h"

#define NAME_BYTES_MAX 200 /* of an honest display name */
#define BLANKS_MAX     8   /* beside one another in it */

static bool is_inbound(const struct evidence *e)
{
	return e->direction == DIRECTION_INBOUND;
}

/* ---- what From shows ---- */

/* An address of another organisation than the author's, as a party. */
static bool is_foreign(const struct evidence *e, const struct address *author, struct str written,
                       struct address *ret)
{
	return written.n &&
	       address_init(e->arena, e->site->domains, written, (struct str){ "", 0 }, ret) &&
	       ret->domain.name.n && !(ret->domain.flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX)) &&
	       !domain_same_org(ret->domain, author->domain);
}

/* "ceo@acme.example" <x@gmail.com>: mail programs show the first and hide the second. Lists that rewrite From write
 * so, too. */
static double shows_address(const struct evidence *e, const struct address *author,
                            struct reason *why)
{
	struct address shown;

	if (!is_foreign(e, author, person_address_in(author->name), &shown))
		return 0;
	reason_printf(why, "The display name shows the address ");
	reason_add(why, shown.full);
	reason_printf(why, ", the mail comes from ");
	reason_add(why, author->full);
	return e->message->is_list ? 0.5 : 1;
}

static double display_name_address(const struct evidence *e, struct reason *why)
{
	if (!is_inbound(e) || part_is_known(e))
		return 0;
	return part_any(e, &e->message->from.list, shows_address, why);
}

/* ---- whether it can be read ---- */

static size_t authors(const struct parties *from)
{
	size_t n = from->list.n > 0;

	for (size_t i = 1; i < from->list.n; i++)
		n += !address_eq(from->list.v[0], from->list.v[i]);
	return n;
}

static double multiple_from(const struct evidence *e, struct reason *why)
{
	const struct parties *from = &e->message->from;

	if (!is_inbound(e) || (from->instances <= 1 && authors(from) <= 1))
		return 0;
	if (from->instances > 1)
		reason_printf(why, "There are %u From fields; mail programs show different ones",
		              from->instances);
	else
		reason_printf(why, "From names %zu authors; nothing can prove all of them",
		              authors(from));
	return from->instances > 1 ? 1 : 0.4; /* several authors in one field are legal, and rare */
}

/* Not even one author, or one that programs read differently; nothing can be proven then. Fields that we dropped ourselves are
 * no fault of the sender's, and a file that holds a text and no header of a mail has no From either. */
static bool has_no_author(const struct evidence *e, struct reason *why)
{
	const struct parties *from = &e->message->from;

	if (e->mail->header_cut || e->message->author.full.n || from->instances > 1 ||
	    authors(from) > 1)
		return false;
	if (from->instances == 0) {
		reason_printf(why, "There is no From field");
		return e->mail->has_envelope || mail_field(e->mail, "Received", 0);
	}
	if (e->message->hidden_from) {
		reason_printf(why, "A folded line of the field ");
		reason_add(why, e->message->hidden_from->name);
		reason_printf(why, " reads as a second From");
		return true;
	}
	reason_printf(why, "From names %s: ",
	              from->list.n ? "an author whom mail programs read differently"
	                           : "no address");
	reason_add(why, from->raw);
	return true;
}

/* U+202D, U+202E: the text behind is shown in another order than it stands in, which no language needs. */
static bool is_reordered(struct str text)
{
	return str_find(text, str_of("\xe2\x80\xad")) != SIZE_MAX ||
	       str_find(text, str_of("\xe2\x80\xae")) != SIZE_MAX;
}

static bool is_shown_backwards(const struct evidence *e, struct reason *why)
{
	const struct address_list *from = &e->message->from.list;
	bool subject = is_reordered(e->message->subject);

	reason_printf(why, "%s has letters that turn what is behind them",
	              subject ? "The subject" : "The display name");
	for (size_t i = 0; i < from->n; i++)
		if (is_reordered(from->v[i].name))
			return true;
	return subject;
}

static size_t longest_blank(struct str text)
{
	size_t longest = 0, n = 0;

	for (size_t at = 0; at < text.n;) {
		int32_t c = utf8_next(text, &at);

		n = unicode_is_space(c) || unicode_is_ignorable(c) ? n + 1 : 0;
		if (n > longest)
			longest = n;
	}
	return longest;
}

/* A name that leaves no room for the address behind it. */
static bool is_overlong(const struct evidence *e, struct reason *why)
{
	struct str name =
		e->message->from.list.n ? e->message->from.list.v[0].name : (struct str){ NULL, 0 };

	reason_printf(why, "The display name pushes the address out of sight: ");
	reason_add(why, name);
	return name.n > NAME_BYTES_MAX || longest_blank(name) > BLANKS_MAX;
}

static bool is_addressing(struct str name)
{
	static const struct str names[] = { STR("From"), STR("Sender"), STR("Reply-To"), STR("To"),
		                            STR("Subject") };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_ieq(name, names[i]))
			return true;
	return false;
}

/* A NUL, or a CR that ends no line (RFC 5322 §2.2): one program stops there, another goes on. */
static bool has_control(struct str raw)
{
	for (size_t i = 0; i < raw.n; i++)
		if (raw.p[i] == '\0' ||
		    (raw.p[i] == '\r' && (i + 1 == raw.n || raw.p[i + 1] != '\n')))
			return true;
	return false;
}

/* A line of nothing but blanks within a field (RFC 5322 §3.2.2 forbids it): some programs end the header there. */
static bool has_blank_fold(struct str raw)
{
	struct str line;

	if (!str_line(&raw, &line))
		return false;
	while (str_line(&raw, &line))
		if (str_trim(line).n == 0 && raw.p)
			return true;
	return false;
}

static bool is_cut_by_controls(const struct evidence *e, struct reason *why)
{
	for (size_t i = 0; i < e->mail->fields; i++) {
		const struct field *field = &e->mail->field[i];
		bool control = has_control(field->raw);

		if (!is_addressing(field->name) || !(control || has_blank_fold(field->raw)))
			continue;
		reason_printf(why, "The field ");
		reason_add(why, field->name);
		reason_printf(why, " holds %s, where programs end it differently",
		              control ? "a NUL or CR" : "an empty line");
		return true;
	}
	return false;
}

/* An address in a comment, or in a part of From that isn't shown as its name. */
static bool hides_address(const struct evidence *e, struct reason *why)
{
	const struct address *author = &e->message->author;
	struct str rest = e->message->from.raw, written;
	struct address hidden;

	while (author->full.n && (written = person_address_in(rest)).p) {
		if (is_foreign(e, author, written, &hidden) &&
		    str_ifind(author->name, written) == SIZE_MAX) {
			reason_printf(why, "From hides the address ");
			reason_add(why, hidden.full);
			reason_printf(why, " beside its own, ");
			reason_add(why, author->full);
			return true;
		}
		rest = str_sub(rest, (size_t)(written.p - rest.p) + written.n, rest.n);
	}
	return false;
}

static const struct fault {
	bool (*is_there)(const struct evidence *e, struct reason *why);
	double strength;
} faults[] = {
	{ has_no_author, 1 }, { is_cut_by_controls, 1 }, { is_shown_backwards, 1 },
	{ hides_address, 1 }, { is_overlong, 0.5 },
};

static double malformed_from(const struct evidence *e, struct reason *why)
{
	if (!is_inbound(e))
		return 0;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		if (faults[i].is_there(e, why))
			return faults[i].strength;
		buf_reset(&why->text);
	}
	return 0;
}

const struct indicator from_indicators[] = {
	{ "display-name-address", 1.5, display_name_address,
	  "The display name holds an address of another organisation" },
	{ "multiple-from", 2.5, multiple_from,
	  "Several From fields or authors: programs disagree who wrote it" },
	{ "malformed-from", 0.5, malformed_from,
	  "From is written so that programs or people read it differently" },
	{ 0 },
};
