/* Has this identity written before: to the site, to these recipients. */
#include "history/reader.h"

int reader_site(struct reader *r)
{
	int status = snapshot_recipient(r->snapshot, (struct str){ "", 0 }, &r->site, r->err);

	if (status == 0)
		r->ret->warm = r->site.identity_days > 0;
	return status;
}

int reader_correspondent(struct reader *r)
{
	struct str address = r->input->message->author.full;

	return address.n ? snapshot_correspondent(r->snapshot, address, &r->ret->correspondent,
	                                          r->err)
	                 : 0;
}

/* New to the site: neither its proven organisation nor anybody in its name. We are never new to ourselves: who writes in our
 * own name from outside is internal-spoof's. */
int reader_new_domain(struct reader *r)
{
	struct str seen_key = r->input->questions->domain_seen_key;
	struct profile seen = { 0 };
	int status;

	if (!reader_is_inbound(r) || seen_key.n == 0 ||
	    site_is_local(r->input->site, r->input->message->author.domain))
		return 0;
	status = reader_profile(r, seen_key, &seen);
	if (status == 0)
		r->ret->new_domain =
			!seen.found && !r->ret->domain.found && !r->ret->aligned_domain.found;
	return status;
}

static void take_first_contact(struct reader *r, const struct recipient_record *record,
                               struct str recipient)
{
	double strength = surprise_first_contact(record->identity_days, record->once);

	if (strength <= r->ret->first_contact)
		return;
	r->ret->first_contact = strength;
	r->ret->first_contact_recipient = recipient;
}

/* A recipient who never got mail that taught anything is like the site's average. */
static int read_contact(struct reader *r, struct str recipient)
{
	struct contact contact = { 0 };
	struct recipient_record record = { 0 };
	int status = snapshot_contact(r->snapshot, r->input->auth->identity.key, recipient,
	                              &contact, r->err);

	if (status)
		return status;
	if (contact.found) {
		r->any_contact = true;
		return 0;
	}
	status = snapshot_recipient(r->snapshot, recipient, &record, r->err);
	if (status == 0)
		take_first_contact(r, record.identity_days ? &record : &r->site, recipient);
	return status;
}

/* Recipients beyond the first HISTORY_RECIPIENTS have no pairs: there the site stands for them, to which every known
 * identity has written. */
int reader_contacts(struct reader *r)
{
	const struct message *message = r->input->message;
	const struct address_list *list = &message->recipient;
	struct history *ret = r->ret;

	if (!reader_is_inbound(r) || r->input->auth->identity.key.n == 0)
		return 0;
	for (size_t i = 0; i < list->n && i < HISTORY_RECIPIENTS; i++) {
		int status = read_contact(r, list->v[i].full);

		if (status) {
			ret->first_contact = 0;
			return status;
		}
	}
	ret->new_sender = !ret->sender.found && !r->any_contact;
	if (message->recipients > HISTORY_RECIPIENTS && ret->new_sender)
		take_first_contact(r, &r->site, (struct str){ "", 0 });
	if (reader_is_aligned(r) && ret->correspondent.found && ret->correspondent.trusted) {
		ret->first_contact = 0;
		ret->first_contact_recipient = (struct str){ NULL, 0 };
	}
	return 0;
}
