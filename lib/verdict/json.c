#include "verdict/json.h"

#include <math.h>

#include "base/clock.h"

static void set_text(json_t *object, const char *key, struct str text)
{
	json_object_set_new(object, key, text.p ? json_text(text) : json_null());
}

static json_t *rounded(double value, double unit)
{
	return json_real(round(value / unit) * unit);
}

static json_t *identity_json(const struct identity *identity)
{
	json_t *object = json_object(), *by = json_array();

	set_text(object, "address", identity->address);
	set_text(object, "domain", identity->domain.org);
	set_text(object, "proof", str_of(proof_names[identity->proof]));
	if (identity->by & IDENTITY_BY_SPF)
		json_array_append_new(by, json_string("spf"));
	if (identity->by & IDENTITY_BY_DKIM)
		json_array_append_new(by, json_string("dkim"));
	if (identity->by & IDENTITY_BY_SESSION)
		json_array_append_new(by, json_string("session"));
	json_object_set_new(object, "by", by);
	json_object_set_new(object, "proven",
	                    json_boolean(identity->key.p && identity->proof == PROOF_ALIGNED));
	set_text(object, "via", identity->via.name);
	set_text(object, "network", identity->network);
	return object;
}

json_t *authentication_json(const struct auth *auth)
{
	json_t *object = json_object();

	json_object_set_new(object, "spf", json_string(auth_result_names[auth->spf]));
	json_object_set_new(object, "dkim", json_string(auth_result_names[auth->dkim]));
	json_object_set_new(object, "dmarc", json_string(auth_result_names[auth->dmarc]));
	json_object_set_new(object, "arc", json_string(auth_result_names[auth->arc]));
	json_object_set_new(object, "identity", identity_json(&auth->identity));
	return object;
}

json_t *findings_json(const struct findings *findings, bool quotes)
{
	json_t *list = json_array();

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *finding = &findings->v[i];
		json_t *object = json_object();

		json_object_set_new(object, "id", json_string(finding->id));
		json_object_set_new(object, "family", json_string(family_names[finding->family]));
		json_object_set_new(object, "strength", rounded(finding->strength, 0.001));
		json_object_set_new(object, "points", json_tenth(finding->points));
		set_text(object, "reason", finding->sentence);
		if (quotes && finding->quote.n)
			set_text(object, "quote", finding->quote);
		json_array_append_new(list, object);
	}
	return list;
}

static int64_t judged_at(const struct judgement *judgement)
{
	return judgement->evidence ? judgement->evidence->message->at_s : judgement->mail->at_s;
}

json_t *judgement_json(const struct judgement *judgement, const char *file)
{
	const struct evidence *evidence = judgement->evidence;
	const struct decision *decision = judgement->decision;
	json_t *object = json_object();
	char at[CLOCK_TEXT_SIZE];

	if (file)
		set_text(object, "file", str_of(file));
	json_object_set_new(object, "at", json_string(clock_text(judged_at(judgement), at)));
	json_object_set_new(object, "message_id",
	                    evidence ? json_text(evidence->message->message_id) : json_null());
	json_object_set_new(object, "verdict", json_string(verdict_names[decision->verdict]));
	json_object_set_new(object, "score", json_tenth(judgement->score->total));
	json_object_set_new(object, "probability", rounded(judgement->score->probability, 0.001));
	json_object_set_new(object, "threshold", json_tenth(decision->threshold));
	json_object_set_new(object, "direction",
	                    evidence ? json_string(direction_names[evidence->direction])
	                             : json_null());
	json_object_set_new(object, "action", json_string(action_names[decision->action]));
	if (decision->verdict == VERDICT_ERROR)
		set_text(object, "error", decision->error);
	if (evidence) {
		json_object_set_new(object, "store",
		                    json_string(store_state_names[evidence->history->store]));
		json_object_set_new(object, "authentication", authentication_json(evidence->auth));
	}
	json_object_set_new(object, "findings", findings_json(judgement->findings, true));
	return object;
}
