/* Domains and addresses that the message itself names: in its text, its links, its signature. */
#ifndef OPENBEC_TEXT_NAMED_H
#define OPENBEC_TEXT_NAMED_H

#include "mail/message.h"

#define NAMED_MAX 64

struct named {
	struct domain *domain; /* each once, in the order seen, NAMED_MAX at most; addresses' too */
	size_t domains;
	struct address *address; /* NAMED_MAX at most */
	size_t addresses;
};
/* Looks at own text, signature, links (where they lead and what they show), quoted text, in this
 * order. What is no name that the DNS could hold is left out, and so is a file's name. False
 * without memory only. */
bool named_find(struct arena *arena, const struct domain_lists *lists,
                const struct message *message, struct named *ret);

#endif
