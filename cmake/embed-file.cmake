# Run by embed(): writes the bytes of IN to OUT as a C array named SYMBOL.
file(READ ${IN} hex HEX)
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUT} "#include <stddef.h>
extern const char ${SYMBOL}[];
extern const size_t ${SYMBOL}_size;
const char ${SYMBOL}[] = {\n${bytes}0};
const size_t ${SYMBOL}_size = sizeof ${SYMBOL} - 1;
")
