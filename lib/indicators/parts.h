/* Small questions that several indicators ask. */
#ifndef OPENBEC_INDICATORS_PARTS_H
#define OPENBEC_INDICATORS_PARTS_H

#include "indicators/indicator.h"

/* info, accounts-payable, no-reply, ...: the name of a desk, not of a person (data/role.words). `local` in lower case. */
bool part_is_role(struct str local);

/* Both display names show the same person; false if either is no full name. */
bool part_same_person(struct arena *arena, struct str one, struct str other);

/* Both addresses are one person's or one desk's by what is shown of them: the same full name, or a person's same local part. */
bool part_is_same_hand(struct arena *arena, struct address one, struct address other);

/* Ours, a partner's, or one with which mail has gone both ways; of the domains that the message brings in. */
bool part_knows(const struct evidence *e, struct domain domain);

/* The first finding of `find` among the addresses of a field, of which it reads a few. */
typedef double part_address_fn(const struct evidence *e, const struct address *address,
                               struct reason *why);
double part_any(const struct evidence *e, const struct address_list *list, part_address_fn *find,
                struct reason *why);

/* Who writes from a proven address that is known: established, or a correspondent of ours. */
bool part_is_known(const struct evidence *e);

/* Whether the subject says that it answers or forwards, and so isn't the writer's own. */
bool part_answers(const struct evidence *e);

/* A list or a forwarder may have brought it, which breaks proofs every day: it says so, or history has seen it do so. What a
 * sender can claim; it halves a finding, no more. That another domain verified is no such sign: every forger has one. */
bool part_passed_on(const struct evidence *e);

#endif
