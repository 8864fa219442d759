/* What becctl score --json prints of a message (DESIGN §6): keys are only ever added. */
#ifndef OPENBEC_VERDICT_JSON_H
#define OPENBEC_VERDICT_JSON_H

#include "base/json.h"
#include "verdict/verdict.h"

/* New references; NULL without memory. `file` may be NULL. */
json_t *judgement_json(const struct judgement *judgement, const char *file);
json_t *authentication_json(const struct auth *auth);
json_t *findings_json(const struct findings *findings,
                      bool quotes); /* for the verdict log: without quotes unless log-quotes */

#endif
