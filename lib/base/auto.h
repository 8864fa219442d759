/* Ends that happen on every way out of a scope: AUTO(free_done) char *p = ...; each x_done here
 * takes a pointer to the variable and accepts NULL or -1 in it. */
#ifndef OPENBEC_BASE_AUTO_H
#define OPENBEC_BASE_AUTO_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define AUTO(end) __attribute__((cleanup(end)))

static inline void free_done(void *pointer_to_pointer)
{
	free(*(void **)pointer_to_pointer);
}

static inline void fd_done(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void file_done(FILE **file)
{
	if (*file)
		fclose(*file);
}

#endif
