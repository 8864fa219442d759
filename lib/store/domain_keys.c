/* A domain has a row from the first mail that one of ours wrote to a correspondent there who is trusted; it gets its keys once proven mail of it has
 * come, too: before or after. So nobody gets keys by writing to us alone, nor by being written to. */
#include "store/domain_keys.h"

#include "base/clock.h"
#include "store/kept.h"
#include "store/snapshot.h"
#include "store/teach.h"

#define ASKED_AT_ONCE 16 /* parameters of known_domain_by_key */

struct found {
	struct arena *arena;
	struct str *v;
	size_t n, max;
};

static bool has(const struct found *found, struct str domain)
{
	for (size_t i = 0; i < found->n; i++)
		if (str_eq(found->v[i], domain))
			return true;
	return false;
}

static int take_domain(void *context, const struct db_column *column, size_t columns,
                       struct err *err)
{
	struct found *found = context;

	if (found->n == found->max || columns == 0)
		return 1;
	if (has(found, column[0].value.text))
		return 0;
	found->v[found->n] = arena_str(found->arena, column[0].value.text);
	return found->v[found->n++].p ? 0 : err_memory(err);
}

/* The last key fills what is left of the parameters. */
static int ask(struct snapshot *snapshot, const uint64_t *key, size_t keys, struct found *found,
               struct err *err)
{
	struct db_value argument[ASKED_AT_ONCE];

	for (size_t i = 0; i < ASKED_AT_ONCE; i++)
		argument[i] = db_integer((int64_t)key[i < keys ? i : keys - 1]);
	return snapshot_run(snapshot, STATEMENT_KNOWN_DOMAIN_BY_KEY, argument, ASKED_AT_ONCE,
	                    take_domain, found, err);
}

int snapshot_domains_by_key(struct snapshot *snapshot, const uint64_t *key, size_t keys,
                            struct arena *arena, struct str *ret, size_t max, size_t *ret_n,
                            struct err *err)
{
	struct found found = { .arena = arena, .v = ret, .max = max };
	int status = 0;

	for (size_t i = 0; i < keys && !status && found.n < max; i += ASKED_AT_ONCE)
		status = ask(snapshot, key + i, keys - i < ASKED_AT_ONCE ? keys - i : ASKED_AT_ONCE,
		             &found, err);
	*ret_n = status ? 0 : found.n;
	return status;
}

struct known_domain {
	bool found, both_ways;
	int32_t last_day;
};

/* both_ways, last_day */
static int take_known(void *context, const struct db_column *column, size_t columns,
                      struct err *err)
{
	struct known_domain *known = context;

	(void)err;
	if (columns == 2)
		*known = (struct known_domain){ true, column[0].value.integer != 0,
			                        (int32_t)column[1].value.integer };
	return 1;
}

int snapshot_domain_is_known(struct snapshot *snapshot, struct str domain, bool *ret,
                             struct err *err)
{
	char room[KEPT_KEY_MAX];
	const struct db_value argument[] = { db_text(kept(domain, room, sizeof room)) };
	struct known_domain known = { 0 };
	int status = snapshot_run(snapshot, STATEMENT_KNOWN_DOMAIN_GET, argument, 1, take_known,
	                          &known, err);

	*ret = !status && known.both_ways;
	return status;
}

static int take_any(void *context, const struct db_column *column, size_t columns, struct err *err)
{
	(void)column, (void)columns, (void)err;
	*(bool *)context = true;
	return 1;
}

int snapshot_domain_writes_to(struct snapshot *snapshot, struct str domain, struct str recipient,
                              bool *ret, struct err *err)
{
	char domain_room[KEPT_KEY_MAX], recipient_room[KEPT_KEY_MAX];
	const struct db_value argument[] = {
		db_text(kept(domain, domain_room, sizeof domain_room)),
		db_text(kept(recipient, recipient_room, sizeof recipient_room)),
	};

	*ret = false;
	return snapshot_run(snapshot, STATEMENT_DOMAIN_WRITES_TO, argument, 2, take_any, ret, err);
}

static int get_known(const struct teacher *teacher, struct str domain, struct known_domain *ret)
{
	*ret = (struct known_domain){ 0 };
	return teacher->rows->backend->run(teacher->rows->db, STATEMENT_KNOWN_DOMAIN_GET,
	                                   ARGUMENTS(db_text(domain)), take_known, ret,
	                                   teacher->err);
}

/* Its proven mail was learned. */
static int has_written(const struct teacher *teacher, struct str domain, bool *ret)
{
	*ret = false;
	return teacher->rows->backend->run(teacher->rows->db, STATEMENT_DOMAIN_WROTE,
	                                   ARGUMENTS(db_text(domain)), take_any, ret, teacher->err);
}

static int put_keys(const struct teacher *teacher, const struct domain_keys *domain)
{
	int status = 0;

	for (size_t i = 0; !status && i < domain->keys; i++)
		status = rows_run(
			teacher->rows, STATEMENT_DOMAIN_KEY_PUT,
			ARGUMENTS(db_integer((int64_t)domain->key[i]), db_text(domain->domain)),
			NULL, teacher->err);
	return status;
}

/* Once a day at most, unless it becomes known. */
static int put_known(const struct teacher *teacher, const struct domain_keys *domain,
                     const struct known_domain *before, bool both_ways, int32_t day)
{
	int status;

	if (before->found && before->both_ways == both_ways && before->last_day >= day)
		return 0;
	status = rows_run(teacher->rows, STATEMENT_KNOWN_DOMAIN_PUT,
	                  ARGUMENTS(db_text(domain->domain), db_integer(both_ways),
	                            db_integer(before->last_day > day ? before->last_day : day)),
	                  NULL, teacher->err);
	if (!status && both_ways && !before->both_ways)
		status = put_keys(teacher, domain);
	return status;
}

/* One of ours wrote to domain->address. */
static int teach_written_domain(const struct teacher *teacher, const struct domain_keys *domain,
                                int32_t day)
{
	struct correspondent correspondent;
	struct known_domain known;
	bool both_ways;
	int status = teach_get_correspondent(teacher, domain->address, &correspondent);

	if (status || !correspondent.trusted)
		return status;
	status = get_known(teacher, domain->domain, &known);
	both_ways = known.both_ways;
	if (!status && !both_ways)
		status = has_written(teacher, domain->domain, &both_ways);
	return status ? status : put_known(teacher, domain, &known, both_ways, day);
}

/* Proven, clean mail of it came. */
static int teach_heard_domain(const struct teacher *teacher, const struct domain_keys *domain,
                              int32_t day)
{
	struct known_domain known;
	int status = get_known(teacher, domain->domain, &known);

	return status || !known.found ? status : put_known(teacher, domain, &known, true, day);
}

int domain_keys_teach(const struct teacher *teacher, const struct batch *batch)
{
	int32_t day = day_of(batch->message.at_s);
	int status = 0;

	for (size_t i = 0; !status && i < batch->domains; i++)
		status = batch->domain[i].address.n
		                 ? teach_written_domain(teacher, &batch->domain[i], day)
		                 : teach_heard_domain(teacher, &batch->domain[i], day);
	return status;
}

int domain_keys_forget(const struct teacher *teacher, struct str domain)
{
	int status = rows_run(teacher->rows, STATEMENT_DOMAIN_KEY_FORGET,
	                      ARGUMENTS(db_text(domain)), NULL, teacher->err);

	return status ? status
	              : rows_run(teacher->rows, STATEMENT_KNOWN_DOMAIN_DELETE,
	                         ARGUMENTS(db_text(domain)), NULL, teacher->err);
}
