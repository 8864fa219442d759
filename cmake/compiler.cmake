# How every object is compiled: warnings are errors; hardening and sanitizers by option.
add_compile_definitions(_GNU_SOURCE)
add_compile_options(-Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes
	-Wpointer-arith -Wwrite-strings -Wformat=2 -Wvla -Wundef -fno-strict-overflow
	-fvisibility=hidden)

if(OPENBEC_HARDEN)
	add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection
		-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
	add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack -pie)
endif()

if(OPENBEC_SANITIZE)
	add_compile_options(-fsanitize=${OPENBEC_SANITIZE} -fno-omit-frame-pointer
		-fno-sanitize-recover=all)
	add_link_options(-fsanitize=${OPENBEC_SANITIZE})
endif()

# The fuzzer is guided by what runs in the stages, not in its targets alone.
if(OPENBEC_FUZZ)
	if(NOT CMAKE_C_COMPILER_ID MATCHES Clang)
		message(FATAL_ERROR "OPENBEC_FUZZ wants clang: cmake --preset fuzz")
	endif()
	add_compile_options(-fsanitize=fuzzer-no-link)
endif()
