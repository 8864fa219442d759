/* libopendmarc decides between the policies of a record (LIBRARIES.md has its traps). It sees nothing that came from outside: the record
 * is written anew from what was read, the names are constants, and it gets no result of SPF or DKIM, since its alignment is prefix
 * matching. What it doesn't know is done here: np takes the place of sp, and t=y lowers the policy by one step (RFC 9989 §4.7). */
#include "auth/dmarc_policy.h"

#include <stdio.h>

#include <opendmarc/dmarc.h>

/* It takes a domain above the record's as the sign that the name is a subdomain, and no names otherwise. */
static char author[] = "author.example", organisation[] = "example", client[] = "192.0.2.1";

static bool is_lowered(const struct dmarc_record *record, enum dmarc_policy policy)
{
	return record->testing && policy != DMARC_NONE;
}

/* A policy that it can't tell is none. */
static enum dmarc_policy policy_of(OPENDMARC_STATUS_T status)
{
	switch (status) {
	case DMARC_POLICY_REJECT:
		return DMARC_REJECT;
	case DMARC_POLICY_QUARANTINE:
		return DMARC_QUARANTINE;
	default:
		return DMARC_NONE;
	}
}

int dmarc_policy_decide(const struct dmarc_record *record, enum dmarc_place place,
                        enum dmarc_policy *ret, struct err *err)
{
	enum dmarc_policy below =
		place == DMARC_NONEXISTENT ? record->nonexistent_policy : record->subdomain_policy;
	DMARC_POLICY_T *context = opendmarc_policy_connect_init((u_char *)client, 0);
	char text[128];

	if (!context)
		return err_memory(err);
	snprintf(text, sizeof text, "v=DMARC1; p=%s; sp=%s; adkim=%c; aspf=%c; pct=100",
	         dmarc_policy_names[record->policy], dmarc_policy_names[below],
	         record->strict_dkim ? 's' : 'r', record->strict_spf ? 's' : 'r');
	if (opendmarc_policy_store_from_domain(context, (u_char *)author) != DMARC_PARSE_OKAY ||
	    opendmarc_policy_store_dmarc(context, (u_char *)text, (u_char *)author,
	                                 place == DMARC_OWN ? NULL : (u_char *)organisation) !=
	            DMARC_PARSE_OKAY) {
		opendmarc_policy_connect_shutdown(
			context); /* nothing else is wrong with constants */
		return err_memory(err);
	}
	*ret = policy_of(opendmarc_get_policy_to_enforce(context));
	if (is_lowered(record, *ret))
		(*ret)--;
	opendmarc_policy_connect_shutdown(context);
	return 0;
}
