/* The data files of this folder, embedded by the build (indicators/data.cmake), each with a NUL behind it. */
#ifndef OPENBEC_INDICATORS_DATA_H
#define OPENBEC_INDICATORS_DATA_H

#include <stddef.h>

extern const char indicators_role_words[], indicators_banner_words[];
extern const size_t indicators_role_words_size, indicators_banner_words_size;

#endif
