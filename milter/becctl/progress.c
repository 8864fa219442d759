#include "becctl/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

#define BAR_WIDTH 30
#define REDRAW_MS 100

void progress_init(struct progress *progress)
{
	*progress = (struct progress){ .on = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO) };
	progress->begin_ms = clock_monotonic_ms();
}

static void draw(const struct progress *progress, size_t done, size_t total, int64_t now_ms)
{
	static const char full[BAR_WIDTH + 1] = "##############################";
	double part = total && done < total ? (double)done / (double)total : total ? 1 : 0;
	double seconds = (double)(now_ms - progress->begin_ms) / 1000;
	int filled = (int)(part * BAR_WIDTH);

	if (total)
		fprintf(stderr, "\r[%.*s%*s] %3.0f %%  ", filled, full, BAR_WIDTH - filled, "",
		        part * 100);
	else
		fputc('\r', stderr);
	fprintf(stderr, "%zu messages, %.0f a second ", progress->things,
	        seconds > 0 ? (double)progress->things / seconds : 0);
}

void progress_step(struct progress *progress, size_t done, size_t total)
{
	int64_t now_ms;

	progress->things++;
	if (!progress->on)
		return;
	now_ms = clock_monotonic_ms();
	if (now_ms - progress->last_ms < REDRAW_MS)
		return;
	progress->last_ms = now_ms;
	progress->drawn = true;
	draw(progress, done, total, now_ms);
}

void progress_done(struct progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", stderr);
	progress->drawn = false;
}
