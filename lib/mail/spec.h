/* The shape of one address, comments and blanks already out. */
#ifndef OPENBEC_MAIL_SPEC_H
#define OPENBEC_MAIL_SPEC_H

#include "base/str.h"

/* Whether it is one local@domain that every reader takes for the same address. */
bool spec_is_sound(struct str spec);
/* "@relay.example,@other.example:ann@acme.example": a source route, obsolete and without meaning. */
struct str spec_without_route(struct str spec);

#endif
