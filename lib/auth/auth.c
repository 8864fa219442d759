/* One way for both modes: what trusted fields say, what we verify ourselves, then the identity that follows. */
#include "auth/auth.h"

#include "auth/identity.h"
#include "auth/trust.h"
#include "auth/verify.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

const char *const auth_result_names[] = {
	[AUTH_NONE] = "none",           [AUTH_PASS] = "pass",           [AUTH_FAIL] = "fail",
	[AUTH_SOFTFAIL] = "softfail",   [AUTH_NEUTRAL] = "neutral",     [AUTH_POLICY] = "policy",
	[AUTH_TEMPERROR] = "temperror", [AUTH_PERMERROR] = "permerror",
};

const char *const proof_names[] = {
	[PROOF_ALIGNED] = "aligned",
	[PROOF_VIA] = "via",
	[PROOF_NETWORK] = "network",
};

bool auth_result_of(struct str name, enum auth_result *ret)
{
	static const struct {
		struct str name;
		enum auth_result result;
	} old_names[] = {
		{ STR("hardfail"), AUTH_FAIL },
		{ STR("error"), AUTH_TEMPERROR },
		{ STR("unknown"), AUTH_PERMERROR },
	};

	for (size_t i = 0; i < COUNT(auth_result_names); i++)
		if (str_ieq(name, str_of(auth_result_names[i]))) {
			*ret = (enum auth_result)i;
			return true;
		}
	for (size_t i = 0; i < COUNT(old_names); i++)
		if (str_ieq(name, old_names[i].name)) {
			*ret = old_names[i].result;
			return true;
		}
	return false;
}

int auth_evaluate(const struct auth_input *input, struct auth *ret, struct err *err)
{
	struct arena *arena = &input->mail->arena;
	bool dmarc_names_author = false;
	int status;

	memset(ret, 0, sizeof *ret);
	status = trust_read(input, ret, &dmarc_names_author, err);
	if (!status && input->verify && !input->session_trusted) {
		dmarc_names_author = false;
		status = verify_finish(input->verify, input, ret, err);
	}
	if (status)
		return status;
	ret->verified = input->options->mode == AUTH_MODE_VERIFY;
	return identity_find(arena, input->message, input->session_trusted, dmarc_names_author, ret,
	                     err);
}
