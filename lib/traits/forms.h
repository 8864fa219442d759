/* What stays the same in two header fields that differ from message to message. Both results are lower case where
 * the field's case says nothing, bounded, and live in the arena; {NULL, 0} without memory only. */
#ifndef OPENBEC_TRAITS_FORMS_H
#define OPENBEC_TRAITS_FORMS_H

#include "party/domain.h"

/* The program without its version: "Microsoft Outlook 16.0" is "microsoft outlook". May be empty. */
struct str form_mailer(struct arena *arena, struct str mailer);

/* How the program makes its ids: "h8-4-4-4-8@sender's". Left of the @ the alphabet (d digits, h hexadecimal, l
 * lower case, H and U the same in upper case, m mixed) and between separators the lengths, rounded down to
 * 1, 4, 8, 16, 32; right of it the organisation, "sender's" if it is the sender's own, "none". */
struct str form_message_id(struct arena *arena, struct str id, struct domain right,
                           struct domain sender);

#endif
