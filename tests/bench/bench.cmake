# Measured by hand, not by ctest: a machine that is busy would fail it. `ninja bench-text && bin/bench-text`.
add_executable(bench-text bench/text_bench.c)
target_link_libraries(bench-text PRIVATE stage-text m)

# `ninja bench-store && bin/bench-store -p 1000000`.
add_executable(bench-store EXCLUDE_FROM_ALL bench/store_bench.c bench/store_count.c bench/store_mail.c)
target_include_directories(bench-store PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(bench-store PRIVATE stage-store m)

# `ninja bench-dns && bin/bench-dns`.
add_executable(bench-dns EXCLUDE_FROM_ALL bench/dns_bench.c)
target_link_libraries(bench-dns PRIVATE test-dns)

# `ninja bench-lookalike && bin/bench-lookalike DOMAINS 1000000`.
add_executable(bench-lookalike EXCLUDE_FROM_ALL bench/lookalike_bench.c)
target_link_libraries(bench-lookalike PRIVATE stage-store stage-party PkgConfig::sqlite3 m)

# `ninja bench-milter && bin/bench-milter --verify`.
add_executable(empty_filter EXCLUDE_FROM_ALL bench/empty_filter.c)
target_link_libraries(empty_filter PRIVATE PkgConfig::milter Threads::Threads)
add_executable(bench-milter EXCLUDE_FROM_ALL bench/milter_bench.c bench/milter_bench_filter.c
	bench/milter_bench_link.c bench/milter_bench_mail.c)
target_link_libraries(bench-milter PRIVATE test-dns Threads::Threads m)
target_compile_definitions(bench-milter PRIVATE BENCH_OPENBEC="$<TARGET_FILE:openbec-daemon>"
	BENCH_EMPTY="$<TARGET_FILE:empty_filter>")
add_dependencies(bench-milter empty_filter openbec-daemon)

# bench/instructions: what a message costs in instructions, held by ctest against instructions.txt.
find_program(PYTHON3 python3 REQUIRED)
include(CheckIncludeFile)
check_include_file(valgrind/callgrind.h OPENBEC_CALLGRIND)
if(OPENBEC_CALLGRIND AND NOT OPENBEC_SANITIZE)
	add_executable(callgrind_path bench/callgrind_path.c bench/milter_bench_mail.c)
	target_link_libraries(callgrind_path PRIVATE path test-dns m)
	add_test(NAME bench/instructions COMMAND ${PYTHON3} -B ${CMAKE_CURRENT_LIST_DIR}/callgrind_test.py
		$<TARGET_FILE:callgrind_path> "${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION}" "${CMAKE_BUILD_TYPE}")
	set_tests_properties(bench/instructions PROPERTIES TIMEOUT 170 SKIP_RETURN_CODE 77)
endif()
