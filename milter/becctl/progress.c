#include "becctl/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

#define BAR_WIDTH 30
#define REDRAW_MS 100
#define LINE_MS   10000

void progress_init(struct progress *progress, const char *doing)
{
	*progress = (struct progress){ .doing = doing };
	progress->bar = isatty(STDERR_FILENO) && (doing || !isatty(STDOUT_FILENO));
	progress->begin_ms = clock_monotonic_ms();
	progress->last_ms = progress->bar ? 0 : progress->begin_ms; /* a bar stands at once */
}

static double seconds_since(const struct progress *progress, int64_t now_ms)
{
	return (double)(now_ms - progress->begin_ms) / 1000;
}

static double rate(const struct progress *progress, int64_t now_ms)
{
	double seconds = seconds_since(progress, now_ms);

	return seconds > 0 ? (double)progress->things / seconds : 0;
}

/* ", 3:20 left"; nothing where it can't be known. */
static void print_left(double seconds, double part)
{
	double left = part > 0 ? seconds * (1 - part) / part : 0;
	long whole = left < 360000 ? (long)left : 360000;

	if (part > 0 && whole >= 3600)
		fprintf(stderr, ", %ld:%02ld:%02ld left", whole / 3600, whole / 60 % 60,
		        whole % 60);
	else if (part > 0)
		fprintf(stderr, ", %ld:%02ld left", whole / 60, whole % 60);
}

static double part_of(size_t done, size_t total)
{
	return total && done < total ? (double)done / (double)total : total ? 1 : 0;
}

static void draw(const struct progress *progress, size_t done, size_t total, int64_t now_ms)
{
	static const char full[BAR_WIDTH + 1] = "##############################";
	double part = part_of(done, total);
	int filled = (int)(part * BAR_WIDTH);

	if (total)
		fprintf(stderr, "\r[%.*s%*s] %3.0f %%  ", filled, full, BAR_WIDTH - filled, "",
		        part * 100);
	else
		fputc('\r', stderr);
	fprintf(stderr, "%zu messages, %.0f a second", progress->things, rate(progress, now_ms));
	print_left(seconds_since(progress, now_ms), part);
	fputs("\033[K", stderr);
}

static void print_line(const struct progress *progress, size_t done, size_t total, int64_t now_ms)
{
	fprintf(stderr, "becctl: %zu messages %s", progress->things, progress->doing);
	if (total)
		fprintf(stderr, ", %.0f %%", 100 * part_of(done, total));
	fprintf(stderr, ", %.0f a second", rate(progress, now_ms));
	print_left(seconds_since(progress, now_ms), part_of(done, total));
	fputc('\n', stderr);
}

void progress_step(struct progress *progress, size_t done, size_t total)
{
	int64_t now_ms;

	progress->things++;
	if (!progress->bar && !progress->doing)
		return;
	now_ms = clock_monotonic_ms();
	if (now_ms - progress->last_ms < (progress->bar ? REDRAW_MS : LINE_MS))
		return;
	progress->last_ms = now_ms;
	if (progress->bar)
		draw(progress, done, total, now_ms);
	else
		print_line(progress, done, total, now_ms);
	progress->drawn = progress->bar;
}

void progress_hide(struct progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", stderr);
	progress->drawn = false;
}

void progress_done(struct progress *progress)
{
	progress_hide(progress);
	progress->bar = false;
	progress->doing = NULL;
}
