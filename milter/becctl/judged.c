#include "becctl/judged.h"

#include <stdio.h>

#include "base/auto.h"
#include "becctl/findings.h"
#include "verdict/json.h"

static void print_sender(const struct judgement *judgement)
{
	const struct identity *identity = &judgement->evidence->auth->identity;
	struct str why = judgement->evidence->history->store_why;

	if (identity->address.n) {
		fputs("        from ", stdout);
		output_text(identity->address);
		printf(", %s", proof_names[identity->proof]);
	} else {
		fputs("        from nobody in particular", stdout);
	}
	printf("; store %s", store_state_names[judgement->evidence->history->store]);
	if (why.n) {
		fputs(": ", stdout);
		output_text(why);
	}
	putchar('\n');
}

static void print_block(const struct output *output, const struct judgement *judgement,
                        struct str file)
{
	const struct decision *decision = judgement->decision;
	struct shown_verdict verdict = {
		.what = file,
		.verdict = str_of(verdict_names[decision->verdict]),
		.action = str_of(action_names[decision->action]),
		.score = judgement->score->total,
		.threshold = decision->threshold,
		.probability = judgement->score->probability,
	};

	if (judgement->evidence)
		verdict.direction = str_of(direction_names[judgement->evidence->direction]);
	show_verdict(output, &verdict);
	if (decision->verdict == VERDICT_ERROR) {
		fputs("        ", stdout);
		output_text(decision->error);
		putchar('\n');
	}
	if (judgement->evidence)
		print_sender(judgement);
	for (size_t i = 0; i < judgement->findings->n; i++) {
		const struct finding *finding = &judgement->findings->v[i];
		struct shown_finding shown = { str_of(finding->id), finding->sentence,
			                       finding->quote, finding->points };

		show_finding(output, &shown);
	}
}

static void print_line(const struct judgement *judgement, struct str file)
{
	output_text(file);
	printf(": %s, score=%.1f", verdict_names[judgement->decision->verdict],
	       judgement->score->total);
	for (size_t i = 0; i < judgement->findings->n; i++)
		printf(", %s=%.1f", judgement->findings->v[i].id, judgement->findings->v[i].points);
	putchar('\n');
}

bool judged_print(const struct judged_form *form, const struct judgement *judgement,
                  struct str file, struct err *err)
{
	AUTO(free_done) char *name = str_dup(file);

	if (form->output->json)
		return output_json(name ? judgement_json(judgement, name) : NULL, err);
	if (form->line)
		print_line(judgement, file);
	else
		print_block(form->output, judgement, file);
	return true;
}

void judged_print_error(const struct judged_form *form, struct str file, const char *why)
{
	json_t *object;

	if (!form->output->json && form->line) {
		output_text(file.p ? file : str_of("-"));
		printf(": error, %s\n", why);
		return;
	}
	fflush(stdout);
	fprintf(stderr, "becctl: %s\n", why);
	if (!form->output->json)
		return;
	object = json_object();
	json_object_set_new(object, "file", file.p ? json_text(file) : json_null());
	json_object_set_new(object, "error", json_text(str_of(why)));
	output_json(object, NULL);
}
