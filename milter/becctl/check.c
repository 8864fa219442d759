/* Says in sentences what the configuration means; what is wrong is one sentence, and exit status 78. */
#include "becctl/command.h"

#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

struct check {
	const struct config *config;
	const char *path;
	char store[600]; /* what is to be said of it */
};

static int check_store(struct cli *cli, struct check *ret, struct err *err)
{
	const char *path = cli->config->store.path;
	int status;

	if (access(path, F_OK) != 0) {
		snprintf(ret->store, sizeof ret->store,
		         "%s isn't there yet; openbec makes it when it starts", path);
		return 0;
	}
	status = cli_store(cli, CLI_READ, err);
	if (!status)
		snprintf(ret->store, sizeof ret->store, "%s opens", path);
	return status;
}

static size_t policies_that_act(const struct policies *policies)
{
	size_t n = 0;

	for (size_t i = 0; i < policies->n; i++)
		n += policies->v[i].suspicious != ACTION_NONE ||
		     policies->v[i].malicious != ACTION_NONE;
	return n;
}

static void print_policies(const struct verdict_options *options)
{
	for (size_t i = 0; i < options->policies.n; i++) {
		const struct policy *policy = &options->policies.v[i];

		printf("  policy " STR_FMT ": suspicious from %.1f: %s; malicious from %.1f: %s\n",
		       STR_ARG(policy->name), policy->suspicious_threshold,
		       action_names[policy->suspicious], policy->malicious_threshold,
		       action_names[policy->malicious]);
	}
	if (options->observe)
		puts("  mode = observe: no action is taken, headers only");
	else if (policies_that_act(&options->policies) == 0)
		puts("  no policy takes an action: headers only");
}

static void print_summary(const struct check *check)
{
	const struct config *config = check->config;

	printf("%s is valid\n", check->path);
	fputs("  local domains:", stdout);
	for (size_t i = 0; i < config->site.locals; i++) {
		putchar(' ');
		output_text(config->site.local[i].name);
	}
	printf("\n  persons: %zu, partners: %zu, weights set: %zu\n", config->site.persons,
	       config->site.partners, config->score.weights);
	printf("  socket: %s\n", config->socket);
	printf("  store: %s\n", check->store);
	print_policies(&config->verdict);
}

static json_t *summary_json(const struct check *check)
{
	const struct config *config = check->config;
	json_t *object = json_object(), *domains = json_array();

	for (size_t i = 0; i < config->site.locals; i++)
		json_array_append_new(domains, json_text(config->site.local[i].name));
	json_object_set_new(object, "configuration", json_text(str_of(check->path)));
	json_object_set_new(object, "valid", json_true());
	json_object_set_new(object, "local_domains", domains);
	json_object_set_new(object, "persons", json_integer((json_int_t)config->site.persons));
	json_object_set_new(object, "partners", json_integer((json_int_t)config->site.partners));
	json_object_set_new(object, "policies",
	                    json_integer((json_int_t)config->verdict.policies.n));
	json_object_set_new(object, "observe", json_boolean(config->verdict.observe));
	json_object_set_new(object, "socket", json_text(str_of(config->socket)));
	json_object_set_new(object, "store", json_text(str_of(config->store.path)));
	json_object_set_new(object, "store_state", json_text(str_of(check->store)));
	return object;
}

static int fail(struct cli *cli, const struct err *err)
{
	json_t *object = cli->output.json ? json_object() : NULL;

	cli_fail(err);
	if (object) {
		json_object_set_new(object, "valid", json_false());
		json_object_set_new(object, "error", json_text(str_of(err->text)));
		output_json(object, NULL);
	}
	return EX_CONFIG;
}

static int run(struct cli *cli)
{
	struct check check = { .path = cli->config_path ? cli->config_path : CONFIG_DEFAULT_PATH };
	struct err err = { 0 };

	if (cli_config(cli, false, 0, &err) || check_store(cli, &check, &err))
		return fail(cli, &err);
	check.config = cli->config;
	if (!cli->output.json)
		print_summary(&check);
	else if (!output_json(summary_json(&check), &err))
		return cli_fail(&err);
	return EX_OK;
}

int command_check(struct cli *cli, int argc, char **argv)
{
	struct args args = {
		.usage = "check [--json]",
		.about = "Reads the configuration, opens the store and says what they mean. Exit "
			 "status 78 if\n"
			 "openbec couldn't work with them.",
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli) : status;
}
