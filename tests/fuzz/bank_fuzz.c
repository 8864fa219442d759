/* Any bytes as a text: accounts lie inside it, numbers fit their arrays, and each is found once. */
#include <stdlib.h>

#include "text/bank.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct bank_account account[8];
	char masked[BANK_MASKED_SIZE];
	size_t n = bank_find(text, account, 8);

	for (size_t i = 0; i < n; i++) {
		struct str written = account[i].as_written;

		if (written.p < text.p || written.p + written.n > text.p + text.n || written.n == 0)
			abort();
		if (strnlen(account[i].number, sizeof account[i].number) ==
		    sizeof account[i].number)
			abort();
		if (strlen(bank_masked(&account[i], masked)) > 10)
			abort();
		for (size_t k = 0; k < i; k++) {
			if (strcmp(account[i].number, account[k].number) == 0)
				abort();
		}
	}
	return 0;
}
