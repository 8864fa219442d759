/* story_main STORY [BACKEND]: exit status 0 if all of the story was as wanted, 1 if not. */
#include <stdio.h>

#include "mail/message.h"
#include "support/story.h"

int main(int argc, char **argv)
{
	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: %s STORY [BACKEND]\n", argv[0]);
		return 64;
	}
	message_library_init();
	return story_run(argv[1], argc > 2 ? argv[2] : "sqlite") ? 0 : 1;
}
