# tests/cli/NAME.sh becomes ctest cli/NAME.
file(GLOB cli_tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_CURRENT_LIST_DIR}/*.sh)
list(REMOVE_ITEM cli_tests common.sh)
foreach(file ${cli_tests})
	string(REGEX REPLACE "\\.sh$" "" name ${file})
	add_test(NAME cli/${name} COMMAND bash ${CMAKE_CURRENT_LIST_DIR}/${file})
	set_tests_properties(cli/${name} PROPERTIES TIMEOUT 60 SKIP_RETURN_CODE 77 ENVIRONMENT
		"${TEST_ENVIRONMENT};BECCTL=$<TARGET_FILE:becctl>;OPENBEC=$<TARGET_FILE:openbec-daemon>;DATA=${CMAKE_CURRENT_SOURCE_DIR}/data/cli")
endforeach()
