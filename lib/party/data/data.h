/* The data files of this folder, embedded by the build (party/data.cmake), each with a NUL behind it. */
#ifndef OPENBEC_PARTY_DATA_H
#define OPENBEC_PARTY_DATA_H

#include <stddef.h>

extern const char party_freemail_domains[], party_shared_domains[], party_platform_domains[],
	party_person_words[], party_nickname_words[], party_combination_words[];
extern const size_t party_freemail_domains_size, party_shared_domains_size,
	party_platform_domains_size, party_person_words_size, party_nickname_words_size,
	party_combination_words_size;

#endif
