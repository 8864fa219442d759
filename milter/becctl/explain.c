#include "becctl/command.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/auto.h"
#include "base/clock.h"
#include "becctl/findings.h"
#include "becctl/message.h"
#include "becctl/related.h"

/* What the log holds, as text of one JSON form; null where it can't be read. */
static json_t *nested(struct str text)
{
	json_t *value = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);

	return value ? value : json_null();
}

static json_t *record_json(const struct message_record *record)
{
	char at[CLOCK_TEXT_SIZE];
	json_t *object = json_object();
	const struct {
		const char *key;
		struct str text;
	} texts[] = {
		{ "host", record->host },
		{ "queue_id", record->queue_id },
		{ "message_id", record->message_id },
		{ "direction", record->direction },
		{ "verdict", record->verdict },
		{ "action", record->action },
		{ "party", record->party },
		{ "from", record->from },
		{ "envelope", record->envelope },
	};

	json_object_set_new(object, "at", json_string(clock_text(record->at_s, at)));
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		json_object_set_new(object, texts[i].key, json_text(texts[i].text));
	json_object_set_new(object, "score", json_tenth(record->score));
	json_object_set_new(object, "probability", json_real(record->probability));
	json_object_set_new(object, "threshold", json_tenth(record->threshold));
	json_object_set_new(object, "missing", json_tenth(record->threshold - record->score));
	json_object_set_new(object, "rcpt", nested(record->recipients));
	json_object_set_new(object, "rcpt_total", json_integer(record->recipient_total));
	json_object_set_new(object, "authentication", nested(record->authentication));
	json_object_set_new(object, "findings", nested(record->findings));
	return object;
}

static struct str member(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return value ? str_make(json_string_value(value), json_string_length(value))
	             : (struct str){ NULL, 0 };
}

static void print_findings(const struct output *output, struct str findings)
{
	AUTO(json_done) json_t *list = nested(findings);
	const json_t *object;
	size_t i;

	if (json_array_size(list) == 0)
		puts("  nothing was found");
	json_array_foreach(list, i, object)
	{
		struct shown_finding finding = {
			.id = member(object, "id"),
			.sentence = member(object, "reason"),
			.quote = member(object, "quote"),
			.points = json_number_value(json_object_get(object, "points")),
		};

		show_finding(output, &finding);
	}
}

static void print_line(const char *name, struct str value)
{
	if (!value.n)
		return;
	printf("  %-12s", name);
	output_text(value);
	putchar('\n');
}

static void print_recipients(const struct message_record *record)
{
	AUTO(json_done) json_t *list = nested(record->recipients);

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);

		print_line(i ? "" : "to",
		           str_make(json_string_value(item), json_string_length(item)));
	}
}

/* How near a message came that wasn't stopped, or by how much one was. */
static void print_distance(const struct message_record *record)
{
	double missing = record->threshold - record->score;

	if (missing > 0)
		printf("  %.1f points were missing to suspicious (%.1f)\n", missing,
		       record->threshold);
	else
		printf("  suspicious from %.1f: %.1f points above\n", record->threshold, -missing);
}

static void print_record(const struct output *output, const struct message_record *record)
{
	char at[CLOCK_TEXT_SIZE];
	struct shown_verdict verdict = {
		.what = record->queue_id.n ? record->queue_id : record->message_id,
		.verdict = record->verdict,
		.action = record->action,
		.direction = record->direction,
		.score = record->score,
		.threshold = record->threshold,
		.probability = record->probability,
	};

	show_verdict(output, &verdict);
	print_line("judged", str_of(clock_text(record->at_s, at)));
	print_line("by", record->host);
	print_line("message-id", record->message_id);
	print_line("from", record->from);
	print_line("known as", record->party);
	print_line("envelope", record->envelope);
	print_recipients(record);
	print_findings(output, record->findings);
	print_distance(record);
}

static int tell(struct cli *cli, const struct message_record *record, const json_t *related,
                struct err *err)
{
	json_t *object;
	int status = 0;

	if (!cli->output.json) {
		print_record(&cli->output, record);
		return related ? related_print(&cli->output, related, err) : 0;
	}
	object = record_json(record);
	if (related)
		status = related_put(&cli->output, related, object, err);
	if (status)
		json_decref(object);
	return status ? status : output_json(object, err) ? 0 : ERR_MEMORY;
}

static int explain(struct cli *cli, const struct message_record *record, bool with_related,
                   struct err *err)
{
	AUTO(json_done) json_t *related =
		with_related ? related_find(cli->store, record, err) : NULL;

	return with_related && !related ? err->kind : tell(cli, record, related, err);
}

static int run(struct cli *cli, const char *name, bool with_related)
{
	struct message_record record;
	struct arena arena;
	struct err err = { 0 };
	int status = cli_open(cli, CLI_READ, &err);

	arena_init(&arena, MESSAGE_ARENA_MAX);
	if (!status)
		status = message_named(cli->store, str_of(name), &arena, &record, &err);
	if (!status && record.found)
		status = explain(cli, &record, with_related, &err);
	if (status)
		status = cli_fail(&err);
	else if (!record.found)
		status = cli_negative("the log holds no message %s; name a queue id, HOST/QUEUEID "
		                      "or a Message-ID",
		                      name);
	arena_done(&arena);
	return status;
}

int command_explain(struct cli *cli, int argc, char **argv)
{
	bool related = false;
	const struct args_option options[] = {
		{ "related", 0, ARGS_FLAG, NULL,
		  "who else got mail with the same sender, look-alike domain, account, phone or "
		  "Reply-To",
		  &related },
	};
	struct args args = {
		.usage = "explain [--json] [--related] MESSAGE",
		.about = "Why a message got its verdict, or what was missing to another. MESSAGE "
			 "is a queue id\n"
			 "(the newest with it), HOST/QUEUEID or a Message-ID.",
		.table = { { options, COUNT_OF(options) } },
		.min = 1,
		.max = 1,
		.operands_are = "one MESSAGE",
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, args.operand[0], related)
	                                                      : status;
}
