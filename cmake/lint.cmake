# cmake --build build --target lint: clang-format and clang-tidy over our own C files, changing none.
add_custom_target(lint
	COMMAND ${CMAKE_CURRENT_LIST_DIR}/lint ${CMAKE_BINARY_DIR}
	WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} USES_TERMINAL VERBATIM)
