#include "store/prune.h"

#include "base/clock.h"
#include "store/counters.h"
#include "store/domain_keys.h"
#include "store/pending.h"
#include "store/sent.h"
#include "store/threads.h"

#define STEP_ROWS 200

/* Who wrote once is forgotten sooner than those who are known: strangers come without limit. */
enum unit { SECONDS, DAYS, STRANGERS };
struct rule {
	enum statement statement;
	enum unit unit; /* of the column that is compared; STRANGERS: so many stay */
	int days;       /* -1: as long as the log is kept */
	/* What hangs on it goes, too; NULL: nothing. */
	int (*forget)(const struct teacher *teacher, struct str key);
};

static int forget_party(const struct teacher *teacher, struct str party)
{
	static const enum statement statements[] = {
		STATEMENT_PARTY_FORGET_TRAITS,
		STATEMENT_PARTY_FORGET_CONTACTS,
		STATEMENT_PARTY_FORGET_PENDING,
	};
	int status = 0;

	for (size_t i = 0; !status && i < sizeof statements / sizeof statements[0]; i++)
		status = rows_run(teacher->rows, statements[i], ARGUMENTS(db_text(party)), NULL,
		                  teacher->err);
	return status;
}

static const struct rule rules[] = {
	{ STATEMENT_PRUNE_MESSAGE, SECONDS, -1, NULL },
	{ STATEMENT_PRUNE_MARK, SECONDS, 0, NULL },
	{ STATEMENT_PRUNE_ENTRY, SECONDS, 0, NULL },
	{ STATEMENT_PRUNE_PENDING, SECONDS, PENDING_DAYS, NULL },
	{ STATEMENT_PRUNE_SENT, SECONDS, SENT_DAYS, NULL },
	{ STATEMENT_PRUNE_THREAD, SECONDS, THREAD_DAYS, NULL },
	{ STATEMENT_PRUNE_COVERAGE, DAYS, COVERAGE_DAYS, NULL },
	{ STATEMENT_PRUNE_COUNTER, DAYS, COUNTERS_DAYS, NULL },
	{ STATEMENT_PRUNE_PARTY_ONCE, DAYS, 180, forget_party },
	{ STATEMENT_PRUNE_STRANGERS, STRANGERS, 0, forget_party },
	{ STATEMENT_PRUNE_PARTY, DAYS, 3 * 365, forget_party },
	{ STATEMENT_PRUNE_CORRESPONDENT, DAYS, 3 * 365, NULL },
	{ STATEMENT_PRUNE_KNOWN_DOMAIN, DAYS, 3 * 365, domain_keys_forget },
	{ STATEMENT_PRUNE_STAFF, DAYS, 2 * 365, NULL },
	{ STATEMENT_PRUNE_RECIPIENT, DAYS, 2 * 365, NULL },
};

static int apply_rule(const struct teacher *teacher, const struct rule *rule, int64_t before,
                      size_t *ret_rows)
{
	struct text_row gone[STEP_ROWS];
	int status = rows_list(teacher->rows, rule->statement,
	                       ARGUMENTS(db_integer(before), db_integer(STEP_ROWS)), &shape_text,
	                       teacher->arena, gone, STEP_ROWS, ret_rows, teacher->err);

	for (size_t i = 0; !status && rule->forget && i < *ret_rows; i++)
		status = rule->forget(teacher, gone[i].text);
	return status;
}

static int64_t bound_of(const struct rule *rule, const struct prune_limits *limits, int64_t now_s)
{
	int64_t days = rule->days < 0 ? limits->log_days : rule->days;

	switch (rule->unit) {
	case SECONDS:
		return now_s - days * 86400;
	case DAYS:
		return day_of(now_s) - days;
	default:
		return limits->strangers;
	}
}

int prune_step(const struct teacher *teacher, const struct prune_limits *limits, int64_t now_s,
               size_t *ret_rows)
{
	int status = 0;

	*ret_rows = 0;
	for (size_t i = 0; !status && *ret_rows == 0 && i < sizeof rules / sizeof rules[0]; i++)
		status = apply_rule(teacher, &rules[i], bound_of(&rules[i], limits, now_s),
		                    ret_rows);
	return status;
}

int prune_believed(const struct teacher *teacher, int64_t now_s, int64_t *ret_now_s)
{
	struct time_row logged = { 0 };
	bool found = true;
	int status = 0;

	for (int i = 0; i < PRUNE_VOUCHING_DAYS && !status && found; i++) {
		int64_t before_s = i ? (int64_t)day_of(logged.at_s) * 86400 : now_s;

		status = rows_get(teacher->rows, STATEMENT_MESSAGE_LOGGED_BEFORE,
		                  ARGUMENTS(db_integer(before_s)), &shape_time, NULL, &logged,
		                  &found, teacher->err);
	}
	*ret_now_s = found ? logged.at_s : 0; /* 1970: nothing is so old */
	return status;
}
