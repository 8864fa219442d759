# Measured by hand, not by ctest: a machine that is busy would fail it. `ninja bench-text && bin/bench-text`.
add_executable(bench-text bench/text_bench.c)
target_link_libraries(bench-text PRIVATE stage-text m)

# `ninja bench-store && bin/bench-store 1000000`.
add_executable(bench-store EXCLUDE_FROM_ALL bench/store_bench.c)
target_link_libraries(bench-store PRIVATE stage-store m)
