#include "verdict/headers.h"

#include <stdio.h>

#include "auth/authres_write.h"
#include "base/escape.h"

#define LINE_WIDTH 78  /* recommended by RFC 5322 §2.1.1 */
#define ONE_LINE   900 /* for people who grep: within its limit of 998 */
#define LEVEL_MAX  50

/* What a reader is told, by the weightiest finding that has a word here. Nothing in it comes from the message. */
static const struct notice {
	const char *id; /* an indicator, or the beginning of several */
	const char *text;
} notices[] = {
	{ "blocked", "Your administrator has blocked this sender or an account it names." },
	{ "bank-detail",
	  "The bank account may not be this sender's. Call a number you already know." },
	{ "display-name-vip",
	  "The sender bears the name of one of your people but writes from another address." },
	{ "subject-vip",
	  "The subject bears the name of one of your people; the sender is somebody else." },
	{ "local-part-vip",
	  "The sender's address bears the name of one of your people; it is not theirs." },
	{ "internal-spoof",
	  "This claims to come from your own organisation, which is not proven." },
	{ "lookalike", "The sender's domain looks like one you know but is another." },
	{ "reply-to", "Your answer would go to another address than the sender's." },
	{ "new-reply-to",
	  "Your answer would go to an address that this sender has not used before." },
	{ "dialogue-marked", "Earlier mail of this sender looked like fraud." },
	{ "gift-card", "It asks for gift cards. Ask the sender in person before you buy any." },
	{ "bank-change", "It announces new bank details. Call a number you already know." },
	{ "payroll-change",
	  "It asks to change where a salary is paid. Ask the person before you do." },
	{ "first-contact", "This sender has not written to you before." },
};
static const char standard_notice[] =
	"This looks like payment fraud. Check with the sender by a way you already know.";

static const char *notice_for(const struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		for (size_t k = 0; k < sizeof notices / sizeof notices[0]; k++) {
			if (str_starts(str_of(findings->v[i].id), str_of(notices[k].id)))
				return notices[k].text;
		}
	}
	return standard_notice;
}

struct maker {
	struct arena *arena;
	struct headers *headers;
	bool failed;
};

/* Folds at blanks where a line would be longer than `width`. */
static void add(struct maker *maker, const char *name, const struct buf *value, size_t width)
{
	struct str rest = buf_str(value), word;
	size_t column = strlen(name) + 2;
	struct buf folded;

	buf_init(&folded, 2 * rest.n + 1);
	while (str_cut(&rest, ' ', &word)) {
		if (folded.n && column + 1 + word.n > width) {
			buf_puts(&folded, "\n\t");
			column = 8;
		} else if (folded.n) {
			buf_addc(&folded, ' ');
			column++;
		}
		buf_add(&folded, word);
		column += word.n;
	}
	maker->headers->v[maker->headers->n] =
		(struct header){ .name = name, .value = arena_str(maker->arena, buf_str(&folded)) };
	if (!maker->headers->v[maker->headers->n].value.p || folded.cut)
		maker->failed = true;
	else
		maker->headers->n++;
	buf_done(&folded);
}

static struct str host_of(const struct verdict_options *options, const struct judgement *judgement)
{
	return options->host.n ? options->host : judgement->mail->mta;
}

/* What downstream may believe; RFC 8601 §4.1 wants it above what it is about. */
static void add_results(struct maker *maker, const struct verdict_options *options,
                        const struct judgement *judgement)
{
	const struct evidence *e = judgement->evidence;
	struct str text;
	struct buf value;

	if (!e || !e->auth->verified)
		return;
	text = authres_write(maker->arena, host_of(options, judgement), e->auth, e->message,
	                     judgement->mail->auth_user.n > 0);
	maker->failed |= !text.p;
	buf_init(&value, text.n);
	buf_add(&value, text);
	add(maker, "Authentication-Results", &value, LINE_WIDTH);
	buf_done(&value);
	if (!maker->failed)
		maker->headers->v[maker->headers->n - 1].on_top = true;
}

static void add_status(struct maker *maker, const struct verdict_options *options,
                       const struct judgement *judgement)
{
	const struct decision *decision = judgement->decision;
	const struct evidence *evidence = judgement->evidence;
	struct str host = host_of(options, judgement);
	struct buf value;

	buf_init(&value, 900);
	buf_puts(&value, verdict_names[decision->verdict]);
	buf_puts(&value, decision->verdict == VERDICT_ERROR ? "," : "");
	if (decision->verdict != VERDICT_ERROR)
		buf_printf(&value, ", score=%.1f threshold=%.1f", judgement->score->total,
		           decision->threshold);
	if (evidence)
		buf_printf(&value, " direction=%s", direction_names[evidence->direction]);
	buf_puts(&value, " by=");
	escape_header(&value, host.n ? host : str_of("unknown"), 253);
	if (evidence && evidence->history->store != STORE_OK)
		buf_printf(&value, " store=%s", store_state_names[evidence->history->store]);
	if (evidence && evidence->auth->dns_failure.n)
		buf_puts(&value, " dns=failed");
	if (decision->observed)
		buf_puts(&value, " mode=observe");
	if (decision->verdict == VERDICT_ERROR) {
		buf_puts(&value, " reason=");
		escape_header(&value, decision->error, 200);
	}
	add(maker, "X-BEC-Status", &value, ONE_LINE);
	buf_done(&value);
}

static void add_score(struct maker *maker, const struct score *score)
{
	struct buf value;

	buf_init(&value, LEVEL_MAX);
	buf_printf(&value, "%.1f", score->total);
	add(maker, "X-BEC-Score", &value, LINE_WIDTH);
	buf_reset(&value);
	for (int i = 0; i + 1 <= score->total && i < LEVEL_MAX; i++)
		buf_addc(&value, '*');
	if (value.n)
		add(maker, "X-BEC-Level", &value, LINE_WIDTH);
	buf_done(&value);
}

static void add_indicators(struct maker *maker, const struct findings *findings)
{
	struct buf value;

	buf_init(&value, (size_t)FINDINGS_MAX * 64);
	for (size_t i = 0; i < findings->n; i++)
		buf_printf(&value, "%s%s=%.1f", i ? ", " : "", findings->v[i].id,
		           findings->v[i].points);
	if (findings->n)
		add(maker, "X-BEC-Indicators", &value, LINE_WIDTH);
	buf_done(&value);
}

static void add_warning(struct maker *maker, const struct findings *findings)
{
	struct buf value;

	buf_init(&value, 200);
	buf_puts(&value, "YES");
	add(maker, "X-BEC-Flag", &value, LINE_WIDTH);
	buf_reset(&value);
	buf_puts(&value, notice_for(findings));
	add(maker, "X-BEC-Notice", &value, LINE_WIDTH);
	buf_done(&value);
}

bool headers_make(const struct verdict_options *options, const struct judgement *judgement,
                  struct arena *arena, struct headers *ret)
{
	struct maker maker = { .arena = arena, .headers = ret };
	enum verdict verdict = judgement->decision->verdict;

	ret->n = 0;
	if (judgement->evidence && judgement->evidence->direction == DIRECTION_OUTBOUND)
		return true;
	add_results(&maker, options, judgement);
	add_status(&maker, options, judgement);
	if (verdict == VERDICT_ERROR)
		return !maker.failed;
	add_score(&maker, judgement->score);
	if (verdict == VERDICT_SUSPICIOUS || verdict == VERDICT_MALICIOUS)
		add_warning(&maker, judgement->findings);
	add_indicators(&maker, judgement->findings);
	return !maker.failed;
}

struct str headers_tagged_subject(const struct verdict_options *options, const struct mail *mail,
                                  struct arena *arena)
{
	const struct field *subject = mail_field(mail, "Subject", 0);
	struct str old = subject ? subject->value : (struct str){ "", 0 };

	if (options->tag_text.n == 0 || str_starts(str_trim(old), str_trim(options->tag_text)))
		return (struct str){ NULL, 0 };
	return arena_printf(arena, STR_FMT STR_FMT, STR_ARG(options->tag_text), STR_ARG(old));
}
