/* Words behind which a full stop ends no sentence: "Dr. Rossi", "Nr. 12", "bzw. heute". */
#ifndef OPENBEC_TEXT_ABBREVIATION_H
#define OPENBEC_TEXT_ABBREVIATION_H

#include "base/str.h"

/* `word`: normalised (text/normal.h). Single letters ("z. B.") are for the caller to see. */
bool abbreviation_is(struct str word);

#endif
