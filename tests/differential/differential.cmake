# Our results beside those of a second implementation, given the same zone: NAME_test.py is ctest differential/NAME. 77: skipped, the
# other one isn't installed.
add_executable(dkim_verify differential/dkim_verify.c)
target_link_libraries(dkim_verify PRIVATE test-dns)
add_test(NAME differential/dkim COMMAND ${PYTHON3} -B ${CMAKE_CURRENT_LIST_DIR}/dkim_test.py)
set_tests_properties(differential/dkim PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77
	ENVIRONMENT "${TEST_ENVIRONMENT};DKIM_VERIFY=$<TARGET_FILE:dkim_verify>")

add_test(NAME differential/verify COMMAND ${PYTHON3} -B ${CMAKE_CURRENT_LIST_DIR}/verify_test.py)
set_tests_properties(differential/verify PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77
	ENVIRONMENT "${TEST_ENVIRONMENT};BECCTL=$<TARGET_FILE:becctl>;DNS_SERVER=$<TARGET_FILE:dns_server>")
