#include "store/counters.h"

#include "base/clock.h"
#include "store/queue.h"

int counters_apply(struct job *job, const struct teacher *teacher)
{
	int status = 0;

	for (size_t i = 0; i < job->counters->n && !status; i++) {
		struct counter *counter = &job->counters->v[i];
		int64_t gathered = atomic_load(&counter->gathered);

		job->counted[i] = gathered;
		if (gathered)
			status = rows_run(teacher->rows, STATEMENT_COUNTER_ADD,
			                  ARGUMENTS(db_text(str_of(counter->kind)),
			                            db_text(str_of(counter->name)),
			                            db_integer(day_of(job->now_s)),
			                            db_integer(gathered)),
			                  NULL, teacher->err);
	}
	return status;
}

void counters_written(const struct job *job)
{
	for (size_t i = 0; i < job->counters->n; i++)
		counter_add(&job->counters->v[i], -job->counted[i]);
}
