/* Distinct days between a first and a last one: how they are counted, and taken back. */
#ifndef OPENBEC_STORE_SPAN_H
#define OPENBEC_STORE_SPAN_H

#include "store/record.h"

struct span {
	uint32_t days;
	int32_t first, last;
};

/* True if the day counts: it lies behind the last or before the first. */
bool span_add(struct span *span, int32_t day);
/* True if it was there. Where more than one day is left, the neighbour of a first or last day that went stands for the
 * one that isn't known: never further out than the truth. */
bool span_take_back(struct span *span, int32_t day);

/* The same for a contact, whose first day is that of its first second. */
bool contact_add(struct contact *contact, int64_t at_s);
bool contact_take_back(struct contact *contact, int64_t at_s);

#endif
