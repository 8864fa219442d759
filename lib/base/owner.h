/* Who owns a new file. A tool that root runs must not leave files that the daemon, another user, can't use: what is made in a
 * folder belongs to whom the folder belongs. */
#ifndef OPENBEC_BASE_OWNER_H
#define OPENBEC_BASE_OWNER_H

/* Does nothing unless we are root. 0, or -1 with errno. */
int owner_as_folder(int fd, const char *path);

#endif
