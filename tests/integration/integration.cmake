# NAME_test.py is ctest integration/NAME: real servers with folders and ports of their own, so that
# the tests may run side by side. 77: skipped, and it has said why.
find_program(PYTHON3 python3 REQUIRED)
file(GLOB integration_tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_LIST_DIR}
	${CMAKE_CURRENT_LIST_DIR}/*_test.py)
foreach(file ${integration_tests})
	string(REPLACE "_test.py" "" name ${file})
	add_test(NAME integration/${name} COMMAND ${PYTHON3} -B ${CMAKE_CURRENT_LIST_DIR}/${file})
	set_tests_properties(integration/${name} PROPERTIES TIMEOUT 180 SKIP_RETURN_CODE 77 ENVIRONMENT
		"${TEST_ENVIRONMENT};OPENBEC_SENDMAIL=${CMAKE_BINARY_DIR}/sendmail;OPENBEC=$<TARGET_FILE:openbec-daemon>;DNS_SERVER=$<TARGET_FILE:dns_server>;BECCTL=$<TARGET_FILE:becctl>")
endforeach()
set_tests_properties(integration/corpus PROPERTIES TIMEOUT 1800)

add_test(NAME layers COMMAND ${PYTHON3} -B ${CMAKE_SOURCE_DIR}/tests/layers.py ${CMAKE_SOURCE_DIR})
add_test(NAME layers/self COMMAND ${PYTHON3} -B ${CMAKE_SOURCE_DIR}/tests/layers.py --self)
add_test(NAME install
	COMMAND ${CMAKE_SOURCE_DIR}/tests/install.sh ${CMAKE_COMMAND} ${CMAKE_BINARY_DIR} ${CMAKE_INSTALL_PREFIX})
set_tests_properties(layers layers/self install PROPERTIES TIMEOUT 60)
